"""Looks at thousands of files in a process of its own, while this one imports what it needs to make something of them."""

from __future__ import annotations

import marshal
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from dossier.store.stamps import Stamp, Tree, stamps, tree_of

FOLDER = Path(".cache") / "dossier"
"""The cache, in the project; safe to delete, and to share between machines."""
SPARE = "site"
"""The second tree of the site, in the cache."""


class Scout:
    """What files there are, in the content and in the second tree of the site."""

    def __init__(self, content: Path, spare: Path) -> None:
        self._content, self._spare = content, spare
        self._found: tuple[dict[str, Stamp], Tree | None] | None = None
        self._pipe = -1
        self._child = 0
        # On macOS a process that has imported much is not forked safely.
        if sys.platform == "linux":
            self._pipe, into = os.pipe()
            self._child = os.fork()
            if not self._child:
                os.close(self._pipe)
                self._tell(into)
            os.close(into)

    def _tell(self, into: int) -> None:
        try:
            with os.fdopen(into, "wb") as pipe:
                pipe.write(marshal.dumps(self._look()))
        finally:
            os._exit(0)

    def _look(self) -> tuple[dict[str, Stamp], Tree | None]:
        tree: Tree | None = None
        found = stamps(self._content)
        with suppress(OSError):
            tree = tree_of(self._spare)
        return found, tree

    def _told(self) -> tuple[dict[str, Stamp], Tree | None]:
        if self._found is None:
            found: Any = None
            if self._child:
                with os.fdopen(self._pipe, "rb") as pipe:
                    data = pipe.read()
                os.waitpid(self._child, 0)
                with suppress(EOFError, ValueError):
                    found = marshal.loads(data)  # noqa: S302 - what our own child wrote
            self._found = found or self._look()
        return self._found

    @property
    def stamps(self) -> dict[str, Stamp]:
        """The stamps of the content files."""
        return self._told()[0]

    @property
    def tree(self) -> Tree | None:
        """The second tree; None where there is none."""
        return self._told()[1]
