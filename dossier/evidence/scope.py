"""A dossier without some of its articles: as of a day, or as if one had been deleted.

An article that is not there and is rested on counts as unknown. Whatever of our own text cites or links what is not there
is left out, a paragraph at a time, and the page says so.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from dossier.model.corpus import Corpus
from dossier.model.figures import LeftOut
from dossier.model.records import (
    Account,
    Actor,
    Article,
    Body,
    Chain,
    Claim,
    Event,
    Finding,
    FreePage,
    Publisher,
    Record,
)
from dossier.model.schema import references

if TYPE_CHECKING:
    from markdown_it.token import Token


def left_out(corpus: Corpus, day: date) -> tuple[LeftOut, ...]:
    """The articles whose latest day of publication is after `day`, or is not known to be before it."""
    found = []
    for article in corpus.articles:
        latest = article.published.latest
        if latest is None or latest > day:
            known = "its date is not known to be earlier" if latest is None else "it is later"
            found.append(LeftOut(article.id, article.title, f"published {article.published.phrase}: {known}"))
    return tuple(found)


def without(corpus: Corpus, gone: Collection[str]) -> dict[str, Record]:
    """The records as if those of `gone` had been deleted; everything else stays."""
    return {
        record.id: _stripped(record, frozenset(gone))
        for record in corpus.records.values()
        if record.id not in gone
    }


def reached(corpus: Corpus, gone: Collection[str]) -> dict[str, Record]:
    """The records that the articles outside `gone` lead to, and the free pages; nothing else."""
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
    lost = frozenset(corpus.records) - found
    return {id_: _stripped(record, lost) for id_, record in kept.items() if id_ in found}


def _stripped(record: Record, gone: frozenset[str]) -> Record:
    """The record with nothing in it that leads to `gone`."""
    record = replace(record, body=_body(record.body, gone))
    if isinstance(record, Article):
        return replace(
            record,
            rests_on=_chains(record.rests_on, gone),
            claims=tuple(_account(account, gone) for account in record.claims),
        )
    if isinstance(record, Event):
        return replace(record, sources=_kept(record.sources, gone))
    if isinstance(record, Claim):
        return replace(
            record,
            about=_kept(record.about, gone),
            contradicts=_kept(record.contradicts, gone),
            contrary_to=_kept(record.contrary_to, gone),
            supports=_kept(record.supports, gone),
            undercuts=_kept(record.undercuts, gone),
        )
    if isinstance(record, Actor):
        roles = tuple(role for role in record.roles if role.source not in gone)
        held = (
            record.controlled_by if record.controlled_by and record.controlled_by.source not in gone else None
        )
        return replace(record, roles=roles, controlled_by=held)
    if isinstance(record, Publisher):
        held = (
            record.controlled_by if record.controlled_by and record.controlled_by.source not in gone else None
        )
        return replace(record, controlled_by=held)
    return record


def _kept(ids: Sequence[str], gone: frozenset[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_ not in gone)


def _account(account: Account, gone: frozenset[str]) -> Account:
    return replace(account, rests_on=_chains(account.rests_on, gone))


def _chains(chains: Sequence[Chain], gone: frozenset[str]) -> tuple[Chain, ...]:
    """A link that is not there is unknown."""
    return tuple(
        replace(c, chain=tuple("unknown" if id_ in gone else id_ for id_ in c.chain)) for c in chains
    )


def _body(body: Body, gone: frozenset[str]) -> Body:
    """The body without the blocks that cite or link what is not there."""
    kept: list[Token] = []
    dropped = False
    for block in _blocks(body.tokens):
        if any(id_ in gone for token in block for id_ in _targets(token)):
            dropped = True
        else:
            kept += block
    return replace(body, tokens=tuple(kept), shortened=True) if dropped else body


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The outermost blocks."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _targets(token: Token) -> Iterator[str]:
    for child in token.children or ():
        if child.type == "record_link":
            yield child.meta["id"]
        elif child.type == "citation":
            yield from (id_ for id_, _ in child.meta["items"])
