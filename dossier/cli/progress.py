"""Progress of a build: a bar on a terminal, plain lines in CI, nothing with `--quiet`."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol

import click


class ProgressSink(Protocol):
    """Receives the progress of a build."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` is the number of its steps, or 0 if that is not known."""

    def step(self, steps: int = 1) -> None:
        """So many steps of the stage are done."""

    def stop(self) -> None:
        """Show nothing more: an error follows."""


class Silent:
    """Shows nothing."""

    def stage(self, name: str, total: int = 0) -> None: ...

    def step(self, steps: int = 1) -> None: ...

    def stop(self) -> None: ...


class Lines(Silent):
    """Prints one line a stage."""

    def stage(self, name: str, total: int = 0) -> None:
        click.echo(f"{name}{f' ({total})' if total else ''} ...", err=True)


class Bar:
    """Shows a bar with the time left."""

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
        if self._task is not None:
            self._progress.remove_task(self._task)
        self._task = self._progress.add_task(name, total=total or None)
        self._progress.refresh()

    def step(self, steps: int = 1) -> None:
        self._progress.advance(self._task, steps)
        self._drawn()

    def _drawn(self) -> None:
        now = time.monotonic()
        if now - self._last > 0.1:
            self._last = now
            self._progress.refresh()

    def stop(self) -> None:
        self._progress.stop()


class Timed:
    """Forwards progress, and measures how long each stage takes."""

    def __init__(self, sink: ProgressSink) -> None:
        self.sink = sink
        self.seconds: dict[str, float] = {}
        """Seconds, by stage."""
        self._name, self._begun = "", time.monotonic()

    def stage(self, name: str, total: int = 0) -> None:
        self._note()
        self._name = name
        self.sink.stage(name, total)

    def step(self, steps: int = 1) -> None:
        self.sink.step(steps)

    def stop(self) -> None:
        self._note()
        self._name = ""
        self.sink.stop()

    def _note(self) -> None:
        now = time.monotonic()
        if self._name:
            self.seconds[self._name] = self.seconds.get(self._name, 0) + now - self._begun
        self._begun = now


@contextmanager
def progress(quiet: bool) -> Iterator[Timed]:
    """The kind of progress that suits the output: a bar, lines, or nothing."""
    sink = Timed(Silent() if quiet else Bar() if sys.stderr.isatty() else Lines())
    try:
        yield sink
    finally:
        sink.stop()
