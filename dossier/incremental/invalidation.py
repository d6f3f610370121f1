"""Which pages have to be drawn, where anything may have changed: the whole is read and weighed, and then compared."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.incremental.codec import dump_named
from dossier.incremental.database import Database
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
    """What differs from the last build."""

    records: Sequence[str]
    """The records whose pages have to be drawn, in their order."""
    changed: Dependencies
    """What is not what it was."""
    gone: Sequence[str]
    """Records that there are no longer."""
    rows: Mapping[str, Mapping[str, bytes]]
    """What is to be kept of what has changed, by table and id."""


def invalidate(
    state: Database, context: RenderContext, documents: Iterable[Document], known: PreviousBuild
) -> Invalidation:
    """What of a dossier, read with what was `known`, differs from the last build's."""
    records = context.corpus.records
    old = dict.fromkeys(state.get("records") or ())
    gone = [id_ for id_ in old if id_ not in records]
    heads: dict[str, bytes] = {}
    bodies: dict[str, bytes] = {}
    for document in documents:
        record = records.get(document.id)
        if record is None:
            continue
        if record is not document.record:
            # Parts of it are not published: what is, follows from other files as well.
            heads |= _otherwise(state, "records", document.id, dump_record(record))
            bodies |= _otherwise(state, "bodies", document.id, dump_body(record.body))
            continue
        if document.inside in known.documents:
            continue
        was = previous_manifest(state).get(document.inside, (None, "", "page", b"", b""))
        if was[1] != document.id or not document.sums[0] or was[3] != document.sums[0]:
            heads[document.id] = dump_record(record)
        bodies[document.id] = dump_body(record.body)
    claims = _changed(state, "figures", dump_claim, context.figures.claims)
    beside = _changed(state, "index_rows", dump_index_row, {id_: context.index_row(id_) for id_ in records})
    own = {*heads, *bodies, *claims, *beside}
    came = [id_ for id_ in records if id_ not in old]
    was_kind = {id_: _kind(state, id_) for id_ in gone}
    kinds = {all_of_kind(records[id_].kind) for id_ in heads} | {all_of_kind(was_kind[id_]) for id_ in gone}
    kinds |= {count_of_kind(records[id_].kind) for id_ in came} | {
        count_of_kind(was_kind[id_]) for id_ in gone
    }
    everything = {ALL}
    changed = Dependencies(
        *(
            frozenset((*of, *gone, *everything)) if of or gone else frozenset()
            for of in ({**heads, **dict.fromkeys(kinds)} if heads or gone else {}, claims, beside)
        )
    )
    reading = _dependents(state, changed) if old else set[str]()
    named = named_by_source(context)
    return Invalidation(
        [id_ for id_ in records if id_ in own or id_ not in old or id_ in reading],
        changed,
        gone,
        {
            "records": heads,
            "bodies": bodies,
            "figures": claims,
            "index_rows": beside,
            "names": {
                id_: dump_named(record.body, named.get(id_, ({}, [])))
                for id_, record in records.items()
                if id_ not in known.named
            },
        },
    )


def _changed(
    state: Database, table: str, plain: Callable[[Any], Any], now: Mapping[str, Any]
) -> dict[str, bytes]:
    """Those of the values that a table has otherwise, or not at all, as they are to be kept."""
    then = state.rows(table)
    found = {}
    for id_, value in now.items():
        made = plain(value)
        if id_ not in then or unpack(then[id_]) != made:
            found[id_] = pack(made)
    return found


def _kind(state: Database, id_: str) -> Kind:
    """The kind that a record had."""
    kept = state.row("records", id_)
    assert kept is not None
    kind: Kind = unpack(kept)[0]
    return kind


def _otherwise(state: Database, table: str, id_: str, now: bytes) -> dict[str, bytes]:
    """The blob by its id, where a table has another one, or none."""
    then = state.row(table, id_) if id_ in state.numbers else None
    same = then is not None and unpack(then) == unpack(now)
    return {} if same else {id_: now}


def _dependents(state: Database, changed: Dependencies) -> set[str]:
    """The records whose pages were drawn from any of what has changed."""
    numbers = _numbers(state, changed)
    return {id_ for id_, kept in state.rows("dependencies").items() if _intersects(numbers, kept)}


Outline = tuple[str, str, str, str, bool]
"""Of a page: title, description, section, source, and whether it has contents."""
Aggregate = tuple[bytes, Mapping[str, Outline], Sequence[str]]
"""Of what is made of many: what was read for it, as it is kept; the outlines of its pages, by address; its files."""


def outline(page: Page) -> Outline:
    """What its frame hangs on."""
    return page.title, page.description, page.section, page.source, bool(page.contents)


def page_of(address: str, of: Outline) -> Page:
    """A page that has no more than that."""
    title, description, section, source, contents = of
    entries = (Heading("x", "x"),) if contents else ()
    return Page(address, title, description, "", entries, section, source)


NEVER_CACHED = ("changes", "retired")
"""What also hangs on what is no record, and is soon made."""


def valid_aggregates(state: Database, changed: Dependencies) -> dict[str, Aggregate]:
    """What is made of many, by its name, and would be what it was."""
    numbers = _numbers(state, changed)
    made: dict[str, Aggregate] = state.get("made") or {}
    return {
        name: of for name, of in made.items() if name not in NEVER_CACHED and not _intersects(numbers, of[0])
    }


def _numbers(state: Database, reads: Dependencies) -> list[set[int]]:
    return [
        {state.numbers[id_] for id_ in ids if id_ in state.numbers}
        for ids in (reads.records, reads.figures, reads.index_rows)
    ]


def _intersects(changed: Sequence[set[int]], kept: bytes) -> bool:
    """Whether anything that has changed is among what was read."""
    packed: Sequence[bytes] = unpack(kept)
    return any(
        numbers and not numbers.isdisjoint(array("I", of))
        for numbers, of in zip(changed, packed, strict=True)
    )


def named_by_source(context: RenderContext) -> dict[str, Named]:
    """What each text names, from what names each record."""
    found: dict[str, tuple[dict[str, Mention], list[str]]] = {}
    for target, mentions in context.corpus.mentions.items():
        for mention in mentions:
            found.setdefault(mention.source, ({}, []))[0][target] = mention
    for target, sources in context.corpus.cited_by.items():
        for source in sources:
            found.setdefault(source, ({}, []))[1].append(target)
    return found
