"""Builds of dossiers: as a command, in this process, on a cluster; and what differs between two sites."""

from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path

from dossier.build.driver import build
from dossier.build.prefetch import FOLDER
from dossier.build.request import Request, Result
from dossier.cli.progress import Silent
from dossier.config import load

PROJECT = Path(__file__).parents[2]


def copy(folder: Path) -> Path:
    """The real dossier, to be built in `folder`."""
    folder.mkdir(parents=True)
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    shutil.copytree(PROJECT / "content", folder / "content")
    return folder


def run(folder: Path, *command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of ours in `folder`."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=folder,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def differences(one: Path, other: Path) -> list[str]:
    """What differs between two folders, byte for byte."""
    left = {path.relative_to(one) for path in one.rglob("*") if path.is_file()}
    right = {path.relative_to(other) for path in other.rglob("*") if path.is_file()}
    found = [f"only in one: {path}" for path in sorted(left ^ right)]
    _, unequal, failed = filecmp.cmpfiles(one, other, [str(path) for path in left & right], shallow=False)
    return found + unequal + failed


@contextmanager
def cluster() -> Iterator[Executor]:
    """Dask's own: two workers, processes of this machine, that import dossier for themselves."""
    import distributed

    with (
        distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as local,
        distributed.Client(local) as client,
    ):
        yield client.get_executor()


def built(
    folder: Path, *, cache: bool = True, executor: Executor | None = None, processes: int = 1
) -> Result:
    """A build in this process."""
    place = folder / FOLDER if cache else None
    asked = Request(
        load(folder / "mkdocs.yml"), folder / "mkdocs.yml", place, executor=executor, processes=processes
    )
    return build(asked, Silent())
