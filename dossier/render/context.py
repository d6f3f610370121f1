"""What pages are rendered from, as one value: complete, tracked, or loaded by id on first access.

A record's page is rendered from three kinds of values, all looked up by id: records (without their texts, which only
their own page shows), the figures of claims, and index rows (`INDEXES`). The ids read of each are the page's
dependencies: if none of these values has changed, neither has the page.
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
"""The mappings whose values for one id make an index row, in the order of the row."""
INDEX_NAMES = tuple(name for _, names in INDEXES for name in names)

IndexRow = tuple[Any, ...]
"""For one record the value of each of `INDEX_NAMES`; None where a mapping has none."""


@dataclass(frozen=True)
class RenderContext:
    """What pages are rendered from."""

    corpus: Corpus
    figures: Figures
    settings: Settings
    as_of: AsOf | None = None
    changes: History = NO_HISTORY
    precomputed_relations: Relations | None = None
    """Relations computed before."""
    precomputed_common: Common | None = None
    """The values that every page shows, computed before."""
    folders: CacheFolders = NO_CACHE_FOLDERS
    """Where templates and drawings are cached."""

    @cached_property
    def relations(self) -> Relations:
        """The inverted indexes that pages show beside a record."""
        return (
            self.precomputed_relations
            if self.precomputed_relations is not None
            else relations(self.corpus, self.figures)
        )

    @cached_property
    def common(self) -> Common:
        """The values that every page shows."""
        return self.precomputed_common or common_of(self.corpus, changes=bool(self.changes))

    def renderer(self) -> Renderer:
        """A renderer of pages from this context."""
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
        """The index row of a record."""
        return tuple(getattr(getattr(self, part), name).get(id_) for part, names in INDEXES for name in names)

    def tracked(self, recorder: Recorder) -> RenderContext:
        """The same context; the ids read of it are recorded in `recorder`."""
        indexes: dict[str, dict[str, Any]] = {
            part: {
                name: Tracked(getattr(getattr(self, part), name), recorder, "index_rows") for name in names
            }
            for part, names in INDEXES
        }
        indexes["relations"]["network"] = self.relations.network
        return _with_indexes(
            self,
            Tracked(self.corpus.records, recorder, "records"),
            Tracked(self.figures.claims, recorder, "figures"),
            indexes,
        )


def lazy_context(
    like: RenderContext,
    recorder: Recorder,
    head: Callable[[str], Record | None],
    claim: Callable[[str], ClaimFigures | None],
    beside: Callable[[str], IndexRow | None],
) -> RenderContext:
    """A context whose values are loaded on first access, by `head`, `claim` and `beside`; the ids read are recorded.

    `like` gives the values that are not mappings by id.
    """
    loaded: dict[str, IndexRow | None] = {}

    def loader(number: int) -> Callable[[str], Any]:
        def load(id_: str) -> Any:
            if id_ not in loaded:
                loaded[id_] = beside(id_)
            row = loaded[id_]
            return None if row is None else row[number]

        return load

    indexes = {
        part: {name: Tracked({}, recorder, "index_rows", loader(INDEX_NAMES.index(name))) for name in names}
        for part, names in INDEXES
    }
    return _with_indexes(
        like, Tracked({}, recorder, "records", head), Tracked({}, recorder, "figures", claim), indexes
    )


def _with_indexes(
    like: RenderContext,
    records: Tracked[Record],
    claims: Tracked[ClaimFigures],
    indexes: dict[str, dict[str, Any]],
) -> RenderContext:
    return replace(
        like,
        corpus=replace(like.corpus, records=records, **indexes["corpus"]),
        figures=replace(like.figures, claims=claims, **indexes["figures"]),
        precomputed_relations=Relations(**indexes["relations"]),
        precomputed_common=like.common,
    )
