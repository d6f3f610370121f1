"""Articles with the same text, neither of which declares whose it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import product
from math import prod
from typing import Any

from dossier.evidence.origins import normalised
from dossier.model.corpus import Corpus
from dossier.model.figures import SameText
from dossier.model.inheritance import chains_of
from dossier.model.parts import Chain
from dossier.model.records import Article
from dossier.model.signatures import Signature, same_texts


def undeclared_same_texts(corpus: Corpus, signatures: Mapping[str, Signature]) -> tuple[SameText, ...]:
    """The pairs of articles that are nearly equal by their signatures and do not declare which carries which.

    They do if one names the other, or the other's publisher, in a chain, or if both carry one publisher's text.
    """
    here = {a.id: signatures[a.id] for a in corpus.of(Article) if a.id in signatures}
    return tuple(pair for pair in same_texts(here) if not _declared(corpus, pair))


def _declared(corpus: Corpus, pair: SameText) -> bool:
    one, other = corpus.records[pair.one], corpus.records[pair.other]
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    if _is_own_for_both(corpus, one, other):
        return False
    if _names(corpus, one, other) or _names(corpus, other, one):
        return True
    carried = [_carried(corpus, article) for article in (one, other)]
    return bool(carried[0] & carried[1])


def _is_own_for_both(corpus: Corpus, one: Article, other: Article) -> bool:
    """True if both account for one claim and each calls it its own: then nothing is declared to be another's."""
    own = [
        {
            a.claim
            for a in article.claims
            if not a.publish and ("own",) in [c.chain for c in chains_of(corpus.records, article, a)]
        }
        for article in (one, other)
    ]
    return bool(own[0] & own[1])


def _names(corpus: Corpus, article: Article, other: Article) -> bool:
    """True if `article` names the other for its whole text, or in each of its accounts, or carries the other's outlet.

    One account that rests on the other says nothing about the rest of the text.
    """
    of_text = [*([article.carries] if article.carries else []), *article.rests_on]
    accounts = [chains_of(corpus.records, article, a) for a in article.claims if not a.publish]
    if _leads_to(of_text, other) or (accounts and all(_leads_to(chains, other) for chains in accounts)):
        return True
    outlet = normalised(corpus, other.publisher)
    return normalised(corpus, article.publisher) != outlet and outlet in _carried(corpus, article)


def _leads_to(chains: Iterable[Chain], article: Article) -> bool:
    return any(article.id in chain.chain for chain in chains)


def _carried(corpus: Corpus, article: Article) -> set[str]:
    """The publisher whose text an article declares to carry: an agency by its name, or by its article."""
    links = article.carries.chain if article.carries else ()
    pages = [page for link in links if isinstance(page := corpus.records.get(link), Article)]
    named = [link for link in links if link not in ("own", "unknown")]
    return {normalised(corpus, id_) for id_ in (*named, *(page.publisher for page in pages))}


MOST_CHOICES = 4_096
"""Combinations of one counted article for each text that are compared; beyond, each text is decided by itself."""


def groups_of(same_texts: Iterable[SameText]) -> dict[str, frozenset[str]]:
    """For each article of a pair, all that share its text, directly or through others, including itself."""
    found: dict[str, frozenset[str]] = {}
    for pair in same_texts:
        group = found.get(pair.one, frozenset((pair.one,))) | found.get(pair.other, frozenset((pair.other,)))
        found |= dict.fromkeys(group, group)
    return found


def counted_instead(
    origins: Mapping[str, set[str]],
    groups: Mapping[str, frozenset[str]],
    outlet: Callable[[str], str],
    order: Callable[[str], Any],
) -> dict[str, str]:
    """For articles with the same text that would add an origin: the one that is counted instead of them.

    `origins` are the known origins of a claim's supporting articles, `outlet` returns an article's own. For each text
    the article counts with which the claim has the fewest origins, so that another copy adds none; of several, the first
    by `order`. If one leads beyond its own outlet, those that do not are copies of it, whatever their day.
    """
    texts = [
        sorted((id_ for id_ in origins if id_ in group), key=order)
        for group in dict.fromkeys(groups[id_] for id_ in origins if id_ in groups)
    ]
    texts.sort(key=lambda ids: order(ids[0]))
    alone = {origin for id_, of in origins.items() if id_ not in groups for origin in of}
    choices = []
    for ids in texts:
        known = [id_ for id_ in ids if origins[id_]]
        beyond = [origins[id_] for id_ in known if origins[id_] != {outlet(id_)}]
        candidates = [id_ for id_ in known if not beyond or origins[id_] in beyond]
        by_origins = {frozenset(origins[id_]): id_ for id_ in reversed(candidates)}
        choices.append(sorted(by_origins.values(), key=order) or ids[:1])
    if prod(map(len, choices)) > MOST_CHOICES:
        choices = [[min(ids, key=lambda id_: (len(origins[id_] - alone), order(id_)))] for ids in choices]
    chosen = min(product(*choices), key=lambda ids: len(alone.union(*(origins[id_] for id_ in ids))))
    counted = alone.union(*(origins[id_] for id_ in chosen))
    return {
        id_: first
        for ids, first in zip(texts, chosen, strict=True)
        for id_ in ids
        if id_ != first and not (origins[id_] and origins[id_] <= counted)
    }
