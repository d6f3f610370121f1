"""`site/` is replaced in one step: whoever reads it sees the old site or the new one, whole.

The new site is built in a directory beside it. On Linux the two are exchanged by `renameat2`, on macOS by
`renamex_np`; elsewhere, or on a file system that knows neither, two renames must do, with a moment between them.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.config import ConfigError

MARK = "assets/dossier/dossier.css"
"""A file that every site of ours has: what else is found in the place of the site is not replaced."""
_AT_FDCWD = -100
_RENAME_EXCHANGE = 2
_RENAME_SWAP = 2


@contextmanager
def replacing(site: Path) -> Iterator[Path]:
    """A new, empty directory that takes the place of `site` when the block ends without an exception."""
    make_ready(site)
    new = site.parent / f".{site.name}-{os.getpid()}"
    new.mkdir()
    try:
        yield new
        os.chmod(new, 0o755)  # noqa: S103 - a published folder is for everyone to read
        swap(new, site)
    finally:
        shutil.rmtree(new, ignore_errors=True)


def make_ready(site: Path) -> None:
    """What has to be so before a site is replaced; raises `ConfigError` where something else would be lost."""
    if site.exists() and not is_ours(site):
        raise ConfigError(
            f"{site}: holds something else than a site of dossier; empty it, or name another site_dir"
        )
    site.parent.mkdir(parents=True, exist_ok=True)
    sweep(site)


def is_ours(site: Path) -> bool:
    """True for an empty directory, and for one that holds a site built by us."""
    return site.is_dir() and ((site / MARK).is_file() or not any(site.iterdir()))


def swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`; what `site` held is at `new` afterwards, if it was there."""
    try:
        os.rename(new, site)  # takes the place of nothing, or of an empty directory
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        if not _exchange(new, site):
            aside = new.with_name(new.name + "-old")
            os.rename(site, aside)
            os.rename(new, site)
            os.rename(aside, new)


def sweep(site: Path) -> None:
    """Remove what builds that were killed have left behind; those that are running are let be."""
    for left in site.parent.glob(f".{site.name}-*"):
        pid = left.name.removeprefix(f".{site.name}-").removesuffix("-old")
        if pid.isdigit() and not _alive(int(pid)):
            if left.name.endswith("-old") and not site.exists():
                os.rename(left, site)  # killed between two renames: the old site goes back
            else:
                shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # a process of an earlier boot had our number
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two directories in one step; False where the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(a, b, _RENAME_SWAP) == 0)
    return False
