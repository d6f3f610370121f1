"""Files written into a directory, by whatever process draws what is in them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

WrittenStat = tuple[int, int]
"""When a file changed, in nanoseconds, and its size: as `store.stamps.Tree` has it."""


class TreeWriter:
    """Writes files below a directory; where others `stand` there, those that are as they should be are let be.

    Below `also` each is put a second time, by a hard link. Directories that are known to be there are not made again.
    """

    def __init__(self, folder: Path, *, stand: bool = False, also: Path | None = None) -> None:
        self._folder, self._also, self._stand = str(folder), str(also) if also else "", stand
        self._made: set[str] = set()

    def write(self, name: str, data: bytes) -> tuple[WrittenStat, bool] | None:
        """Write a file: its stamp, and whether it was linked. None where it stands there so."""
        path = _within(self._folder, name)
        if self._stand:
            if _has_content(path, data):
                return None
            with suppress(FileNotFoundError):
                os.unlink(path)  # the published site holds the same file
        self._make(os.path.dirname(path))
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o666)
        try:
            rest = data
            while (done := os.write(file, rest)) < len(rest):
                rest = rest[done:]
            of = os.fstat(file)
        finally:
            os.close(file)
        return (of.st_mtime_ns, of.st_size), bool(self._also) and self._linked(path, name)

    def _linked(self, path: str, name: str) -> bool:
        """Put a file into the second tree; where that is not possible once, it is not tried again."""
        try:
            to = _within(self._also, name)
            self._make(os.path.dirname(to))
            os.link(path, to)
        except OSError:
            self._also = ""
            return False
        return True

    def _make(self, folder: str) -> None:
        if folder in self._made:
            return
        try:
            os.mkdir(folder)
        except FileExistsError:
            pass
        except FileNotFoundError:
            os.makedirs(folder, exist_ok=True)
        self._made.add(folder)


def _within(folder: str, name: str) -> str:
    path = os.path.normpath(f"{folder}/{name}")
    # Addresses are checked where they are read; nothing is written outside the site all the same.
    if not path.startswith(folder + os.sep):
        raise ValueError(f"{name} leads out of the site")
    return path


def _has_content(path: str, data: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(data):
            return False
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of them
            return file.read() == data
    except OSError:
        return False
