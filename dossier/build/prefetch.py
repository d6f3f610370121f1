"""Stats the content and both trees of the site in a child process while this one imports modules."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from functools import cached_property, partial
from pathlib import Path
from typing import TypeVar

from dossier.foreign_paths import replace_file
from dossier.incremental import facts
from dossier.incremental.cache import peek
from dossier.store import seal
from dossier.store.file_stats import FileStat, file_stats, no_entries_since, tree_is_unchanged
from dossier.store.seal import Unusable
from dossier.store.values import pack, unpack

FOLDER = Path(".cache") / "dossier"
"""The cache directory, in the project; safe to delete at any time."""
SHADOW = "site"
"""The directory of the shadow tree, in the cache."""
COMPLETED = "site.time"
"""The file with the time at which the shadow tree was complete: entries that are newer are not ours."""


T = TypeVar("T")
TreeCheck = tuple[bytes, bool, bool]
"""The generation of the state that was checked; whether the shadow tree is as that state left it; and whether no file
came into the published site, or left it, since."""


class StatPrefetch:
    """File stats of the content, and the check of both trees: computed once, by a child process on Linux."""

    def __init__(self, content: Path, cache: Path, site: Path) -> None:
        self._stat_files = partial(file_stats, content)
        self._check_trees = partial(check_trees, cache, site)
        self._child = 0
        # On macOS a process that has imported much is not forked safely.
        if sys.platform == "linux":
            pipe, into = os.pipe()
            self._child = os.fork()
            if not self._child:
                self._send(into)
            os.close(into)
            self._pipe = os.fdopen(pipe, "rb")

    def _send(self, into: int) -> None:
        """Child: sends each result as soon as it is ready."""
        try:
            with os.fdopen(into, "wb") as pipe:
                for compute in (self._stat_files, self._check_trees):
                    data = pack(compute())
                    pipe.write(len(data).to_bytes(8, "big") + data)
                    pipe.flush()
        finally:
            os._exit(0)

    def _received(self, compute: Callable[[], T]) -> T:
        """The next result of the child; where it has ended, it is computed here."""
        data = self._pipe.read(int.from_bytes(self._pipe.read(8), "big")) if self._child else b""
        with suppress(EOFError, ValueError):
            value: T = unpack(data)
            return value
        self._end()
        return compute()

    def _end(self) -> None:
        """Closes the pipe and waits for the child, which ends at its next write."""
        if self._child:
            self._pipe.close()
            os.waitpid(self._child, 0)
            self._child = 0

    def __del__(self) -> None:
        # A build that stops early asks for nothing more.
        self._end()

    @cached_property
    def file_stats(self) -> dict[str, FileStat]:
        """File stats of the content."""
        return self._received(self._stat_files)

    @cached_property
    def check_trees(self) -> TreeCheck:
        """The check of both trees of the site."""
        _ = self.file_stats  # the child sends them first
        found = self._received(self._check_trees)
        self._end()
        return found


def check_trees(cache: Path, site: Path) -> TreeCheck:
    """Compares both trees of the site with what the database in `cache` says of them."""
    try:
        with peek(cache) as state:
            generation, tree, published = (
                state.get(facts.GENERATION),
                state.get(facts.TREE),
                state.get(facts.PUBLISHED),
            )
    except Unusable:
        return b"", False, False
    if not generation or not tree:
        return b"", False, False
    context = tree_is_unchanged(cache / SHADOW, tree) and no_entries_since(
        cache / SHADOW, tree, _completed_at(cache)
    )
    return generation, context, no_entries_since(site, tree, published)


def mark_complete(cache: Path) -> None:
    """Records that the shadow tree is complete now; raises `OSError`."""
    with suppress(seal.NoKey):
        replace_file(cache / COMPLETED, seal.sealed(COMPLETED, time.time_ns().to_bytes(8, "big")))


def _completed_at(cache: Path) -> int:
    """When the shadow tree was complete, in nanoseconds; 0 if unknown."""
    try:
        return int.from_bytes(seal.opened(COMPLETED, (cache / COMPLETED).read_bytes()), "big")
    except (OSError, seal.NotSealed, seal.NoKey):
        return 0
