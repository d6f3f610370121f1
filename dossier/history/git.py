"""The content as it was at a git revision, laid out in a directory of its own for as long as it is read."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from dossier.config import Settings


class GitError(Exception):
    """git is not there, this is no repository, or it knows no such revision: one line."""


@contextmanager
def state_at(settings: Settings, revision: str) -> Iterator[Settings]:
    """Settings whose content is that of `revision`; raises `GitError`."""
    if revision.startswith("-"):
        raise GitError(f'"{revision}" is no revision')
    inside = settings.content.relative_to(settings.project).as_posix()
    commit = (
        _git(settings.project, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    )
    archive = _git(settings.project, "archive", "--format=tar", commit, "--", inside)
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        try:
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(name, filter="data")
        except tarfile.TarError as error:
            raise GitError(f"the content of {revision} cannot be laid out: {error}") from None
        yield replace(settings, project=Path(name), content=Path(name) / inside)


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise GitError("git is not installed; the ratchet compares with an earlier state") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else f'git knows no revision "{arguments[-1].split("^")[0]}"')
    return done.stdout
