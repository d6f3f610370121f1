"""What is asked of a build, and what comes of it."""

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
    """Who is told how far a build has come."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` steps lie in it, if that is known."""

    def step(self, steps: int = 1) -> None:
        """So many steps of the stage are done."""


class ContentErrors(Exception):
    """The content has errors."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("the content has errors")
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be built, and how."""

    settings: Settings
    config_file: Path
    cache: Path | None = None
    """Where frames and the state are kept; None keeps nothing, and takes nothing."""
    day: date | None = None
    """The dossier as of this day."""
    processes: int = 1
    executor: Executor | None = None
    """Who draws the pages in their place."""
    withheld: frozenset[str] = frozenset()
    """Records whose withheld names are at hand."""
    draft: bool = False
    """Whether it is for its author's eyes: what is merely unfinished is shown."""
    prefetch: StatPrefetch | None = None
    """Who looks at the files meanwhile."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What was published."""

    pages: int
    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did."""

    diagnostics: tuple[Diagnostic, ...]
    totals: Totals
    drawn: int
    """Pages drawn; the others are as the last build left them."""
    changed: bool = True
    """Whether any file of the site is not what it was."""
    as_of: AsOf | None = None
    note: str = ""
    """What there is to say of the cache."""
