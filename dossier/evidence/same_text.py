"""Articles with one text of which neither says whose it is."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.evidence.origins import normalised
from dossier.model.corpus import Corpus
from dossier.model.figures import SameText
from dossier.model.inheritance import all_chains
from dossier.model.records import Article
from dossier.model.signatures import Signature, same_texts


def undeclared_same_texts(corpus: Corpus, signatures: Mapping[str, Signature]) -> tuple[SameText, ...]:
    """The pairs of articles that are nearly the same by their signatures and do not say which carries which.

    They say so where one names the other, or the other's publisher, in a chain, or where both carry one publisher's text.
    """
    here = {a.id: signatures[a.id] for a in corpus.of(Article) if a.id in signatures}
    return tuple(pair for pair in same_texts(here) if not _declared(corpus, pair))


def _declared(corpus: Corpus, pair: SameText) -> bool:
    one, other = corpus.records[pair.one], corpus.records[pair.other]
    assert isinstance(one, Article)
    assert isinstance(other, Article)
    if _names(corpus, one, other) or _names(corpus, other, one):
        return True
    carried = [_carried(corpus, article) for article in (one, other)]
    return bool(carried[0] & carried[1])


def _names(corpus: Corpus, article: Article, other: Article) -> bool:
    """True where a chain of `article` names the other, or where it carries the other's outlet."""
    if any(other.id in chain.chain for chain in all_chains(article)):
        return True
    outlet = normalised(corpus, other.publisher)
    return normalised(corpus, article.publisher) != outlet and outlet in _carried(corpus, article)


def _carried(corpus: Corpus, article: Article) -> set[str]:
    links = article.carries.chain if article.carries else ()
    return {normalised(corpus, link) for link in links if link not in ("own", "unknown")}
