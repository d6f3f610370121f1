"""Looks at thousands of files in a process of its own, while this one imports what it needs to make something of them."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dossier.incremental.database import peek
from dossier.store import seal
from dossier.store.file_stats import FileStat, file_stats, no_entries_since, tree_is_unchanged
from dossier.store.seal import Unusable
from dossier.store.values import pack, unpack

FOLDER = Path(".cache") / "dossier"
"""The cache, in the project; safe to delete, and to share between machines."""
SHADOW = "site"
"""The second tree of the site, in the cache."""
COMPLETED = "site.time"
"""The file that says when the second tree was complete: what came into it later is none of ours."""


TreeCheck = tuple[bytes, bool, bool]
"""Which state it speaks of; whether the second tree of the site is as that state left it; and whether nobody has put a file
into the published one since, or taken one out of it."""


class StatPrefetch:
    """What files there are, in the content and in the two trees of the site."""

    def __init__(self, content: Path, cache: Path, site: Path) -> None:
        self._looks: tuple[Callable[[], Any], ...] = (
            lambda: file_stats(content),
            lambda: check_trees(cache, site),
        )
        self._found: list[Any] = []
        self._child = 0
        # On macOS a process that has imported much is not forked safely.
        if sys.platform == "linux":
            pipe, into = os.pipe()
            self._child = os.fork()
            if not self._child:
                self._tell(into)
            os.close(into)
            self._pipe = os.fdopen(pipe, "rb")

    def _tell(self, into: int) -> None:
        """In the other process: each look as soon as it is had."""
        try:
            with os.fdopen(into, "wb") as pipe:
                for look in self._looks:
                    data = pack(look())
                    pipe.write(len(data).to_bytes(8, "big") + data)
                    pipe.flush()
        finally:
            os._exit(0)

    def _told(self, number: int) -> Any:
        while len(self._found) <= number:
            found = self._next()
            self._found.append(self._looks[len(self._found)]() if found is None else found)
        return self._found[number]

    def _next(self) -> Any:
        """What the other process tells next; None where it has ended."""
        if not self._child:
            return None
        data = self._pipe.read(int.from_bytes(self._pipe.read(8), "big"))
        if not data or len(self._found) + 1 == len(self._looks):
            self._end()
        with suppress(EOFError, ValueError):
            return unpack(data)
        return None

    def _end(self) -> None:
        """Close the pipe and wait for the child, which ends at its next write."""
        if self._child:
            self._pipe.close()
            os.waitpid(self._child, 0)
            self._child = 0

    def __del__(self) -> None:
        # A build that stops early asks for nothing more.
        self._end()

    @property
    def file_stats(self) -> dict[str, FileStat]:
        """The stamps of the content files."""
        found: dict[str, FileStat] = self._told(0)
        return found

    @property
    def check_trees(self) -> TreeCheck:
        """On the two trees of the site."""
        found: TreeCheck = self._told(1)
        return found


def check_trees(cache: Path, site: Path) -> TreeCheck:
    """On the two trees of the site, by what the state in the directory `cache` says of them."""
    try:
        generation, tree, published = peek(cache, ("generation", "tree", "published"))
    except Unusable:
        return b"", False, False
    if not generation or not tree:
        return b"", False, False
    context = tree_is_unchanged(cache / SHADOW, tree) and no_entries_since(
        cache / SHADOW, tree, _completed_at(cache)
    )
    return generation, context, no_entries_since(site, tree, published)


def mark_complete(cache: Path) -> None:
    """Note that the second tree of the site is complete now; raises `OSError`."""
    with suppress(seal.NoKey):
        (cache / COMPLETED).write_bytes(seal.sealed(COMPLETED, time.time_ns().to_bytes(8, "big")))


def _completed_at(cache: Path) -> int:
    """When the second tree was complete, in nanoseconds; 0 where that is not known."""
    try:
        return int.from_bytes(seal.opened(COMPLETED, (cache / COMPLETED).read_bytes()), "big")
    except (OSError, seal.NotSealed, seal.NoKey):
        return 0
