"""What pages show beside a record, by its id: worked out once for the whole, and read a record at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from dossier.derive.accounts import in_order
from dossier.derive.network import Lines, Network, lines_of, network_of
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Article, Claim, Finding

T = TypeVar("T")

RELATIONS: tuple[tuple[str, Callable[[Claim], Sequence[str]]], ...] = (
    ("contradicts", lambda claim: claim.contradicts),
    ("contrary_to", lambda claim: claim.contrary_to),
    ("supports", lambda claim: claim.supports),
    ("undercuts", lambda claim: claim.undercuts),
)
"""What one claim may be to another."""


NOBODY = Network({})


@dataclass(frozen=True, slots=True)
class Relations:
    """Mappings by id; a record of which there is nothing to say is in none of them."""

    accounts_of: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For an article, its accounts, in its own order: the claim, and which of its accounts."""
    neighbours: Mapping[str, tuple[str | None, str | None]] = field(default_factory=dict)
    """What was printed before and after an article; what happened before and after an event."""
    claims_on: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The claims on an event."""
    pointing: Mapping[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)
    """For a claim, the relations in which others name it, each with the id of who does; a finding's is "finding"."""
    said_by: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """For an actor, the accounts of its words: the claim, and which of its accounts."""
    origin_of: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For an outlet or actor, the claims of which it is an origin."""
    resting_on: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each link of a chain, the articles that rest on it, newest first."""
    lines: Mapping[str, Lines] = field(default_factory=dict)
    """For an actor, its part of the network."""
    network: Network = NOBODY
    """The whole of it, for whoever draws all."""


def relations(corpus: Corpus, figures: Figures) -> Relations:
    """All of them."""
    network = network_of(corpus, figures)
    return Relations(
        accounts_of=_accounts_of(figures),
        neighbours={
            **_neighbours([article.id for article in reversed(corpus.articles)]),
            **_neighbours([event.id for event in corpus.events]),
        },
        claims_on=_gathered((c.event, c.id) for c in corpus.of(Claim) if c.event),
        pointing=_gathered(_pointing(corpus)),
        said_by=_said_by(corpus, figures),
        origin_of=_gathered((origin, id_) for id_, f in figures.claims.items() for origin in f.origins),
        resting_on=corpus.resting_on,
        lines=lines_of(network, [actor.id for actor in corpus.actors]),
        network=network,
    )


def _accounts_of(figures: Figures) -> dict[str, tuple[tuple[str, int], ...]]:
    found: dict[str, list[tuple[int, str, int]]] = {}
    for claim, f in figures.claims.items():
        for number, account in enumerate(f.accounts):
            found.setdefault(account.article, []).append((account.number, claim, number))
    return {
        article: tuple([(claim, number) for _, claim, number in sorted(accounts)])
        for article, accounts in found.items()
    }


def _neighbours(ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """For each of `ids`, which are in the order of time, what stands before it and after it."""
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


def _said_by(corpus: Corpus, figures: Figures) -> dict[str, tuple[tuple[str, int], ...]]:
    """By an account of its own, or under claims of which it is the speaker; a claim's accounts in their usual order.

    The words of who denies that it was said are not the speaker's.
    """
    found: dict[str, list[tuple[str, int]]] = {}
    for claim in corpus.of(Claim):
        accounts = figures.claims[claim.id].accounts
        for number in in_order(corpus, accounts):
            article = corpus.records[accounts[number].article]
            assert isinstance(article, Article)
            account = article.claims[accounts[number].number]
            speaker = None if account.stance == "denies" else claim.speaker
            if account.quotes and (said_by := account.by or speaker):
                found.setdefault(said_by, []).append((claim.id, number))
    return {actor: tuple(of) for actor, of in found.items()}


def _gathered(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
