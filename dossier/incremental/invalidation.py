"""Which pages have to be drawn, where anything may have changed: the whole is read and weighed, and then compared."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.incremental.codec import kept_named
from dossier.incremental.database import State
from dossier.incremental.figures_codec import plain_beside, plain_claim
from dossier.incremental.manifest import left
from dossier.incremental.previous import Before
from dossier.link import Named
from dossier.model.corpus import Mention
from dossier.model.pages import Heading, Page
from dossier.read import Document
from dossier.render.context import Whole
from dossier.store.bodies import head, text
from dossier.tracking import EVERYTHING, Reads, any_of, number_of


@dataclass(frozen=True, slots=True)
class Touched:
    """What differs from the last build."""

    records: Sequence[str]
    """The records whose pages have to be drawn, in their order."""
    changed: Reads
    """What is not what it was."""
    gone: Sequence[str]
    """Records that there are no longer."""
    blobs: Mapping[str, Mapping[str, bytes]]
    """What is to be kept of what has changed, by table and id."""


def touched(state: State, whole: Whole, documents: Iterable[Document], known: Before) -> Touched:
    """What of a dossier, read with what was `known`, differs from the last build's."""
    records = whole.corpus.records
    old = dict.fromkeys(state.fact("records") or ())
    gone = [id_ for id_ in old if id_ not in records]
    heads, bodies = {}, {}
    for document in documents:
        if document.inside in known.documents or document.id not in records:
            continue
        record = records[document.id]
        was = left(state).get(document.inside, (None, "", "page", b"", b""))
        if was[1] != document.id or not document.sums[0] or was[3] != document.sums[0]:
            heads[document.id] = head(record)
        bodies[document.id] = text(record.body)
    claims = _changed(state, "claims", plain_claim, whole.figures.claims)
    beside = _changed(state, "beside", plain_beside, {id_: whole.beside(id_) for id_ in records})
    own = {*heads, *bodies, *claims, *beside}
    came = [id_ for id_ in records if id_ not in old]
    was_kind = {known[1]: known[2] for known in left(state).values()}
    kinds = {any_of(records[id_].kind) for id_ in heads} | {any_of(was_kind[id_]) for id_ in gone}
    kinds |= {number_of(records[id_].kind) for id_ in came} | {number_of(was_kind[id_]) for id_ in gone}
    everything = {EVERYTHING}
    changed = Reads(
        *(
            frozenset((*of, *gone, *everything)) if of or gone else frozenset()
            for of in ({**heads, **dict.fromkeys(kinds)} if heads or gone else {}, claims, beside)
        )
    )
    reading = _reading(state, changed) if old else set[str]()
    named = inverted(whole)
    return Touched(
        [id_ for id_ in records if id_ in own or id_ not in old or id_ in reading],
        changed,
        gone,
        {
            "heads": heads,
            "bodies": bodies,
            "claims": claims,
            "beside": beside,
            "named": {
                id_: kept_named(record.body, named.get(id_, ({}, [])))
                for id_, record in records.items()
                if id_ not in known.named
            },
        },
    )


def _changed(
    state: State, table: str, plain: Callable[[Any], Any], now: Mapping[str, Any]
) -> dict[str, bytes]:
    """Those of the values that a table has otherwise, or not at all, as they are to be kept."""
    then = state.blobs(table)
    found = {}
    for id_, value in now.items():
        made = plain(value)
        if id_ not in then or marshal.loads(then[id_]) != made:  # noqa: S302 - authenticated
            found[id_] = marshal.dumps(made)
    return found


def _reading(state: State, changed: Reads) -> set[str]:
    """The records whose pages were drawn from any of what has changed."""
    numbers = _numbers(state, changed)
    return {id_ for id_, kept in state.blobs("reads").items() if _touch(numbers, kept)}


Outline = tuple[str, str, str, str, bool]
"""Of a page: title, description, section, source, and whether it has contents."""
Made = tuple[bytes, Mapping[str, Outline], Sequence[str]]
"""Of what is made of many: what was read for it, as it is kept; the outlines of its pages, by address; its files."""


def outline(page: Page) -> Outline:
    """What its frame hangs on."""
    return page.title, page.description, page.section, page.source, bool(page.contents)


def outlined(address: str, of: Outline) -> Page:
    """A page that has no more than that."""
    title, description, section, source, contents = of
    entries = (Heading("x", "x"),) if contents else ()
    return Page(address, title, description, "", entries, section, source)


ALWAYS = ("changes", "retired")
"""What also hangs on what is no record, and is soon made."""


def unaffected(state: State, changed: Reads) -> dict[str, Made]:
    """What is made of many, by its name, and would be what it was."""
    numbers = _numbers(state, changed)
    made: dict[str, Made] = state.fact("made") or {}
    return {name: of for name, of in made.items() if name not in ALWAYS and not _touch(numbers, of[0])}


def _numbers(state: State, reads: Reads) -> list[set[int]]:
    return [
        {state.numbers[id_] for id_ in ids if id_ in state.numbers}
        for ids in (reads.heads, reads.claims, reads.beside)
    ]


def _touch(changed: Sequence[set[int]], kept: bytes) -> bool:
    """Whether anything that has changed is among what was read."""
    packed: Sequence[bytes] = marshal.loads(kept)  # noqa: S302 - authenticated
    return any(
        numbers and not numbers.isdisjoint(array("I", of))
        for numbers, of in zip(changed, packed, strict=True)
    )


def inverted(whole: Whole) -> dict[str, Named]:
    """What each text names, from what names each record."""
    found: dict[str, tuple[dict[str, Mention], list[str]]] = {}
    for target, mentions in whole.corpus.mentions.items():
        for mention in mentions:
            found.setdefault(mention.source, ({}, []))[0][target] = mention
    for target, sources in whole.corpus.cited_by.items():
        for source in sources:
            found.setdefault(source, ({}, []))[1].append(target)
    return found
