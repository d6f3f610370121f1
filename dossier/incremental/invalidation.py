"""Which pages to render where anything may have changed: everything is read and assessed, and compared with the stored
rows.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.incremental.cache import Cache
from dossier.incremental.codec import dump_named
from dossier.incremental.figures_codec import dump_claim, dump_index_row
from dossier.incremental.manifest import previous_manifest
from dossier.incremental.previous import PreviousBuild
from dossier.link import Named
from dossier.model.corpus import Mention
from dossier.model.pages import Heading, Page
from dossier.model.parts import Kind
from dossier.read import Document
from dossier.render.context import RenderContext
from dossier.store.bodies import dump_body, dump_record
from dossier.store.values import pack, unpack
from dossier.tracking import ALL, Dependencies, all_of_kind, count_of_kind


@dataclass(frozen=True, slots=True)
class Invalidation:
    """The difference from the last build."""

    records: Sequence[str]
    """The ids of records whose pages have to be rendered, in the order of records."""
    changed: Dependencies
    """The ids whose record, figures or index row differs; and the wildcards of `tracking.py` that this touches."""
    gone: Sequence[str]
    """The ids of records that no longer exist."""
    rows: Mapping[str, Mapping[str, bytes]]
    """The rows to store for what has changed, by table and id."""


def invalidate(
    state: Cache, context: RenderContext, documents: Iterable[Document], known: PreviousBuild
) -> Invalidation:
    """Compare a dossier with the last build's; `known` is what was reused when it was read."""
    records = context.corpus.records
    old = dict.fromkeys(state.get("records") or ())
    gone = [id_ for id_ in old if id_ not in records]
    changed_records: dict[str, bytes] = {}
    bodies: dict[str, bytes] = {}
    for document in documents:
        record = records.get(document.id)
        if record is None:
            continue
        if record is not document.record:
            # The published part of such a record depends on other files, too.
            changed_records |= _otherwise(state, "records", document.id, dump_record(record))
            bodies |= _otherwise(state, "bodies", document.id, dump_body(record.body))
            continue
        if document.inside in known.documents:
            continue
        previous_entry = previous_manifest(state).get(document.inside, (None, "", "page", b"", b""))
        if previous_entry[1] != document.id or not document.sums[0] or previous_entry[3] != document.sums[0]:
            changed_records[document.id] = dump_record(record)
        bodies[document.id] = dump_body(record.body)
    claims = _changed(state, "figures", dump_claim, context.figures.claims)
    index_rows = _changed(
        state, "index_rows", dump_index_row, {id_: context.index_row(id_) for id_ in records}
    )
    changed_ids = {*changed_records, *bodies, *claims, *index_rows}
    added = [id_ for id_ in records if id_ not in old]
    was_kind = {id_: _kind(state, id_) for id_ in gone}
    kinds = {all_of_kind(records[id_].kind) for id_ in changed_records} | {
        all_of_kind(was_kind[id_]) for id_ in gone
    }
    kinds |= {count_of_kind(records[id_].kind) for id_ in added} | {
        count_of_kind(was_kind[id_]) for id_ in gone
    }
    everything = {ALL}
    changed = Dependencies(
        *(
            frozenset((*of, *gone, *everything)) if of or gone else frozenset()
            for of in (
                {**changed_records, **dict.fromkeys(kinds)} if changed_records or gone else {},
                claims,
                index_rows,
            )
        )
    )
    dependents = _dependents(state, changed) if old else set[str]()
    named = named_by_source(context)
    return Invalidation(
        [id_ for id_ in records if id_ in changed_ids or id_ not in old or id_ in dependents],
        changed,
        gone,
        {
            "records": changed_records,
            "bodies": bodies,
            "figures": claims,
            "index_rows": index_rows,
            "names": {
                id_: dump_named(record.body, named.get(id_, ({}, [])))
                for id_, record in records.items()
                if id_ not in known.named
            },
        },
    )


def _changed(
    state: Cache, table: str, encode: Callable[[Any], Any], now: Mapping[str, Any]
) -> dict[str, bytes]:
    """The encoded values that differ from a table's rows, or have none, by id."""
    then = state.rows(table)
    changed = {}
    for id_, value in now.items():
        encoded = encode(value)
        if id_ not in then or unpack(then[id_]) != encoded:
            changed[id_] = pack(encoded)
    return changed


def _kind(state: Cache, id_: str) -> Kind:
    """The kind of a record in the last build."""
    row = state.row("records", id_)
    assert row is not None
    kind: Kind = unpack(row)[0]
    return kind


def _otherwise(state: Cache, table: str, id_: str, now: bytes) -> dict[str, bytes]:
    """The row by its id, if the table has another one or none; else empty."""
    then = state.row(table, id_) if id_ in state.numbers else None
    same = then is not None and unpack(then) == unpack(now)
    return {} if same else {id_: now}


def _dependents(state: Cache, changed: Dependencies) -> set[str]:
    """The ids of records whose pages depend on anything that has changed."""
    numbers = _numbers(state, changed)
    return {id_ for id_, row in state.rows("dependencies").items() if _intersects(numbers, row)}


Outline = tuple[str, str, str, str, bool]
"""Of a page: title, description, section, source, and whether it has a table of contents."""
Aggregate = tuple[bytes, Mapping[str, Outline], Sequence[str]]
"""Of an aggregate: its packed dependencies, the outlines of its pages by address, and the names of its files."""


def outline(page: Page) -> Outline:
    """What the choice of a page's shell depends on."""
    return page.title, page.description, page.section, page.source, bool(page.contents)


def page_of(address: str, outline_: Outline) -> Page:
    """A page with an outline and no body."""
    title, description, section, source, contents = outline_
    entries = (Heading("x", "x"),) if contents else ()
    return Page(address, title, description, "", entries, section, source)


NEVER_CACHED = ("changes", "retired")
"""Aggregates that also depend on values that are not tracked, and are cheap to make."""


def valid_aggregates(state: Cache, changed: Dependencies) -> dict[str, Aggregate]:
    """The aggregates that depend on nothing that has changed, by name."""
    numbers = _numbers(state, changed)
    aggregates: dict[str, Aggregate] = state.get("made") or {}
    return {
        name: aggregate
        for name, aggregate in aggregates.items()
        if name not in NEVER_CACHED and not _intersects(numbers, aggregate[0])
    }


def _numbers(state: Cache, reads: Dependencies) -> list[set[int]]:
    return [
        {state.numbers[id_] for id_ in ids if id_ in state.numbers}
        for ids in (reads.records, reads.figures, reads.index_rows)
    ]


def _intersects(changed: Sequence[set[int]], row: bytes) -> bool:
    """Whether packed dependencies contain any of the changed numbers."""
    packed: Sequence[bytes] = unpack(row)
    return any(
        numbers and not numbers.isdisjoint(array("I", ids))
        for numbers, ids in zip(changed, packed, strict=True)
    )


def named_by_source(context: RenderContext) -> dict[str, Named]:
    """What each text mentions and cites, from the indexes by target."""
    named: dict[str, tuple[dict[str, Mention], list[str]]] = {}
    for target, mentions in context.corpus.mentions.items():
        for mention in mentions:
            named.setdefault(mention.source, ({}, []))[0][target] = mention
    for target, sources in context.corpus.cited_by.items():
        for source in sources:
            named.setdefault(source, ({}, []))[1].append(target)
    return named
