"""The network of actors and outlets: who appears with whom, controls whom, rests on whom; and the edges that are drawn."""

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
from dossier.model.figures import ClaimFigures, Figures
from dossier.model.records import Actor, Article, Publisher

Tie = Literal["appears", "controls", "rests"]
DRAWN = 100
"""Actors and outlets that the network's page draws: those with most sources."""
STRONGEST = 2
"""Edges of the kind "appears" that are drawn for each node."""
AROUND = 12
"""Nodes in the drawing on an actor's own page."""


class Edge(NamedTuple):
    """An edge. `controls` leads from the controller, `rests` from the one that rests on the other; `appears` is
    undirected.
    """

    tie: Tie
    one: str
    other: str
    articles: int
    """The number of articles that show it; 0 for `controls`, which articles do not count."""


@dataclass(frozen=True, slots=True)
class Network:
    """All edges between actors and outlets."""

    sources: Mapping[str, int]
    """For each actor and outlet, the number of articles that name it or that it published."""
    edges: tuple[Edge, ...] = ()
    _of: dict[str, list[Edge]] = field(default_factory=dict)

    @property
    def around(self) -> Iterable[str]:
        """The ids whose edges are known."""
        return self._of

    def of(self, id_: str, tie: Tie | None = None) -> list[Edge]:
        """The edges of an id, strongest first."""
        return [edge for edge in self._of.get(id_, []) if tie is None or edge.tie == tie]


@dataclass(frozen=True, slots=True)
class Lines:
    """One actor's part of the network."""

    network: Network
    """The nodes that its own drawing shows, and their edges to it."""
    more: int
    """The number of other nodes with an edge to it."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The part of a network that is drawn."""

    ids: tuple[str, ...]
    """Ordered by number of sources, most first."""
    edges: tuple[Edge, ...]
    unlinked: int
    """The number of nodes without any edge."""
    beyond: int
    """The number of nodes with edges that are left out."""
    pairs: int
    """The number of pairs that appear together in an article, drawn or not."""

    @property
    def pairs_drawn(self) -> int:
        """The number of those pairs whose edge is drawn."""
        return sum(edge.tie == "appears" for edge in self.edges)


def far_end(edge: Edge, id_: str) -> str:
    """The other end of an edge of `id_`."""
    return edge.other if edge.one == id_ else edge.one


def network_of(corpus: Corpus, figures: Figures) -> Network:
    """The network of a corpus."""
    claims = figures.claims.values()
    return _network(
        _sources(corpus), {*_controls(corpus), *_rests(corpus, claims), *_appears(corpus.articles)}
    )


def _network(sources: Mapping[str, int], edges: Iterable[Edge]) -> Network:
    edges = sorted(edges)
    edges.sort(key=attrgetter("articles"), reverse=True)  # stable: ties stay sorted by id
    lines: dict[str, list[Edge]] = {}
    for edge in edges:
        lines.setdefault(edge.one, []).append(edge)
        lines.setdefault(edge.other, []).append(edge)
    return Network(sources, tuple(edges), lines)


def network_around(corpus: Corpus, figures: Figures, id_: str) -> Network:
    """The part of a corpus' network that has the edges of one actor or outlet, from what may show these alone."""
    nodes = {id_} | {publisher.id for publisher in corpus.publishers if publisher.is_ == id_}
    own = {article for node in nodes for article in corpus.articles_by.get(node, ())}
    resting = {article for link in (*nodes, *own) for article in corpus.resting_on.get(link, ())}
    articles = [a for other in own | resting if isinstance(a := corpus.records.get(other), Article)]
    claims = {account.claim: None for article in articles for account in article.claims}
    known = {claim: figures.claims[claim] for claim in claims if claim in figures.claims}
    beside = [article for article in articles if id_ in article.actors and article.id in own]
    edges = {*_controls(corpus), *_rests(corpus, known.values()), *_appears(beside)}
    return _network(_sources(corpus), [edge for edge in edges if id_ in (edge.one, edge.other)])


def _sources(corpus: Corpus) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for record in (*corpus.actors, *corpus.publishers):
        counts[_one(corpus, record.id)] += len(corpus.articles_by.get(record.id, ()))
    return dict(counts)


def _one(corpus: Corpus, id_: str) -> str:
    """The id of a node: a publisher that `is` an actor counts as that actor."""
    record = corpus.records.get(id_)
    return record.is_ if isinstance(record, Publisher) and record.is_ else id_


def _appears(articles: Iterable[Article]) -> list[Edge]:
    counted = Counter(pair for article in articles for pair in combinations(sorted(article.actors), 2))
    return [Edge("appears", one, other, number) for (one, other), number in counted.items()]


def _controls(corpus: Corpus) -> list[Edge]:
    edges = []
    held: list[Actor | Publisher] = [*corpus.actors, *corpus.publishers]
    for record in held:
        if record.controlled_by:
            one, other = _one(corpus, record.controlled_by.actor), _one(corpus, record.id)
            if one != other:
                edges.append(Edge("controls", one, other, 0))
    return edges


def _rests(corpus: Corpus, claims: Iterable[ClaimFigures]) -> list[Edge]:
    """Edges from each outlet to the next link of its accounts, and so on to the origin; counted by article, not by
    account.
    """
    seen: set[tuple[str, str, str]] = set()
    outlet = cache(partial(_outlet, corpus))
    for claim in claims:
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
    """Choose what is drawn: at most `most` nodes with edges; of `appears`, the strongest edges of each node."""
    by_sources = sorted(network.sources, key=lambda id_: (-network.sources[id_], id_))
    linked = [id_ for id_ in by_sources if network.of(id_)]
    ids = tuple(linked[:most])
    inside = set(ids)
    drawn: dict[Edge, None] = {}
    for id_ in ids:
        lines = [edge for edge in network.of(id_) if edge.one in inside and edge.other in inside]
        for edge in lines:
            if edge.tie != "appears":
                drawn[edge] = None
        beside = [edge for edge in lines if edge.tie == "appears"]
        beside.sort(key=lambda edge: (-_closeness(network, edge, id_), edge.one, edge.other))
        drawn.update(dict.fromkeys(beside[:STRONGEST]))
    pairs = sum(edge.tie == "appears" for edge in network.edges)
    return Chosen(ids, tuple(drawn), len(by_sources) - len(linked), len(linked) - len(ids), pairs)


def _closeness(network: Network, edge: Edge, id_: str) -> float:
    """Joint appearances, divided by the root of the other's sources: else all edges would lead to the most frequent."""
    return round(edge.articles / math.sqrt(max(1, network.sources.get(far_end(edge, id_), 0))), 9)


def around(network: Network, id_: str, most: int = AROUND) -> list[tuple[str, tuple[Edge, ...]]]:
    """The nodes that an actor's own drawing shows, with their edges: controls and origins first, then by sources."""
    edges_by_node: dict[str, list[Edge]] = {}
    lines = network.of(id_)
    first = [edge for edge in lines if edge.tie != "appears"][: most * 2 // 3]
    for edge in (*first, *(edge for edge in lines if edge.tie == "appears")):
        other = far_end(edge, id_)
        if other in edges_by_node or len(edges_by_node) < most:
            edges_by_node.setdefault(other, []).append(edge)
    return [(other, tuple(edges)) for other, edges in edges_by_node.items()]


def neighbours(network: Network, id_: str) -> set[str]:
    """All nodes with an edge to a node."""
    return {far_end(edge, id_) for edge in network.of(id_)}


def lines_of(network: Network, ids: Iterable[str]) -> dict[str, Lines]:
    """The part of the network of each of `ids` that has edges."""
    return {id_: line_of(network, id_) for id_ in ids if network.of(id_)}


def line_of(network: Network, id_: str) -> Lines:
    """The part of a network that one actor has."""
    shown = dict(around(network, id_))
    edges = [edge for edge in network.of(id_) if edge in shown.get(far_end(edge, id_), ())]
    sources = {one: network.sources.get(one, 0) for one in (*shown, id_)}
    return Lines(
        Network(sources, tuple(edges), {id_: edges}), len(neighbours(network, id_).difference(shown))
    )


def ties_of(edges: Sequence[Edge]) -> list[Tie]:
    """The kinds of edges that occur, in a fixed order."""
    order: tuple[Tie, ...] = ("appears", "controls", "rests")
    return [tie for tie in order if any(edge.tie == tie for edge in edges)]
