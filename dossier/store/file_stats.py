"""What tells that a file has not changed since it was read, without opening it.

After git's index ("racy git"): a file that changed in the very moment it was looked at may change again and keep its time.
Its stamp is never the same twice, so that it is read again.
"""

from __future__ import annotations

import os
import time
from pathlib import Path

FileStat = tuple[int, int, int, int]
"""When its content and its entry changed, in nanoseconds; its size; which file it is."""
ALWAYS_STALE: FileStat = (0, 0, -1, 0)
"""The stamp of what has to be read again."""
MOMENT, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds within which a clock may not have moved on, and where it shows whole seconds only."""
MAX_FOLDERS = 16
"""Folders within folders; what lies deeper is told, and left out."""


def file_stats(folder: Path) -> dict[str, FileStat]:
    """The stamp of every file below a folder, by its path within it; hidden ones, and what hidden folders hold, left out."""
    found: dict[str, FileStat] = {}
    now = time.time_ns()
    _walk(str(folder), "", 0, found)
    return {name: stamp if _is_settled(stamp, now) else ALWAYS_STALE for name, stamp in found.items()}


def _walk(folder: str, prefix: str, depth: int, found: dict[str, FileStat]) -> None:
    with os.scandir(folder) as entries:
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                if depth < MAX_FOLDERS:
                    _walk(entry.path, f"{prefix}{name}/", depth + 1, found)
                continue
            # Where a link leads may change while the link does not.
            if entry.is_symlink():
                found[prefix + name] = ALWAYS_STALE
            elif entry.is_file(follow_symlinks=False):  # a pipe or a device is never read
                found[prefix + name] = _stat(entry.stat(follow_symlinks=False))


def file_stat(path: Path) -> FileStat:
    """The stamp of a file, whenever it changed; raises `OSError`."""
    return _stat(os.lstat(path))


def _stat(of: os.stat_result) -> FileStat:
    return of.st_mtime_ns, of.st_ctime_ns, of.st_size, of.st_ino


Tree = dict[str, tuple[int, int]]
"""For each file of a tree, by its path within it, when it changed (in nanoseconds) and its size."""


def stat_tree(folder: Path) -> Tree:
    """The files of a folder; raises `OSError`."""
    found: Tree = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, prefix = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    of = entry.stat(follow_symlinks=False)
                    found[prefix + entry.name] = of.st_mtime_ns, of.st_size
    return found


def tree_is_unchanged(folder: Path, tree: Tree) -> bool:
    """Whether a folder holds the files of a tree, as they were written; it may hold others."""
    try:
        found = map(os.lstat, map(f"{folder}/".__add__, tree))
        return all((of.st_mtime_ns, of.st_size) == was for of, was in zip(found, tree.values(), strict=True))
    except OSError:
        return False


def no_entries_since(folder: Path, tree: Tree, since: int) -> bool:
    """Whether nothing has come into the directories of a tree, or gone out of them, since that time (in nanoseconds)."""
    names = {os.path.dirname(name) for name in tree}
    try:
        return all(os.lstat(f"{folder}/{name}").st_mtime_ns <= since for name in names)
    except OSError:
        return False


def _is_settled(stamp: FileStat, now: int) -> bool:
    """Whether it is long enough ago."""
    changed = max(stamp[0], stamp[1])
    return changed + (MOMENT if changed % 1_000_000_000 else COARSE) < now
