"""Inverted indexes of what pages show beside a record, by id: computed once a build, read record by record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dossier.derive.accounts import in_order
from dossier.derive.network import Lines, Network, lines_of
from dossier.model.corpus import Corpus
from dossier.model.figures import ClaimFigures, Figures
from dossier.model.history import NO_HISTORY, History, Past, past_of
from dossier.model.records import Article, Claim, Finding
from dossier.tracking import Deferred, OnDemand

T = TypeVar("T")

NOTHING = ClaimFigures(claim="")
RELATIONS: tuple[tuple[str, Callable[[Claim], Sequence[str]]], ...] = (
    ("contradicts", lambda claim: claim.contradicts),
    ("contrary_to", lambda claim: claim.contrary_to),
    ("supports", lambda claim: claim.supports),
    ("undercuts", lambda claim: claim.undercuts),
)
"""The relations between claims, each with its field."""


@dataclass(frozen=True, slots=True)
class Relations:
    """Mappings by id; an id without values is missing, or has none."""

    accounts_of: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For an article, its accounts, in its own order: the claim's id, and the account's number in the claim's figures."""
    neighbours: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """For an article, the ones published before and after it; for an event, the ones that happened before and after it."""
    claims_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For an event, the claims on it."""
    pointing: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """For a claim, the relations in which others name it, each with the other's id; a finding's is "finding"."""
    said_by: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For an actor, the accounts that quote it: the claim's id, and the account's number in the claim's figures."""
    origin_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For an outlet or actor, the claims of which it is an origin."""
    resting_on: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each link of a chain, the articles that rest on it, newest first."""
    lines: Mapping[str, Lines] = field(default_factory=dict)
    """For an actor, its part of the network."""
    past: Mapping[str, tuple[Past, ...]] = field(default_factory=dict)
    """For a record, what changed of it, newest first."""


def relations(
    corpus: Corpus, figures: Figures, network: Callable[[], Network], changes: History = NO_HISTORY
) -> Relations:
    """The relations of a corpus, whose network and history are given; each is computed when it is first read."""
    return Relations(
        accounts_of=Deferred(lambda: _accounts_of(corpus, figures)),
        neighbours=Deferred(
            lambda: {
                **_neighbours([article.id for article in reversed(corpus.articles)]),
                **_neighbours([event.id for event in corpus.events]),
            }
        ),
        claims_on=Deferred(lambda: _gathered((c.event, c.id) for c in corpus.of(Claim) if c.event)),
        pointing=Deferred(lambda: _gathered(_pointing(corpus))),
        said_by=Deferred(lambda: said_by(corpus, figures, corpus.of(Claim))),
        origin_of=Deferred(
            lambda: _gathered((origin, id_) for id_, f in figures.claims.items() for origin in f.origins)
        ),
        resting_on=Deferred(lambda: corpus.resting_on),
        lines=Deferred(lambda: lines_of(network(), [actor.id for actor in corpus.actors])),
        past=Deferred(lambda: {id_: past for id_, past in past_of(changes).items() if id_ in corpus.records}),
    )


def _accounts_of(corpus: Corpus, figures: Figures) -> Mapping[str, tuple[tuple[str, int], ...]]:
    articles = {article.id: article for article in corpus.articles}

    def accounts(id_: str) -> tuple[tuple[str, int], ...]:
        found = [
            (account.number, claim, number)
            for claim in {account.claim for account in articles[id_].claims}
            for number, account in enumerate(figures.claims.get(claim, NOTHING).accounts)
            if account.article == id_
        ]
        return tuple([(claim, number) for _, claim, number in sorted(found)])

    return OnDemand(articles, accounts)


def _neighbours(ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """For each of `ids`, which are in chronological order, the ids before and after it."""
    around = [None, *ids, None]
    return {id_: (around[n], around[n + 2]) for n, id_ in enumerate(ids)}


def _pointing(corpus: Corpus) -> Iterator[tuple[str, tuple[str, str]]]:
    for claim in corpus.of(Claim):
        for key, named in RELATIONS:
            for target in named(claim):
                yield target, (key, claim.id)
    for finding in corpus.of(Finding):
        for target in finding.rests_on:
            yield target, ("finding", finding.id)


def said_by(
    corpus: Corpus, figures: Figures, claims: Iterable[Claim]
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Accounts whose `by` is the actor, or of claims whose speaker it is; in the order of display.

    The words of an article that denies a statement are not the speaker's.
    """
    accounts_by_actor: dict[str, list[tuple[str, int]]] = {}
    for claim in claims:
        accounts = figures.claims[claim.id].accounts
        for number in in_order(corpus, accounts):
            article = corpus.records[accounts[number].article]
            assert isinstance(article, Article)
            account = article.claims[accounts[number].number]
            speaker = None if account.stance == "denies" else claim.speaker
            if account.quotes and (said_by := account.by or speaker):
                accounts_by_actor.setdefault(said_by, []).append((claim.id, number))
    return {actor: tuple(accounts_) for actor, accounts_ in accounts_by_actor.items()}


def _gathered(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    grouped: dict[str, list[T]] = {}
    for key, value in pairs:
        grouped.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in grouped.items()}
