"""The request and the result of a build, and who follows its progress."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from dossier.build.prefetch import StatPrefetch
from dossier.config import Settings
from dossier.diagnostics import Diagnostic
from dossier.model.figures import AsOf

if TYPE_CHECKING:
    from concurrent.futures import Executor


class Progress(Protocol):
    """Receives the progress of a build."""

    def stage(self, name: str, total: int = 0) -> None:
        """Begins a stage of `total` steps; 0 where that is unknown."""

    def step(self, steps: int = 1) -> None:
        """Counts finished steps of the stage."""


class ContentErrors(Exception):
    """The content has errors that forbid publishing."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("the content has errors")
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be built, and how."""

    settings: Settings
    config_file: Path
    cache: Path | None = None
    """The cache directory; None neither reads nor writes a cache."""
    day: date | None = None
    """Builds the dossier as of this day."""
    processes: int = 1
    executor: Executor | None = None
    """Renders the pages instead of local processes."""
    withheld: frozenset[str] = frozenset()
    """Records whose withheld names are at hand."""
    draft: bool = False
    """A preview: content that is merely unfinished is shown."""
    prefetch: StatPrefetch | None = None
    """Stats the files while this process imports modules."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of what was published."""

    pages: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a build."""

    diagnostics: tuple[Diagnostic, ...]
    totals: Totals
    drawn: int
    """Pages rendered; the others are unchanged since the last build."""
    changed: bool = True
    """Whether any file of the site changed."""
    as_of: AsOf | None = None
    note: str = ""
    """Why the cache was not used or not written; empty otherwise."""
