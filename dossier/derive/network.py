"""Who appears with whom, who controls whom, who rests on whom: the lines of the network, and which of them are drawn."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import combinations, pairwise
from operator import attrgetter
from typing import Literal, NamedTuple

from dossier.derive.chains import UNKNOWN, paths
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Actor, Article, Publisher

Tie = Literal["appears", "controls", "rests"]
DRAWN = 300
"""Actors and outlets of the whole network that are drawn: those with most sources."""
STRONGEST = 2
"""Of those that appear with it, how many each one keeps a line to."""
AROUND = 12
"""Those that an actor's own drawing shows."""


class Edge(NamedTuple):
    """A line. `controls` leads from who controls, `rests` from who rests on another; `appears` has no direction."""

    tie: Tie
    one: str
    other: str
    articles: int
    """How many articles it is found in; 0 where articles do not tell."""


@dataclass(frozen=True, slots=True)
class Network:
    """All lines between actors and outlets."""

    sources: Mapping[str, int]
    """For each actor and outlet, the articles that name it or that it published."""
    edges: tuple[Edge, ...] = ()
    _of: dict[str, list[Edge]] = field(default_factory=dict)

    @property
    def around(self) -> Iterable[str]:
        """Those of whom lines are known."""
        return self._of

    def of(self, id_: str, tie: Tie | None = None) -> list[Edge]:
        """The lines of one, the strongest first."""
        return [edge for edge in self._of.get(id_, []) if tie is None or edge.tie == tie]


@dataclass(frozen=True, slots=True)
class Lines:
    """One actor's part of a network."""

    network: Network
    """Those that its own drawing shows, and their lines to it."""
    more: int
    """Others that have a line to it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What of a network is drawn."""

    ids: tuple[str, ...]
    """Those with most sources first."""
    edges: tuple[Edge, ...]
    unlinked: int
    """Those that have no line at all."""
    beyond: int
    """Those that have one, and are more than can be told apart."""
    pairs: int
    """Pairs that appear together in an article, drawn or not."""

    @property
    def pairs_drawn(self) -> int:
        """Of the pairs, those with a line."""
        return sum(edge.tie == "appears" for edge in self.edges)


def far_end(edge: Edge, id_: str) -> str:
    """The one to which a line of `id_` leads."""
    return edge.other if edge.one == id_ else edge.one


def network_of(corpus: Corpus, figures: Figures) -> Network:
    """The whole network."""
    found = sorted({*_controls(corpus), *_rests(corpus, figures), *_appears(corpus.articles)})
    found.sort(key=attrgetter("articles"), reverse=True)  # of as many, in the order of their names
    lines: dict[str, list[Edge]] = {}
    for edge in found:
        lines.setdefault(edge.one, []).append(edge)
        lines.setdefault(edge.other, []).append(edge)
    return Network(_sources(corpus), tuple(found), lines)


def _sources(corpus: Corpus) -> dict[str, int]:
    found: Counter[str] = Counter()
    for record in (*corpus.actors, *corpus.publishers):
        found[_one(corpus, record.id)] += len(corpus.articles_by.get(record.id, ()))
    return dict(found)


def _one(corpus: Corpus, id_: str) -> str:
    """An outlet that is an actor stands as the actor."""
    record = corpus.records.get(id_)
    return record.is_ if isinstance(record, Publisher) and record.is_ else id_


def _appears(articles: Iterable[Article]) -> list[Edge]:
    counted = Counter(pair for article in articles for pair in combinations(sorted(article.actors), 2))
    return [Edge("appears", one, other, number) for (one, other), number in counted.items()]


def _controls(corpus: Corpus) -> list[Edge]:
    found = []
    held: list[Actor | Publisher] = [*corpus.actors, *corpus.publishers]
    for record in held:
        if record.controlled_by:
            one, other = _one(corpus, record.controlled_by.actor), _one(corpus, record.id)
            if one != other:
                found.append(Edge("controls", one, other, 0))
    return found


def _rests(corpus: Corpus, figures: Figures) -> list[Edge]:
    """From each outlet to what its accounts name next, and so on to the origin: counted by article, not by account."""
    seen: set[tuple[str, str, str]] = set()
    outlet = cache(partial(_outlet, corpus))
    for claim in figures.claims.values():
        for path in paths(claim.accounts):
            known = list(dict.fromkeys(id_ for id_ in map(outlet, path) if id_))
            seen.update([(path[0], one, other) for one, other in pairwise(known)])
    counted = Counter((one, other) for _, one, other in seen)
    return [Edge("rests", one, other, number) for (one, other), number in counted.items()]


def _outlet(corpus: Corpus, id_: str) -> str | None:
    record = None if id_.startswith(UNKNOWN) else corpus.records.get(id_)
    if isinstance(record, Article):
        return _one(corpus, record.publisher) if record.publisher in corpus.records else None
    return _one(corpus, id_) if isinstance(record, (Actor, Publisher)) else None


def chosen(network: Network, most: int = DRAWN) -> Chosen:
    """What of the whole is drawn: who has a line, at most `most`; of those that appear together, the strongest pairs."""
    by_sources = sorted(network.sources, key=lambda id_: (-network.sources[id_], id_))
    linked = [id_ for id_ in by_sources if network.of(id_)]
    ids = tuple(linked[:most])
    inside = set(ids)
    kept: dict[Edge, None] = {}
    for id_ in ids:
        lines = [edge for edge in network.of(id_) if edge.one in inside and edge.other in inside]
        for edge in lines:
            if edge.tie != "appears":
                kept[edge] = None
        beside = [edge for edge in lines if edge.tie == "appears"]
        beside.sort(key=lambda edge: (-_closeness(network, edge, id_), edge.one, edge.other))
        kept.update(dict.fromkeys(beside[:STRONGEST]))
    pairs = sum(edge.tie == "appears" for edge in network.edges)
    return Chosen(ids, tuple(kept), len(by_sources) - len(linked), len(linked) - len(ids), pairs)


def _closeness(network: Network, edge: Edge, id_: str) -> float:
    """How often two appear together, for how often the other appears at all: else all lines lead to the most frequent."""
    return round(edge.articles / math.sqrt(max(1, network.sources.get(far_end(edge, id_), 0))), 9)


def around(network: Network, id_: str, most: int = AROUND) -> list[tuple[str, tuple[Edge, ...]]]:
    """Those that an actor's own drawing shows, with the lines to each: controls and origins first, then by sources."""
    found: dict[str, list[Edge]] = {}
    lines = network.of(id_)
    first = [edge for edge in lines if edge.tie != "appears"][: most * 2 // 3]
    for edge in (*first, *(edge for edge in lines if edge.tie == "appears")):
        other = far_end(edge, id_)
        if other in found or len(found) < most:
            found.setdefault(other, []).append(edge)
    return [(other, tuple(edges)) for other, edges in found.items()]


def neighbours(network: Network, id_: str) -> set[str]:
    """All that have a line to it."""
    return {far_end(edge, id_) for edge in network.of(id_)}


def lines_of(network: Network, ids: Iterable[str]) -> dict[str, Lines]:
    """Of each of `ids` that has lines, its part of the network."""
    return {id_: _lines(network, id_) for id_ in ids if network.of(id_)}


def _lines(network: Network, id_: str) -> Lines:
    shown = dict(around(network, id_))
    edges = [edge for edge in network.of(id_) if edge in shown.get(far_end(edge, id_), ())]
    sources = {one: network.sources.get(one, 0) for one in (*shown, id_)}
    return Lines(
        Network(sources, tuple(edges), {id_: edges}), len(neighbours(network, id_).difference(shown))
    )


def ties_of(edges: Sequence[Edge]) -> list[Tie]:
    """The kinds of line there are, in their order."""
    order: tuple[Tie, ...] = ("appears", "controls", "rests")
    return [tie for tie in order if any(edge.tie == tie for edge in edges)]
