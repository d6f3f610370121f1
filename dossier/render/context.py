"""All that pages are drawn from, as one value; and the same read a record at a time, with a note of what was read.

A page of a record is drawn from three kinds of things, all found by id: records ("heads": without their texts, which only
their own page shows), the figures of claims, and what stands beside a record (`INDEXES`). What was read of each is what
the page depends on: when none of it has changed, neither has the page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dossier.config import Settings
from dossier.derive.relations import Relations, relations
from dossier.model.corpus import Corpus
from dossier.model.figures import AsOf, ClaimFigures, Figures
from dossier.model.history import NO_HISTORY, History
from dossier.model.records import Record
from dossier.render.renderer import Common, Renderer, common_of
from dossier.store.disk_cache import NO_CACHE_FOLDERS, CacheFolders
from dossier.tracking import Recorder, Tracked

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "corpus",
        ("mentions", "cited_by", "articles_by", "events_by", "places_in", "aliases", "files"),
    ),
    ("figures", ("accounts_by", "coverage")),
    (
        "relations",
        (
            *("accounts_of", "neighbours", "claims_on", "pointing", "said_by", "origin_of"),
            *("resting_on", "lines"),
        ),
    ),
)
"""The mappings of what stands beside a record, in the order in which `beside` gives their values."""
INDEX_NAMES = tuple(name for _, names in INDEXES for name in names)

IndexRow = tuple[Any, ...]
"""For one record the value of each of `INDEX_NAMES`, None where a mapping has none."""


@dataclass(frozen=True)
class RenderContext:
    """All that pages are drawn from."""

    corpus: Corpus
    figures: Figures
    settings: Settings
    as_of: AsOf | None = None
    changes: History = NO_HISTORY
    precomputed_relations: Relations | None = None
    """Relations worked out before."""
    precomputed_common: Common | None = None
    """What every page shows, where it was worked out before."""
    folders: CacheFolders = NO_CACHE_FOLDERS
    """Where templates and drawings are cached."""

    @cached_property
    def relations(self) -> Relations:
        """What pages show beside each record."""
        return (
            self.precomputed_relations
            if self.precomputed_relations is not None
            else relations(self.corpus, self.figures)
        )

    @cached_property
    def common(self) -> Common:
        """What every page shows."""
        return self.precomputed_common or common_of(self.corpus, changes=bool(self.changes))

    def renderer(self) -> Renderer:
        """What draws pages from it."""
        return Renderer(
            self.corpus,
            self.figures,
            self.settings,
            self.as_of,
            self.changes,
            self.relations,
            self.common,
            self.folders,
        )

    def index_row(self, id_: str) -> IndexRow:
        """What stands beside a record."""
        return tuple(getattr(getattr(self, part), name).get(id_) for part, names in INDEXES for name in names)

    def tracked(self, recorder: Recorder) -> RenderContext:
        """The same, with `seen` told what is read of it."""
        held: dict[str, dict[str, Any]] = {
            part: {
                name: Tracked(getattr(getattr(self, part), name), recorder, "index_rows") for name in names
            }
            for part, names in INDEXES
        }
        held["relations"]["network"] = self.relations.network
        return _with_indexes(
            self,
            Tracked(self.corpus.records, recorder, "records"),
            Tracked(self.figures.claims, recorder, "figures"),
            held,
        )


def lazy_context(
    like: RenderContext,
    recorder: Recorder,
    head: Callable[[str], Record | None],
    claim: Callable[[str], ClaimFigures | None],
    beside: Callable[[str], IndexRow | None],
) -> RenderContext:
    """A whole of which nothing is here until it is read: each thing is brought by its id, once.

    `like` gives what is no mapping by id.
    """
    known: dict[str, IndexRow | None] = {}

    def bring(number: int) -> Callable[[str], Any]:
        def lazy_context(id_: str) -> Any:
            if id_ not in known:
                known[id_] = beside(id_)
            of = known[id_]
            return None if of is None else of[number]

        return lazy_context

    held = {
        part: {name: Tracked({}, recorder, "index_rows", bring(INDEX_NAMES.index(name))) for name in names}
        for part, names in INDEXES
    }
    return _with_indexes(
        like, Tracked({}, recorder, "records", head), Tracked({}, recorder, "figures", claim), held
    )


def _with_indexes(
    like: RenderContext,
    records: Tracked[Record],
    claims: Tracked[ClaimFigures],
    held: dict[str, dict[str, Any]],
) -> RenderContext:
    return replace(
        like,
        corpus=replace(like.corpus, records=records, **held["corpus"]),
        figures=replace(like.figures, claims=claims, **held["figures"]),
        precomputed_relations=Relations(**held["relations"]),
        precomputed_common=like.common,
    )
