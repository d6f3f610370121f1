"""Progress: a bar on a terminal, plain lines in CI, nothing when asked to be quiet."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click


class Told(Protocol):
    """Who is told how far a build has come."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` steps lie in it, if that is known."""

    def step(self, steps: int = 1) -> None:
        """So many steps of the stage are done."""

    def stop(self) -> None:
        """Show nothing more: an error follows."""


class Silent:
    """Nobody."""

    def stage(self, name: str, total: int = 0) -> None:
        """Nothing."""

    def step(self, steps: int = 1) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""


class Lines(Silent):
    """A line a stage."""

    def stage(self, name: str, total: int = 0) -> None:
        """Say it."""
        click.echo(f"{name}{f' ({total})' if total else ''} ...", err=True)


class Bar:
    """A bar with the time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

        columns = (
            TextColumn("{task.description:<14}"),
            BarColumn(),
            TextColumn("{task.completed}"),
            TimeRemainingColumn(),
        )
        # No thread of its own draws it: a process with threads is not forked safely.
        self._progress: Any = Progress(
            *columns, console=Console(stderr=True), transient=True, auto_refresh=False
        )
        self._last = 0.0
        self._progress.start()
        self._task: Any = None

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a new bar in the old one's place."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name, total=total or None)
        self._progress.refresh()

    def step(self, steps: int = 1) -> None:
        """Draw on."""
        self._progress.advance(self._task, steps)
        self._drawn()

    def _drawn(self) -> None:
        now = time.monotonic()
        if now - self._last > 0.1:
            self._last = now
            self._progress.refresh()

    def stop(self) -> None:
        """Clear the line."""
        self._progress.stop()


class Timed:
    """Tells another, and notes how long each stage took."""

    def __init__(self, told: Told) -> None:
        self.told = told
        self.seconds: dict[str, float] = {}
        """Seconds, by stage."""
        self._name, self._begun = "", time.monotonic()

    def stage(self, name: str, total: int = 0) -> None:
        """The last stage is over."""
        self._note()
        self._name = name
        self.told.stage(name, total)

    def step(self, steps: int = 1) -> None:
        """Say it."""
        self.told.step(steps)

    def stop(self) -> None:
        """The last stage is over, and nothing follows."""
        self._note()
        self._name = ""
        self.told.stop()

    def _note(self) -> None:
        now = time.monotonic()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0) + now - self._begun
        self._begun = now


@contextmanager
def progress(quiet: bool) -> Iterator[Timed]:
    """Whoever suits the place: a terminal, a log, or nobody."""
    told = Timed(Silent() if quiet else Bar() if sys.stderr.isatty() else Lines())
    try:
        yield told
    finally:
        told.stop()
