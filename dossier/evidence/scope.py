"""A dossier without some of its articles: as of a day, or as if one had been deleted (docs/decisions/0006).

A missing article that is rested on counts as unknown. Blocks of our own bodies that cite or link something missing are
left out one by one, and the page says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date

from dossier.model.corpus import Corpus
from dossier.model.figures import LeftOut
from dossier.model.markup import CITATION, LINK, Block
from dossier.model.parts import Body, Chain, Control, Sourced
from dossier.model.prose import prose_of
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Publisher, Record
from dossier.model.schema import references


def left_out(corpus: Corpus, day: date) -> tuple[LeftOut, ...]:
    """The articles whose latest day of publication is after `day`. Nothing was published after it was read."""
    found = []
    for article in corpus.articles:
        latest = article.published.latest or article.accessed.latest
        if latest is None or latest > day:
            known = "it is later" if article.published.latest else "its date is not known to be earlier"
            found.append(LeftOut(article.id, article.title, f"published {article.published.phrase}: {known}"))
    return tuple(found)


def without(corpus: Corpus, gone: Collection[str]) -> dict[str, Record]:
    """The records as if those of `gone` had been deleted."""
    kept = frozenset(corpus.records) - frozenset(gone)
    return {id_: _within(record, kept) for id_, record in corpus.records.items() if id_ in kept}


def reached(corpus: Corpus, gone: Collection[str]) -> dict[str, Record]:
    """The records that the articles outside `gone` refer to, directly or not, and the free pages."""
    kept = without(corpus, gone)
    found: set[str] = {r.id for r in kept.values() if isinstance(r, (Article, FreePage))}
    waiting = sorted(found)
    while waiting:
        record = kept[waiting.pop()]
        for reference in references(record):
            target = kept.get(reference.target)
            # A claim is there when an account of it is, not because another claim names it.
            relation = isinstance(record, Claim) and isinstance(target, Claim)
            if target is not None and target.id not in found and not relation:
                found.add(target.id)
                waiting.append(target.id)
    for finding in corpus.of(Finding):
        if finding.id in kept and all(claim in found for claim in finding.rests_on):
            found.add(finding.id)
    return {id_: _within(record, frozenset(found)) for id_, record in kept.items() if id_ in found}


def _within(record: Record, kept: frozenset[str]) -> Record:
    """The record without references to anything outside `kept`."""
    record = replace(record, body=_body(record.body, kept))
    if isinstance(record, Article):
        return replace(
            record,
            carries=_chains((record.carries,), kept)[0] if record.carries else None,
            rests_on=_chains(record.rests_on, kept),
            subject=_those(record.subject, kept),
            claims=tuple(
                replace(account, rests_on=_chains(account.rests_on, kept)) for account in record.claims
            ),
        )
    if isinstance(record, Event):
        actors = tuple(participant for participant in record.actors if _vouched(participant, kept))
        return replace(record, sources=_those(record.sources, kept), actors=actors)
    if isinstance(record, Claim):
        return replace(
            record,
            about=_those(record.about, kept),
            contradicts=_those(record.contradicts, kept),
            contrary_to=_those(record.contrary_to, kept),
            supports=_those(record.supports, kept),
            undercuts=_those(record.undercuts, kept),
        )
    if isinstance(record, Actor):
        roles = tuple(role for role in record.roles if _vouched(role, kept))
        return replace(record, roles=roles, controlled_by=_control(record.controlled_by, kept))
    if isinstance(record, Publisher):
        return replace(record, controlled_by=_control(record.controlled_by, kept))
    if isinstance(record, FreePage):
        return record.within(kept)
    return record


def _those(ids: Sequence[str], kept: frozenset[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ in kept)


def _vouched(datum: Sourced, kept: frozenset[str]) -> bool:
    return datum.source is None or datum.source in kept


def _control(control: Control | None, kept: frozenset[str]) -> Control | None:
    return control if control and _vouched(control, kept) and control.actor in kept else None


def _chains(chains: Sequence[Chain], kept: frozenset[str]) -> tuple[Chain, ...]:
    """A missing link becomes unknown."""
    there = kept | {"own", "unknown"}
    return tuple(
        replace(c, chain=tuple(id_ if id_ in there else "unknown" for id_ in c.chain)) for c in chains
    )


def _body(body: Body, kept: frozenset[str]) -> Body:
    """The body without the blocks that cite or link something missing; each footnote is a block."""
    left = tuple(block for block in body.blocks if all(id_ in kept for id_ in _targets(block)))
    if len(left) == len(body.blocks):
        return body
    return Body(body.text, body.line, left, body.unused_footnotes, shortened=True)


def _targets(block: Block) -> Iterator[str]:
    for _, _, parts in prose_of([block]):
        for part in parts:
            if isinstance(part, str):
                continue
            if part[0] == LINK:
                yield part[1]
            elif part[0] == CITATION:
                yield from (id_ for id_, _ in part[1])
