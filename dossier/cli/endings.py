"""Handles commands that are stopped or fail: removes temporary folders, and names the full disk."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import stat
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

FULL = (errno.ENOSPC, errno.EDQUOT)
_OURS = re.compile(r"dossier-(?:serve-)?[a-z0-9_]{8}")
"""Names of temporary folders that `tempfile` makes for this program."""
STALE = 86_400
"""Seconds after which a temporary folder belongs to no running process."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_in_order() -> None:
    """Turn signals to end into an exit that removes temporary folders. Forked processes end at once."""
    here = os.getpid()

    def stop(number: int, frame: object) -> None:
        if os.getpid() != here:
            os._exit(128 + number)
        sys.exit(128 + number)

    for number in _SIGNALS:
        # Under nohup it is ignored; and only the main thread may set it.
        if signal.getsignal(number) == signal.SIG_DFL:
            with suppress(ValueError):
                signal.signal(number, stop)


def sweep() -> None:
    """Remove temporary folders that killed processes of this user left behind, when they are a day old."""
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if not _OURS.fullmatch(entry.name):
                continue
            with suppress(OSError):
                of = entry.stat(follow_symlinks=False)
                own = (
                    stat.S_ISDIR(of.st_mode)
                    and stat.S_IMODE(of.st_mode) == 0o700
                    and of.st_uid == os.getuid()
                )
                if own and time.time() - of.st_mtime > STALE:
                    shutil.rmtree(entry.path, ignore_errors=True)


def reason(error: OSError, places: Iterable[Path] = ()) -> str:
    """The message for an `OSError`, in one line; for a full disk it names the disk, not the file that was read.

    `places` are the directories that the command writes to.
    """
    if error.errno not in FULL:
        where = f"{os.fsdecode(error.filename)}: " if error.filename else ""
        return f"{where}{error.strerror or error}"
    named = [
        Path(os.fsdecode(name)) for name in (error.filename2, error.filename) if isinstance(name, str | bytes)
    ]
    full = min((*places, Path(tempfile.gettempdir()), *named, Path.cwd()), key=_free)
    return f"{_disk(full)}: no space left on this disk ({_free(full):,} bytes free)"


def _free(path: Path) -> int:
    """Bytes free on the disk that a path is on, or will be on."""
    for place in (path, *path.absolute().parents):
        with suppress(OSError):
            return shutil.disk_usage(place).free
    return 0


def _disk(path: Path) -> Path:
    """The mount point of the disk that a path is on."""
    place = path.absolute()
    while not place.exists() or (not os.path.ismount(place) and place != place.parent):
        place = place.parent
    return place
