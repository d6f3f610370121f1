"""Follows what an account rests on to its origins (docs/decisions/0001).

`own` ends in the publisher; a chain ends in its last link, and `unknown` anywhere in it makes it unknown; an article
leads on to that article's account of the same claim, and without one the end is unknown. An account whose basis is
`unstated` has no known origin, wherever its chain ends; nor has one whose basis is another outlet while its chain is
`own`. An outlet that is named in place of its article is an origin only if an account of its own ends in it, or it has
none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from dossier.model.corpus import Corpus
from dossier.model.figures import NO_ORIGIN, SUPPORTING, Trail
from dossier.model.inheritance import chains_of
from dossier.model.parts import Account, Chain
from dossier.model.records import Article, Publisher
from dossier.tracking import memoised

UNDECLARED = Trail((), None, "not declared")
UNSTATED, NO_OUTLET_NAMED, HAS_IT_FROM_ELSEWHERE = NO_ORIGIN


def normalised(corpus: Corpus, id_: str) -> str:
    """A publisher that is an actor counts as the actor, an edition as the publisher it is an edition of."""
    seen: list[str] = []
    while True:
        if id_ in seen:
            return min(seen[seen.index(id_) :])  # a ring of editions, which is a diagnostic of its own
        seen.append(id_)
        record = corpus.records.get(id_)
        if isinstance(record, Publisher):
            onward = record.is_ or record.edition_of
            if onward is None:
                return id_
            id_ = onward
        else:
            return id_


LONGEST = 100
"""Articles that rest on one another, at most: a longer chain counts as unknown."""


Given = Sequence[tuple[Article, int]]
"""Accounts, each as an article and its number there."""


class Tracer:
    """Follows the accounts of one corpus; records the silent articles it meets."""

    def __init__(self, corpus: Corpus, given: Mapping[str, Given]) -> None:
        """`given` has the published accounts of each claim."""
        self.corpus = corpus
        self.silent: set[tuple[str, int, str]] = set()
        self.normalised: Callable[[str], str] = memoised(partial(normalised, corpus), corpus.records)
        self._given = given
        self._done: dict[tuple[str, int], tuple[Trail, ...]] = {}
        self._vouching = memoised(self._read_vouching, corpus.records)

    def trails(self, article: Article, number: int, path: tuple[str, ...] = ()) -> tuple[Trail, ...]:
        """The trails of account `number` of `article`; of those that begin and end alike, only the shortest."""
        key = (article.id, number)
        if key not in self._done:
            account = article.claims[number]
            found: dict[tuple[str, str | None], Trail] = {}
            for chain in chains_of(self.corpus.records, article, account):
                for trail in self._follow(article, number, account, chain, (*path, article.id)):
                    if account.basis == "unstated" and trail.origin:
                        trail = Trail(trail.links, None, UNSTATED, trail.origin)
                    elif account.basis == "outlet" and chain.chain == ("own",):
                        trail = Trail(trail.links, None, NO_OUTLET_NAMED, trail.origin)
                    ends = (trail.links[0], trail.origin or trail.end)
                    if ends not in found or len(trail.links) < len(found[ends].links):
                        found[ends] = trail
            self._done[key] = tuple(found.values()) or (UNDECLARED,)
        return self._done[key]

    def _follow(
        self, article: Article, number: int, account: Account, chain: Chain, path: tuple[str, ...]
    ) -> list[Trail]:
        links = chain.chain
        if links == ("unknown",):
            return [Trail(links, None, "said to be unknown")]
        if not links or "unknown" in links or links[:-1].count("own"):
            return [Trail(links or ("unknown",), None, "a link of the chain is unknown")]
        last = links[-1]
        if last == "own":
            holder = links[-2] if len(links) > 1 else article.publisher
            record = self.corpus.records.get(holder)
            publisher = record.publisher if isinstance(record, Article) else holder
            return [Trail(links, self.normalised(publisher), "its own reporting ends in the outlet")]
        target = self.corpus.records.get(last)
        if target is None:
            return [Trail(links, None, f"{last} is not part of this dossier")]
        if not isinstance(target, Article):
            end = self.normalised(last)
            if not self._vouching(account.claim).get(end, True) and end != self.normalised(article.publisher):
                return [Trail(links, None, HAS_IT_FROM_ELSEWHERE, end)]
            return [Trail(links, end, "the chain ends here")]
        if target.id in path or len(path) > LONGEST:
            why = (
                "the chain goes in a circle"
                if target.id in path
                else f"the chain is longer than {LONGEST} articles"
            )
            return [Trail(links, None, why)]
        all_of = [n for n, other in enumerate(target.claims) if other.claim == account.claim]
        numbers = [n for n in all_of if not target.claims[n].publish]
        if not numbers and all_of:
            return [Trail(links, None, "a link of the chain is unknown")]  # its account is withheld
        if not numbers:
            self.silent.add((article.id, number, target.id))
            return [Trail(links, None, f"{target.id} has no account of this claim")]
        onward = [trail for n in numbers for trail in self.trails(target, n, path)]
        return [Trail((*links, *trail.links), trail.origin, trail.why, trail.end) for trail in onward]

    def _read_vouching(self, claim: str) -> dict[str, bool]:
        """For each outlet with a supporting account of a claim: whether one of these ends in the outlet."""
        found: dict[str, bool] = {}
        for article, number in self._given.get(claim, ()):
            account = article.claims[number]
            if account.stance in SUPPORTING:
                outlet = self.normalised(article.publisher)
                found[outlet] = found.get(outlet, False) or self._ends_in(outlet, article, account)
        return found

    def _ends_in(self, outlet: str, article: Article, account: Account) -> bool:
        """True if an account of one of the outlet's articles ends in the outlet, by its own chains alone."""
        own = account.basis != "outlet"
        return account.basis != "unstated" and any(
            own if chain.chain == ("own",) else self.normalised(chain.chain[-1]) == outlet
            for chain in chains_of(self.corpus.records, article, account)
            if chain.chain
        )


def circles(corpus: Corpus) -> set[tuple[str, ...]]:
    """Cycles of articles that rest on one another, as a whole or for one claim, at any place in a chain.

    Each cycle once, beginning with its first id.
    """
    found = _rings({a.id: _articles(corpus, _of_whole(a)) for a in corpus.articles})
    by_claim: dict[str, dict[str, list[str]]] = {}
    for article in corpus.articles:
        for account in article.claims:
            onward = by_claim.setdefault(account.claim, {}).setdefault(article.id, [])
            onward.extend(_articles(corpus, chains_of(corpus.records, article, account)))
    for claim in sorted(by_claim):
        found |= _rings(by_claim[claim])
    return found


def _of_whole(article: Article) -> list[Chain]:
    """The chains of an article as a whole."""
    return [*([article.carries] if article.carries else []), *article.rests_on]


def _articles(corpus: Corpus, chains: Sequence[Chain]) -> list[str]:
    return [id_ for chain in chains for id_ in chain.chain if isinstance(corpus.records.get(id_), Article)]


def _rings(onward: Mapping[str, Sequence[str]]) -> set[tuple[str, ...]]:
    """The cycles that a walk meets; it visits each article once, and keeps its path in a list, not on the call stack."""
    found: set[tuple[str, ...]] = set()
    done: set[str] = set()
    for start in sorted(onward):
        path: list[str] = []
        waiting: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            path.append(start)
            waiting.append((start, iter(onward[start])))
        while waiting:
            at, rest = waiting[-1]
            target = next(rest, None)
            if target is None:
                waiting.pop()
                path.pop()
                done.add(at)
            elif target in path:
                found.add(from_first(tuple(path[path.index(target) :])))
            elif target in onward and target not in done:
                path.append(target)
                waiting.append((target, iter(onward[target])))
    return found


def from_first(ring: tuple[str, ...]) -> tuple[str, ...]:
    """A cycle, rotated to begin with the first of its ids."""
    first = ring.index(min(ring))
    return (*ring[first:], *ring[:first])
