"""What a build renders, what it leaves as the last build published it, and what the cache learns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dossier.diagnostics import Diagnostic
from dossier.incremental import facts, tables
from dossier.incremental.snapshot import Snapshot
from dossier.model.figures import AsOf
from dossier.model.releases import Release
from dossier.pool import Job
from dossier.render.context import RenderContext
from dossier.tracking import Recorder

Names = Mapping[str, tuple[str, ...]]
"""Withheld spellings by the id of their record."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A build as a planner decided on it; `build/execute.py` carries it out."""

    diagnostics: tuple[Diagnostic, ...]
    context: RenderContext | None
    """What pages are rendered from; None where no page is."""
    jobs: Sequence[Job] = ()
    ids: Sequence[str] = ()
    """The records whose pages the jobs render."""
    recorder: Recorder | None = None
    """Records what `context` is asked for, where it loads lazily: its pages are rendered in this process."""
    base: Path | None = None
    """The shadow tree: what no job renders stays in it. None renders everything into a new directory."""
    same_pages: bool = False
    """No page came, went or moved, and no title changed: the indexes are patched without looking at the corpus."""
    aggregates: Mapping[str, facts.Aggregate] = field(default_factory=dict)
    """Pages and files made of many records that are still valid, by the name of their job."""
    snapshot: Snapshot | None = None
    """Serialises what the cache learns of each page; None where there is no cache."""
    changes: Sequence[facts.Change] = ()
    """Of what the cache knows of the dossier as a whole."""
    rows: tables.Rows = field(default_factory=dict)
    removed: Sequence[str] = ()
    """Records that no longer exist."""
    names: Names = field(default_factory=dict)
    """Withheld spellings that the finished site is searched for."""
    as_of: AsOf | None = None
    releases: Sequence[Release] = ()

    @property
    def valid_pages(self) -> list[str]:
        """The addresses of the pages of aggregates that are still valid."""
        return [address for _, outlines, _ in self.aggregates.values() for address in outlines]

    @property
    def changes_nothing(self) -> bool:
        """Whether the published site is already what this build would publish."""
        return self.same_pages and not self.jobs
