"""Who controls whom, as far as it is recorded."""

from __future__ import annotations

from dossier.model.corpus import Corpus
from dossier.model.records import Actor, Publisher


def controller(corpus: Corpus, origin: str) -> str | None:
    """The root of an origin's recorded `controlled_by`; a state is its own root; a country is never one."""
    at, seen = origin, {origin}
    while True:
        record = corpus.records.get(at)
        held = record.controlled_by if isinstance(record, (Actor, Publisher)) else None
        if held is None or held.actor in seen:
            break
        at = held.actor
        seen.add(at)
    record = corpus.records.get(at)
    is_state = isinstance(record, Actor) and record.type == "state"
    return at if at != origin or is_state else None
