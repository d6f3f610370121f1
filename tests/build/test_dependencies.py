"""Whatever changes a page is among its dependencies: of every view, each record, figure and index row in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pytest
from jinja2 import UndefinedError
from support.generate import Maker
from support.small import Small

from dossier.incremental.invalidation import NEVER_CACHED
from dossier.model.records import Record
from dossier.pool import Job, JobResult, PageRenderer, RenderedPage, aggregate_writers, overview_views
from dossier.render.context import INDEXES, IndexRow, RenderContext, TrackedCorpus
from dossier.render.html import Links
from dossier.store.disk_cache import CacheFolders
from dossier.tracking import (
    ALL,
    NO_DEPENDENCIES,
    Dependencies,
    Recorded,
    Recorder,
    all_of_kind,
    count_of_kind,
)

PAGES_OF_A_KIND = 2


@dataclass(frozen=True)
class View:
    """A page, or the pages and files of an aggregate."""

    job: Job
    dependencies: Dependencies = NO_DEPENDENCIES
    shown: object = None


Edited = tuple[str, Dependencies, RenderContext]
"""What is changed, the ids and wildcards of it that a page may have read, and the dossier with the change."""


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> RenderContext:
    small = Small(tmp_path_factory.mktemp("dependencies"))
    files = {f"content/{name}": text for name, text in Maker(4, 3).files().items()}
    settings = small.write(files)
    checked = small.check()
    assert not checked.failed
    folder = tmp_path_factory.mktemp("templates")
    return RenderContext(
        checked.corpus, checked.figures, settings, folders=CacheFolders(folder, folder, folder)
    )


def test_an_index_row_has_a_field_for_each_index_in_their_order() -> None:
    assert IndexRow._fields == tuple(name for _, names in INDEXES for name in names)


def jobs_of(dossier: RenderContext) -> Iterator[Job]:
    """A few pages of each kind, all overviews, all files."""
    kinds: dict[str, list[str]] = {}
    for id_, record in dossier.corpus.records.items():
        kinds.setdefault(record.kind, []).append(id_)
    for ids in kinds.values():
        yield from (Job((id_,)) for id_ in ids[:PAGES_OF_A_KIND] if id_ != "index")
    yield from (Job(overview=name) for name in overview_views() if name not in NEVER_CACHED)
    yield from (Job(writer=name) for name in aggregate_writers())


def shown(result: JobResult) -> object:
    pages: list[RenderedPage] = [replace(page, dependencies=NO_DEPENDENCIES) for page in result.pages]
    return pages, result.files


def drawn(dossier: RenderContext) -> Iterator[View]:
    renderer = PageRenderer(dossier)
    for job in jobs_of(dossier):
        try:
            result = renderer.run(job)
        except (LookupError, AttributeError, AssertionError, UndefinedError):
            yield View(job)  # it reads what is not there any more
            continue
        read = result.pages[0].dependencies if job.ids else result.dependencies
        yield View(job, read, shown(result))


def edits(dossier: RenderContext) -> Iterator[Edited]:
    """The dossier with one record, figure or index row changed; all else as it was."""
    records, claims = dossier.corpus.records, dossier.figures.claims
    given = replace(dossier, precomputed_relations=dossier.relations, precomputed_common=dossier.common)
    article = next(record for record in records.values() if record.kind == "article")
    more = {**records, "more": replace(article, id="more")}
    read = Dependencies(frozenset({"more", ALL, all_of_kind("article"), count_of_kind("article")}))
    yield "one article more", read, replace(given, corpus=replace(dossier.corpus, records=more))
    for id_, record in records.items():
        changed: Record = replace(
            another(records, record), id=id_, path=record.path, body=record.body, title=f"Another {id_}"
        )
        read = Dependencies(frozenset({id_, ALL, all_of_kind(record.kind)}))
        corpus = replace(dossier.corpus, records={**records, id_: changed})
        yield f"record {id_}", read, replace(given, corpus=corpus)
    for id_ in records:
        rows = {part: without(getattr(dossier, part), names, id_) for part, names in INDEXES}
        context = replace(
            given,
            corpus=rows["corpus"],
            figures=rows["figures"],
            precomputed_network=dossier.network,
            precomputed_relations=rows["relations"],
        )
        yield f"index row {id_}", Dependencies(index_rows=frozenset({id_, ALL})), context
    for id_, figures in claims.items():
        fewer = replace(figures, articles=(), origins=(), accounts=figures.accounts[1:])
        figures_ = replace(dossier.figures, claims={**claims, id_: fewer})
        read = Dependencies(figures=frozenset({id_, ALL}))
        yield f"figures {id_}", read, replace(given, figures=figures_)


def another(records: Mapping[str, Record], record: Record) -> Record:
    """A record of the same kind with other values; the record itself if there is no other."""
    return next((r for r in reversed(records.values()) if r.kind == record.kind and r is not record), record)  # type: ignore[call-overload, no-any-return]


def without(part: Any, names: tuple[str, ...], id_: str) -> Any:
    """A part of a context whose indexes have nothing of an id."""
    indexes = {name: {k: v for k, v in getattr(part, name).items() if k != id_} for name in names}
    return replace(part, **indexes)


def untraced(dossier: RenderContext) -> Iterator[str]:
    """Which view changes with what, and did not record that it read it."""
    before = list(drawn(dossier))
    for name, changed, context in edits(dossier):
        for was, now in zip(before, drawn(context), strict=True):
            own = name.split()[-1] in was.job.ids
            if now.shown != was.shown and not own and not was.dependencies.intersects(changed):
                yield f"{was.job.ids[0] if was.job.ids else was.job.name}: {name}"


def test_what_changes_a_page_is_among_its_dependencies(dossier: RenderContext) -> None:
    assert list(untraced(dossier)) == []


@pytest.mark.parametrize(
    ("owner", "method", "forgetful"),
    [
        (Recorder, "replay", lambda self, read: None),
        (Recorded, "read", lambda self: self._value),
        (TrackedCorpus, "derived", lambda self, make, kind: self.source.derived(make, kind)),
        (TrackedCorpus, "count", lambda self, kind: self.source.count(kind)),
        (Links, "_link", lambda self, id_, text: f"{self.corpus.source.records[id_].title} {text}"),
    ],
    ids=["a memo's hit", "the network", "all of a kind", "a count", "a title"],
)
def test_a_read_that_is_not_recorded_is_found(
    dossier: RenderContext,
    monkeypatch: pytest.MonkeyPatch,
    owner: type,
    method: str,
    forgetful: Callable[..., object],
) -> None:
    monkeypatch.setattr(owner, method, forgetful)
    assert next(untraced(dossier), None)
