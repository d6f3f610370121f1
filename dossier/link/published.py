"""The dossier as readers get it: without records of which nothing is published, and without references to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from dossier.link.corpus import corpus_of
from dossier.link.mentions import Named
from dossier.model.corpus import Corpus
from dossier.model.markup import ADDRESS, IMAGE, linked_file
from dossier.model.parts import Chain, Control
from dossier.model.prose import prose_of
from dossier.model.records import Actor, Article, Claim, Event, FreePage, Place, Publisher, Record
from dossier.model.withholding import has_page


def published(
    corpus: Corpus, known: Mapping[str, Named] | None = None, changed: Iterable[str] | None = None
) -> Corpus:
    """The published part of `corpus`; the same object if all of it is published.

    If `changed` is given, all records but these are known to be published.

    A record that is published as it is written stays the same object. `known` has what some texts mention and cite.
    """
    suspects = corpus.records if changed is None else changed
    gone = frozenset(id_ for id_ in suspects if not has_page(corpus.records[id_]))
    if not gone:
        return corpus
    records = {
        id_: _without(record, gone, corpus.records)
        for id_, record in corpus.records.items()
        if id_ not in gone
    }
    retired = tuple(
        replace(entry, replaced_by=None) if entry.replaced_by in gone else entry for entry in corpus.retired
    )
    files = {id_: path for id_, path in corpus.files.items() if id_ in records}
    found = corpus_of(records, _images(corpus, gone), files, retired, known)
    return replace(found, unpublished=gone)


def _without(record: Record, gone: Collection[str], records: Mapping[str, Record]) -> Record:
    """The record without references to those that are `gone`, and with their number."""
    if isinstance(record, Article):
        found, number = _article(record, gone)
    elif isinstance(record, Event):
        found, number = _event(record, gone)
    elif isinstance(record, Claim):
        found, number = _claim(record, gone)
    elif isinstance(record, Actor):
        found, number = _actor(record, gone)
    elif isinstance(record, Publisher):
        found, number = _publisher(record, gone)
    elif isinstance(record, Place):
        found, number = replace(record, within=_around(record, gone, records)), 0
    elif isinstance(record, FreePage):
        found, number = record.within(records.keys() - gone), 0
    else:
        return record
    return record if found == record else replace(found, withheld=number)


Found = tuple[Record, int]
"""A record without its unpublished entries, and how many were left out."""


def _article(record: Article, gone: Collection[str]) -> Found:
    found = replace(
        record,
        actors={id_: naming for id_, naming in record.actors.items() if id_ not in gone},
        places=_left(record.places, gone),
        events=_left(record.events, gone),
        subject=_left(record.subject, gone),
        carries=_chain(record.carries, gone) if record.carries else None,
        rests_on=_chains(record.rests_on, gone),
        claims=tuple(
            replace(
                account,
                by=None if account.by in gone else account.by,
                rests_on=_chains(account.rests_on, gone),
            )
            for account in record.claims
        ),
    )
    return found, _number((*record.actors, *record.places, *record.events), gone)


def _event(record: Event, gone: Collection[str]) -> Found:
    actors = tuple(participant for participant in record.actors if participant.actor not in gone)
    found = replace(record, places=_left(record.places, gone), actors=actors)
    return found, _number((*record.places, *(p.actor for p in record.actors)), gone)


def _claim(record: Claim, gone: Collection[str]) -> Found:
    found = replace(
        record,
        about=_left(record.about, gone),
        event=None if record.event in gone else record.event,
        speaker=None if record.speaker in gone else record.speaker,
    )
    return found, _number((*record.about, record.event, record.speaker), gone)


def _actor(record: Actor, gone: Collection[str]) -> Found:
    roles = tuple(role for role in record.roles if role.of not in gone)
    control = _control(record.controlled_by, gone)
    left_out = len(record.roles) - len(roles) + (control != record.controlled_by)
    return replace(record, roles=roles, controlled_by=control), left_out


def _publisher(record: Publisher, gone: Collection[str]) -> Found:
    control = _control(record.controlled_by, gone)
    is_ = None if record.is_ in gone else record.is_
    left_out = (is_ != record.is_) + (control != record.controlled_by)
    return replace(record, is_=is_, controlled_by=control), left_out


def _number(ids: Sequence[str | None], gone: Collection[str]) -> int:
    return len({id_ for id_ in ids if id_ in gone})


def _left(ids: Sequence[str], gone: Collection[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ not in gone)


def _control(control: Control | None, gone: Collection[str]) -> Control | None:
    return None if control is not None and control.actor in gone else control


def _chains(chains: Sequence[Chain], gone: Collection[str]) -> tuple[Chain, ...]:
    return tuple(_chain(chain, gone) for chain in chains)


def _chain(chain: Chain, gone: Collection[str]) -> Chain:
    """An unpublished link becomes unknown, like one that is not in the dossier."""
    if not any(id_ in gone for id_ in chain.chain):
        return chain
    return replace(chain, chain=tuple("unknown" if id_ in gone else id_ for id_ in chain.chain), because=None)


def _around(place: Place, gone: Collection[str], records: Mapping[str, Record]) -> str | None:
    """The nearest published place around a place."""
    at, seen = place.within, {place.id}
    while at is not None and at in gone and at not in seen:
        seen.add(at)
        around = records.get(at)
        at = around.within if isinstance(around, Place) else None
    return None if at in gone else at


def _images(corpus: Corpus, gone: Collection[str]) -> Mapping[str, bytes]:
    """The images, without those that only unpublished records show."""
    hidden = {path for id_ in gone for path in _shown(corpus, id_)}
    if not hidden:
        return corpus.images
    shown = {path for id_ in corpus.records if id_ not in gone for path in _shown(corpus, id_)}
    return {path: data for path, data in corpus.images.items() if path not in hidden - shown}


def _shown(corpus: Corpus, id_: str) -> set[str]:
    """The paths within the content folder that a record's body shows or links."""
    return {
        linked_file(urlsplit(part[1]).path, corpus.files.get(id_, ""))
        for _, _, parts in prose_of(corpus.records[id_].body.blocks)
        for part in parts
        if not isinstance(part, str) and part[0] in (ADDRESS, IMAGE)
    }
