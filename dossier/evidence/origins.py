"""What an account rests on, followed to its end (DESIGN §4).

`own` ends in the publisher; a chain ends in its last link, and `unknown` anywhere in it makes it unknown; an article leads
on to that article's account of the same claim, and where it has none, the end is unknown: nothing is inherited.
"""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.corpus import Corpus
from dossier.model.figures import Trail
from dossier.model.parts import Account, Chain
from dossier.model.records import Article, Publisher

UNDECLARED = Trail(("unknown",), None, "nothing is declared")


def normalised(corpus: Corpus, id_: str) -> str:
    """A publisher that is an actor counts as the actor, an edition as the publisher it is an edition of."""
    seen: set[str] = set()
    while id_ not in seen:
        seen.add(id_)
        record = corpus.records.get(id_)
        if isinstance(record, Publisher):
            id_ = record.is_ or record.edition_of or id_
    return id_


class Tracer:
    """Follows the accounts of one corpus; it remembers the circles and the silent articles it met."""

    def __init__(self, corpus: Corpus) -> None:
        self.corpus = corpus
        self.circles: set[tuple[str, ...]] = set()
        self.silent: set[tuple[str, int, str]] = set()

    def trails(self, article: Article, number: int) -> tuple[Trail, ...]:
        """Where account `number` of `article` leads."""
        return self._trails(article, number, (article.id,))

    def _trails(self, article: Article, number: int, path: tuple[str, ...]) -> tuple[Trail, ...]:
        account = article.claims[number]
        chains: Sequence[Chain] = account.rests_on or article.rests_on
        if not chains:
            return (UNDECLARED,)
        found: list[Trail] = []
        for chain in chains:
            found += self._follow(article, number, account, chain, path)
        return tuple(dict.fromkeys(found))

    def _follow(
        self, article: Article, number: int, account: Account, chain: Chain, path: tuple[str, ...]
    ) -> list[Trail]:
        links = chain.chain
        if not links or "unknown" in links:
            return [Trail(links or ("unknown",), None, "a link of the chain is unknown")]
        last = links[-1]
        if last == "own":
            holder = links[-2] if len(links) > 1 else article.publisher
            record = self.corpus.records.get(holder)
            publisher = record.publisher if isinstance(record, Article) else holder
            return [Trail(links, normalised(self.corpus, publisher), "its own reporting ends in the outlet")]
        target = self.corpus.records.get(last)
        if target is None:
            return [Trail(links, None, f"{last} is not part of this dossier")]
        if not isinstance(target, Article):
            return [Trail(links, normalised(self.corpus, last), "the chain ends here")]
        if target.id in path:
            self._circle(path[path.index(target.id) :])
            return [Trail(links, None, "the chain goes in a circle")]
        numbers = [n for n, other in enumerate(target.claims) if other.claim == account.claim]
        if not numbers:
            self.silent.add((article.id, number, target.id))
            return [Trail(links, None, f"{target.id} has no account of this claim")]
        onward = [trail for n in numbers for trail in self._trails(target, n, (*path, target.id))]
        return [Trail((*links, *trail.links), trail.origin, trail.why) for trail in onward]

    def _circle(self, ring: tuple[str, ...]) -> None:
        first = ring.index(min(ring))
        self.circles.add((*ring[first:], *ring[:first]))


def circles_of_articles(corpus: Corpus) -> set[tuple[str, ...]]:
    """Rings in what whole articles rest on, claims or none."""
    onward = {
        article.id: [
            chain.chain[-1]
            for chain in article.rests_on
            if chain.chain and isinstance(corpus.records.get(chain.chain[-1]), Article)
        ]
        for article in corpus.articles
    }
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(onward):
        _rings(start, (), onward, done, found)
    return found


def _rings(
    at: str, path: tuple[str, ...], onward: dict[str, list[str]], done: set[str], found: set[tuple[str, ...]]
) -> None:
    if at in path:
        ring = path[path.index(at) :]
        first = ring.index(min(ring))
        found.add((*ring[first:], *ring[:first]))
        return
    if at in done:
        return
    for target in onward.get(at, ()):
        _rings(target, (*path, at), onward, done, found)
    done.add(at)
