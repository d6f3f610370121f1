"""How a command ends that is stopped or fails: temporary folders are removed, and a full disk is named."""

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
"""Temporary folders as `tempfile` names them for us."""
STALE = 86_400
"""Seconds after which a temporary folder belongs to no process any more."""
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


def end_in_order() -> None:
    """A signal to end becomes an exit, on which temporary folders are removed. Processes that were forked end at once."""
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
    """Remove temporary folders that killed processes of this user have left behind, when they are a day old."""
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
    """What a failure of the system is told as, in one line; of a full disk which it is, not which file was read for it.

    `places` are where the command writes.
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
    """Bytes free on the disk that a path is on, or will be."""
    for place in (path, *path.absolute().parents):
        with suppress(OSError):
            return shutil.disk_usage(place).free
    return 0


def _disk(path: Path) -> Path:
    """Where the disk of a path is mounted."""
    place = path.absolute()
    while not place.exists() or (not os.path.ismount(place) and place != place.parent):
        place = place.parent
    return place
