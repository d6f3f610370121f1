"""File stats that tell whether a file has changed since it was read, without opening it.

As in git's index ("racy git"): a file that changed within the clock's resolution of being read may change again and keep
its time. Such a file gets the stat `ALWAYS_STALE`, so that it is read again.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from stat import S_ISREG

FileStat = tuple[int, int, int, int]
"""Modification time and change time in nanoseconds, size in bytes, inode."""
ALWAYS_STALE: FileStat = (0, 0, -1, 0)
"""The stat of a file that has to be read again; it equals no real one."""
MOMENT, COARSE = 50_000_000, 2_000_000_000
"""Nanoseconds within which a clock may not have moved on; and the same where file times have whole seconds only."""
MAX_FOLDERS = 16
"""Depth of folders within folders; `read` reports what lies deeper, and leaves it out."""


def file_stats(folder: Path) -> dict[str, FileStat]:
    """The stats of all files below a folder, by path within it; hidden files and folders are left out."""
    stats: dict[str, FileStat] = {}
    now = time.time_ns()
    _walk(str(folder), "", 0, stats)
    return {name: stamp if _is_settled(stamp, now) else ALWAYS_STALE for name, stamp in stats.items()}


def restat(folder: Path, stats: Mapping[str, FileStat], names: Iterable[str]) -> dict[str, FileStat] | None:
    """`stats` of a folder with those of some regular files as they are now; None if one of these came or went."""
    now = time.time_ns()
    again = dict(stats)
    for name in names:
        try:
            status = os.lstat(folder / name)
        except OSError:
            if name in stats:
                return None
            continue  # a file that an editor wrote beside it, and took away again
        if name not in stats or not S_ISREG(status.st_mode):
            return None
        stamp = _stat(status)
        again[name] = stamp if _is_settled(stamp, now) else ALWAYS_STALE
    return again


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
            # The target of a link may change while the link does not.
            if entry.is_symlink():
                found[prefix + name] = ALWAYS_STALE
            elif entry.is_file(follow_symlinks=False):  # not a pipe or a device
                found[prefix + name] = _stat(entry.stat(follow_symlinks=False))


def file_stat(path: Path) -> FileStat:
    """The stat of a file, whether or not it is settled; raises `OSError`."""
    return _stat(os.lstat(path))


def _stat(status: os.stat_result) -> FileStat:
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


Tree = dict[str, tuple[int, int]]
"""For each file of a tree, by path within it, its modification time in nanoseconds and its size in bytes."""


def stat_tree(folder: Path) -> Tree:
    """The files of a folder; raises `OSError`."""
    tree: Tree = {}
    waiting = [(str(folder), "")]
    while waiting:
        path, prefix = waiting.pop()
        with os.scandir(path) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append((entry.path, f"{prefix}{entry.name}/"))
                else:
                    status = entry.stat(follow_symlinks=False)
                    tree[prefix + entry.name] = status.st_mtime_ns, status.st_size
    return tree


def tree_is_unchanged(folder: Path, tree: Tree) -> bool:
    """Whether a folder holds the files of a tree with the same stats; it may hold others as well."""
    try:
        stats = map(os.lstat, map(f"{folder}/".__add__, tree))
        return all(
            (status.st_mtime_ns, status.st_size) == was
            for status, was in zip(stats, tree.values(), strict=True)
        )
    except OSError:
        return False


def no_entries_since(folder: Path, tree: Tree, since: int) -> bool:
    """Whether no directory of a tree has gained or lost an entry since a time, in nanoseconds."""
    names = {os.path.dirname(name) for name in tree}
    try:
        return all(os.lstat(f"{folder}/{name}").st_mtime_ns <= since for name in names)
    except OSError:
        return False


def _is_settled(stamp: FileStat, now: int) -> bool:
    """Whether a file changed long enough ago for its stat to tell the next change."""
    changed = max(stamp[0], stamp[1])
    return changed + (MOMENT if changed % 1_000_000_000 else COARSE) < now
