"""`site/` is replaced in one step: a reader sees the old site or the new one, complete.

The new site is built in a directory beside it. On Linux the two are exchanged by `renameat2`, on macOS by
`renamex_np`; elsewhere, or on a file system that has neither, by two renames with a moment between them.
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

from dossier.settings_file import ConfigError

MARK = "assets/dossier/dossier.css"
"""A file that every site of ours has: a directory without it is not replaced."""
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
    """Prepare for replacing a site; raises `ConfigError` if `site` holds anything but a site of ours."""
    if site.exists() and not is_ours(site):
        raise ConfigError(
            f"{site}: holds something else than a site of dossier; empty it, or name another site_dir"
        )
    site.parent.mkdir(parents=True, exist_ok=True)
    sweep(site)


def is_ours(site: Path) -> bool:
    """Whether a directory is empty, or holds a site that we built."""
    return site.is_dir() and ((site / MARK).is_file() or not any(site.iterdir()))


def swap(new: Path, site: Path) -> None:
    """Put `new` in the place of `site`; the former content of `site`, if any, is at `new` afterwards."""
    try:
        os.rename(new, site)  # works if there is no site, or an empty one
    except OSError as error:
        if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
            raise
        if not _exchange(new, site):
            aside = new.with_name(new.name + "-old")
            os.rename(site, aside)
            os.rename(new, site)
            os.rename(aside, new)


def sweep(site: Path) -> None:
    """Remove what killed builds have left beside the site; directories of running builds are left."""
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
    """Exchange two directories in one step; False if the system cannot."""
    libc = ctypes.CDLL(None, use_errno=True)
    a, b = os.fsencode(one), os.fsencode(other)
    if sys.platform == "linux" and hasattr(libc, "renameat2"):
        return bool(libc.renameat2(_AT_FDCWD, a, _AT_FDCWD, b, _RENAME_EXCHANGE) == 0)
    if sys.platform == "darwin" and hasattr(libc, "renamex_np"):
        return bool(libc.renamex_np(a, b, _RENAME_SWAP) == 0)
    return False
