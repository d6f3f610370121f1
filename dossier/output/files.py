"""Writes files into a directory, in whatever process renders their content."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

WrittenStat = tuple[int, int]
"""Modification time in nanoseconds, and size in bytes: the value of `store.file_stats.Tree`."""


class TreeWriter:
    """Writes files below a directory. With `in_place`, files exist there already, and those with the same content are
    left.

    Each file is also hard-linked below `shadow_folder`. Directories that this writer has made are not made again.
    """

    def __init__(self, folder: Path, *, in_place: bool = False, shadow_folder: Path | None = None) -> None:
        self._folder, self._in_place = str(folder), in_place
        self._shadow_folder = str(shadow_folder) if shadow_folder else ""
        self._made: set[str] = set()

    def write(self, name: str, data: bytes) -> tuple[WrittenStat, bool] | None:
        """Write a file; returns its stat and whether it was hard-linked, or None if it exists with this content."""
        path = _within(self._folder, name)
        if self._in_place:
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
            status = os.fstat(file)
        finally:
            os.close(file)
        return (status.st_mtime_ns, status.st_size), bool(self._shadow_folder) and self._linked(path, name)

    def _linked(self, path: str, name: str) -> bool:
        """Hard-link a file into the shadow tree; after the first failure no more are tried."""
        try:
            to = _within(self._shadow_folder, name)
            self._make(os.path.dirname(to))
            os.link(path, to)
        except OSError:
            self._shadow_folder = ""
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
