"""Which pages to render where anything may have changed: everything is read and assessed, and compared with the stored
rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dossier.incremental import facts, tables
from dossier.incremental.cache import Cache
from dossier.incremental.codec import intersects, names_row
from dossier.incremental.previous import PreviousBuild
from dossier.link import named_by_source
from dossier.model.pages import Heading, Page
from dossier.read import Document
from dossier.render import FRONT
from dossier.render.context import RenderContext
from dossier.tracking import ALL, Dependencies, all_of_kind, count_of_kind

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Invalidation:
    """The difference from the last build."""

    records: Sequence[str]
    """The ids of records whose pages have to be rendered, in the order of records."""
    changed: Dependencies
    """The ids whose record, figures or index row differs; and the wildcards of `tracking.py` that this touches."""
    gone: Sequence[str]
    """The ids of records that no longer exist."""
    rows: tables.Rows
    """The rows to store for what has changed."""


def invalidate(
    state: Cache, context: RenderContext, documents: Iterable[Document], known: PreviousBuild
) -> Invalidation:
    """Compare a dossier with the last build's; `known` is what was reused when it was read."""
    records = context.corpus.records
    ids_before = state.get(facts.RECORD_IDS)
    old = {*ids_before}
    gone = [id_ for id_ in ids_before if id_ not in records]
    files = state.get(facts.FILES)
    changed_records: dict[str, bytes] = {}
    bodies: dict[str, bytes] = {}
    for document in documents:
        record = records.get(document.id)
        if record is None:
            continue
        if record is not document.record:
            # The published part of such a record depends on other files, too.
            changed_records |= _otherwise(state, tables.RECORDS, document.id, record)
            bodies |= _otherwise(state, tables.BODIES, document.id, record.body)
            continue
        if document.inside in known.documents:
            continue
        before = files.get(document.inside)
        front = document.sums[0]
        if before is None or before.id != document.id or not front or before.front_digest != front:
            changed_records[document.id] = tables.RECORDS.dump(record)
        bodies[document.id] = tables.BODIES.dump(record.body)
    claims = _changed(state, tables.FIGURES, context.figures.claims)
    index_rows = _changed(state, tables.INDEX_ROWS, {id_: context.index_row(id_) for id_ in records})
    changed_ids = {*changed_records, *bodies, *claims, *index_rows}
    added = [id_ for id_ in records if id_ not in old]
    was_kind = {id_: state.required(tables.RECORDS, id_).kind for id_ in gone}
    kinds = {all_of_kind(records[id_].kind) for id_ in changed_records} | {
        all_of_kind(was_kind[id_]) for id_ in gone
    }
    kinds |= {count_of_kind(records[id_].kind) for id_ in added} | {
        count_of_kind(was_kind[id_]) for id_ in gone
    }
    everything = {ALL}
    # An aggregate shows the front page's text and the first sentences of findings, and depends on them as on their records.
    shown = {id_ for id_ in bodies if id_ == FRONT or records[id_].kind == "finding"}
    changed = Dependencies(
        *(
            frozenset((*of, *gone, *everything)) if of or gone else frozenset()
            for of in (
                {*changed_records, *kinds, *shown} if changed_records or gone or shown else set(),
                claims,
                index_rows,
            )
        )
    )
    dependents = _dependents(state, changed) if old else set[str]()
    named = named_by_source(context.corpus)
    return Invalidation(
        [id_ for id_ in records if id_ in changed_ids or id_ not in old or id_ in dependents],
        changed,
        gone,
        {
            tables.RECORDS.name: changed_records,
            tables.BODIES.name: bodies,
            tables.FIGURES.name: claims,
            tables.INDEX_ROWS.name: index_rows,
            **tables.NAMES.rows(
                {
                    id_: names_row(record.body, named.get(id_, ({}, [])))
                    for id_, record in records.items()
                    if id_ not in known.named
                }
            ),
        },
    )


def _changed(state: Cache, table: tables.Table[T], now: Mapping[str, T]) -> dict[str, bytes]:
    """The rows of values that differ from a table's, or have none there, by id."""
    then = state.rows(table).packed
    rows = ((id_, table.changed(value, then.get(id_))) for id_, value in now.items())
    return {id_: row for id_, row in rows if row is not None}


def _otherwise(state: Cache, table: tables.Table[T], id_: str, now: T) -> dict[str, bytes]:
    """The row of a value by its id, if the table has another one or none; else empty."""
    row = table.changed(now, state.packed_row(table, id_))
    return {} if row is None else {id_: row}


def _dependents(state: Cache, changed: Dependencies) -> set[str]:
    """The ids of records whose pages depend on anything that has changed."""
    numbers = _numbers(state, changed)
    return {id_ for id_, packed in state.rows(tables.DEPENDENCIES).items() if intersects(numbers, packed)}


def outline(page: Page) -> facts.Outline:
    """What the choice of a page's shell depends on."""
    return page.title, page.description, page.section, page.source, bool(page.contents)


def page_of(address: str, outline_: facts.Outline) -> Page:
    """A page with an outline and no body."""
    title, description, section, source, contents = outline_
    entries = (Heading("x", "x"),) if contents else ()
    return Page(address, title, description, "", entries, section, source)


NEVER_CACHED = ("changes", "retired", "releases", "data")
"""Aggregates that also depend on values that are not tracked, and are cheap to make."""


def valid_aggregates(state: Cache, changed: Dependencies) -> dict[str, facts.Aggregate]:
    """The aggregates that depend on nothing that has changed, by name."""
    numbers = _numbers(state, changed)
    return {
        name: aggregate
        for name, aggregate in state.get(facts.AGGREGATES).items()
        if name not in NEVER_CACHED and not intersects(numbers, aggregate[0])
    }


def _numbers(state: Cache, reads: Dependencies) -> list[set[int]]:
    return [
        {state.numbers[id_] for id_ in ids if id_ in state.numbers}
        for ids in (reads.records, reads.figures, reads.index_rows)
    ]
