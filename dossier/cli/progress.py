"""Progress: a bar on a terminal, plain lines in CI, nothing when asked to be quiet."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click


class Told(Protocol):
    """Who is told how far a build has come."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` steps lie in it, if that is known."""

    def step(self) -> None:
        """One step of the stage is done."""

    def stop(self) -> None:
        """Show nothing more: an error follows."""


class Silent:
    """Nobody."""

    def stage(self, name: str, total: int = 0) -> None:
        """Nothing."""

    def step(self) -> None:
        """Nothing."""

    def stop(self) -> None:
        """Nothing."""


class Lines(Silent):
    """A line a stage."""

    def stage(self, name: str, total: int = 0) -> None:
        """Say it."""
        click.echo(f"{name}{f' {total} pages' if total else ''} ...", err=True)


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
        self._progress: Any = Progress(*columns, console=Console(stderr=True), transient=True)
        self._progress.start()
        self._task: Any = None

    def stage(self, name: str, total: int = 0) -> None:
        """Begin a new bar in the old one's place."""
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name, total=total or None)

    def step(self) -> None:
        """Draw on."""
        self._progress.advance(self._task)

    def stop(self) -> None:
        """Clear the line."""
        self._progress.stop()


@contextmanager
def progress(quiet: bool) -> Iterator[Told]:
    """Whoever suits the place: a terminal, a log, or nobody."""
    told: Told = Silent() if quiet else Bar() if sys.stderr.isatty() else Lines()
    try:
        yield told
    finally:
        told.stop()
