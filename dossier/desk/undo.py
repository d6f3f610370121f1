"""The steps on one file, for undo and redo across a reload: in the user's own cache directory, outside the project.

A branch under review cannot bring steps of its own; a journal that cannot be read or written is none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from dossier.foreign_paths import ForeignPathError, join, replace_file
from dossier.store.seal import NoKey, cache_home

MOST = 100
"""Steps of a file that are remembered, the latest."""
LARGEST = 4_000_000
"""Bytes of a journal."""


@dataclass(slots=True)
class Journal:
    """The steps on a file: the texts before and after each, and how many of them are done."""

    path: Path | None
    steps: list[tuple[str, str, str]] = field(default_factory=list)
    """Text before, text after, what was done; oldest first."""
    done: int = 0
    dismissed: list[str] = field(default_factory=list)
    """Keys of guesses that were rejected and are not asked again."""

    def add(self, before: str, after: str, what: str) -> None:
        """Note a step; those that were undone are forgotten."""
        self.steps = [*self.steps[: self.done], (before, after, what)][-MOST:]
        self.done = len(self.steps)
        self.save()

    def save(self) -> None:
        """Write it; where that fails, undo ends with this session."""
        if self.path is None:
            return
        with suppress(OSError):
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            data = {"steps": self.steps, "done": self.done, "dismissed": self.dismissed}
            replace_file(self.path, json.dumps(data, ensure_ascii=False).encode())


def journal(project: Path, id_: str) -> Journal:
    """The journal of an article's file."""
    try:
        place = sha256(str(project.resolve()).encode()).hexdigest()[:16]
        path = join(cache_home(), f"desk/{place}/{id_}.json")
    except (NoKey, OSError, ForeignPathError):
        return Journal(None)
    with suppress(OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        if path.stat().st_size <= LARGEST:
            data = json.loads(path.read_text("utf-8"))
            steps = [_step(step) for step in data["steps"]]
            done = min(max(int(data["done"]), 0), len(steps))
            return Journal(path, steps, done, [str(key) for key in data["dismissed"]])
    return Journal(path)


def _step(step: Sequence[object]) -> tuple[str, str, str]:
    before, after, what = (str(part) for part in step)
    f"{before}{after}{what}".encode()  # raises for half a surrogate pair, which no file holds
    return before, after, what
