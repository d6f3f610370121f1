"""What pages are rendered from, as one value: complete, tracked, or loaded by id on first access.

A record's page is rendered from three kinds of values, all looked up by id: records (without their texts, which only
their own page shows), the figures of claims, and index rows (`INDEXES`). The ids read of each are the page's
dependencies: if none of these values has changed, neither has the page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property
from typing import Any, NamedTuple, TypeVar

from dossier.cite import NoteStyle
from dossier.config import Settings
from dossier.derive.few import relations_of_few
from dossier.derive.network import Lines, Network, network_of
from dossier.derive.note_style import note_style_of
from dossier.derive.relations import Relations, relations
from dossier.model.corpus import Corpus, Mention
from dossier.model.figures import AsOf, ClaimFigures, Coverage, Figures
from dossier.model.history import NO_HISTORY, History, Past
from dossier.model.records import Record
from dossier.render.renderer import Common, Renderer, common_of
from dossier.store.disk_cache import NO_CACHE_FOLDERS, CacheFolders
from dossier.tracking import Recorded, Recorder, Tracked, all_of_kind, count_of_kind

R = TypeVar("R", bound=Record)
T = TypeVar("T")

INDEXES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "corpus",
        (
            *("mentions", "cited_by", "articles_by", "events_by", "places_in", "aliases", "files"),
            "corporate_authors",
        ),
    ),
    ("figures", ("accounts_by", "coverage")),
    (
        "relations",
        (
            *("accounts_of", "neighbours", "claims_on", "pointing", "said_by", "origin_of"),
            *("resting_on", "lines", "past"),
        ),
    ),
)
"""The mappings whose values for one id make an index row, by the part of the context that has them."""


class IndexRow(NamedTuple):
    """For one record the value of each of the mappings in `INDEXES`, in their order; None where a mapping has none."""

    mentions: Sequence[Mention] | None
    cited_by: Sequence[str] | None
    articles_by: Sequence[str] | None
    events_by: Sequence[str] | None
    places_in: Sequence[str] | None
    aliases: Sequence[str] | None
    files: str | None
    corporate_authors: Sequence[str] | None
    accounts_by: tuple[str, ...] | None
    coverage: Coverage | None
    accounts_of: tuple[tuple[str, int], ...] | None
    neighbours: tuple[str | None, str | None] | None
    claims_on: tuple[str, ...] | None
    pointing: tuple[tuple[str, str], ...] | None
    said_by: tuple[tuple[str, int], ...] | None
    origin_of: tuple[str, ...] | None
    resting_on: Sequence[str] | None
    lines: Lines | None
    past: tuple[Past, ...] | None


@dataclass(frozen=True)
class RenderContext:
    """What pages are rendered from."""

    corpus: Corpus
    figures: Figures
    settings: Settings
    as_of: AsOf | None = None
    changes: History = NO_HISTORY
    precomputed_network: Recorded[Network] | None = None
    precomputed_relations: Relations | None = None
    precomputed_common: Common | None = None
    precomputed_note_style: NoteStyle | None = None
    """Values computed before; None for those that are computed when they are first read."""
    folders: CacheFolders = NO_CACHE_FOLDERS
    """Where templates and drawings are cached."""
    few_pages: bool = False
    """Whether only few pages are rendered, all of records: what one of them shows is computed for it by itself."""

    @cached_property
    def network(self) -> Recorded[Network]:
        """The network of actors and outlets."""
        if self.precomputed_network is not None:
            return self.precomputed_network
        recorder = Recorder()
        corpus, figures = _tracked_corpus(self.corpus, recorder), _tracked_figures(self.figures, recorder)
        return Recorded(*recorder.made(lambda: network_of(corpus, figures)))

    @cached_property
    def relations(self) -> Relations:
        """The inverted indexes that pages show beside a record."""
        if self.precomputed_relations is not None:
            return self.precomputed_relations
        if self.few_pages:
            return relations_of_few(self.corpus, self.figures, self.changes)
        return relations(self.corpus, self.figures, lambda: self.network.read(), self.changes)

    @cached_property
    def common(self) -> Common:
        """The values that every page shows."""
        return self.precomputed_common or common_of(self.corpus, changes=bool(self.changes))

    @cached_property
    def note_style(self) -> NoteStyle:
        """The style of notes and bibliography."""
        return self.precomputed_note_style or note_style_of(self.settings, self.folders.drawings)

    def renderer(self) -> Renderer:
        """A renderer of pages from this context."""
        return Renderer(
            self.corpus,
            self.figures,
            self.settings,
            self.as_of,
            self.changes,
            lambda: self.network.read(),
            self.relations,
            self.common,
            self.folders,
            note_style=self.note_style,
        )

    @cached_property
    def _lookups(self) -> list[Callable[[str], Any]]:
        """The lookups of the values of an index row, in the order of its fields."""
        return [getattr(getattr(self, part), name).get for part, names in INDEXES for name in names]

    def index_row(self, id_: str) -> IndexRow:
        """The index row of a record."""
        return IndexRow._make([look_up(id_) for look_up in self._lookups])

    def tracked(self, recorder: Recorder) -> RenderContext:
        """The same context; the ids read of it are recorded in `recorder`."""
        return replace(
            self,
            corpus=_tracked_corpus(self.corpus, recorder),
            figures=_tracked_figures(self.figures, recorder),
            precomputed_network=self.network.tracked(recorder),
            precomputed_relations=replace(
                self.relations, **_tracked_indexes("relations", self.relations, recorder)
            ),
            precomputed_common=self.common,
            precomputed_note_style=self.note_style,
        )


@dataclass(frozen=True, slots=True)
class TrackedCorpus(Corpus):
    """A corpus whose mappings are tracked, and which records of which kinds all records are read."""

    source: Corpus = field(kw_only=True)
    """The same corpus, not tracked."""
    recorder: Recorder = field(kw_only=True)

    def derived(self, make: Callable[[list[R]], T], kind: type[R]) -> T:
        """As `Corpus.derived`; records that all records of the kind were read."""
        self.recorder.records.add(all_of_kind(kind.kind))
        return self.source.derived(make, kind)

    def count(self, kind: type[Record]) -> int:
        """As `Corpus.count`; records that the records of the kind were counted."""
        self.recorder.records.add(count_of_kind(kind.kind))
        return self.source.count(kind)


def _tracked_indexes(part: str, of: object, recorder: Recorder) -> dict[str, Any]:
    """The indexes of a part of the context, tracked."""
    return {name: Tracked(getattr(of, name), recorder, "index_rows") for name in dict(INDEXES)[part]}


def _tracked_corpus(corpus: Corpus, recorder: Recorder) -> TrackedCorpus:
    values = {each.name: getattr(corpus, each.name) for each in fields(Corpus) if each.init}
    values |= {"records": Tracked(corpus.records, recorder, "records")}
    values |= _tracked_indexes("corpus", corpus, recorder)
    return TrackedCorpus(**values, source=corpus, recorder=recorder)


def _tracked_figures(figures: Figures, recorder: Recorder) -> Figures:
    claims = Tracked(figures.claims, recorder, "figures")
    return replace(figures, claims=claims, **_tracked_indexes("figures", figures, recorder))


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

    def loader(name: str) -> Callable[[str], object]:
        def load(id_: str) -> object:
            if id_ not in loaded:
                loaded[id_] = beside(id_)
            row = loaded[id_]
            return None if row is None else getattr(row, name)

        return load

    indexes: dict[str, dict[str, Any]] = {
        part: {name: Tracked({}, recorder, "index_rows", loader(name)) for name in names}
        for part, names in INDEXES
    }
    records, claims = Tracked({}, recorder, "records", head), Tracked({}, recorder, "figures", claim)
    return replace(
        like,
        corpus=replace(like.corpus, records=records, **indexes["corpus"]),
        figures=replace(like.figures, claims=claims, **indexes["figures"]),
        precomputed_relations=Relations(**indexes["relations"]),
        precomputed_common=like.common,
    )
