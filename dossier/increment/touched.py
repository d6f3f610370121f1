"""Which pages have to be drawn, where anything may have changed: the whole is read and weighed, and then compared."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.increment.files import left
from dossier.increment.kept import kept_named, pickled, unpickled
from dossier.link import Named
from dossier.model.corpus import Mention
from dossier.read import Document
from dossier.store.records import head, text
from dossier.store.state import State
from dossier.whole import Before, Reads, Whole


@dataclass(frozen=True, slots=True)
class Touched:
    """What differs from the last build."""

    records: Sequence[str]
    """The records whose pages have to be drawn, in their order."""
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
    claims = _changed(state, "claims", whole.figures.claims)
    beside = _changed(state, "beside", {id_: whole.beside(id_) for id_ in records})
    own = {*heads, *bodies, *claims, *beside}
    reading: set[str] = set()
    if old:
        sides = (frozenset((*changed, *gone)) for changed in (heads, claims, beside))
        reading = _reading(state, Reads(*sides))
    named = inverted(whole)
    return Touched(
        [id_ for id_ in records if id_ in own or id_ not in old or id_ in reading],
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


def _changed(state: State, table: str, now: Mapping[str, Any]) -> dict[str, bytes]:
    """Those of the values that a table has otherwise, or not at all, as they are to be kept."""
    then = state.blobs(table)
    return {
        id_: pickled(value) for id_, value in now.items() if id_ not in then or unpickled(then[id_]) != value
    }


def _reading(state: State, changed: Reads) -> set[str]:
    """The records whose pages were drawn from any of what has changed."""
    wanted = [
        {state.numbers[id_] for id_ in ids if id_ in state.numbers}
        for ids in (changed.heads, changed.claims, changed.beside)
    ]
    found = set()
    for id_, kept in state.blobs("reads").items():
        for numbers, packed in zip(wanted, marshal.loads(kept), strict=True):  # noqa: S302 - ours
            if numbers and not numbers.isdisjoint(array("I", packed)):
                found.add(id_)
                break
    return found


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
