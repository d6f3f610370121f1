"""The impact of removing a source: claims that lose an origin, or their last one."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.evidence.origins import normalised
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures


@dataclass(frozen=True, slots=True)
class Fall:
    """A claim's figures with and without a source."""

    claim: str
    articles: tuple[int, int]
    origins: tuple[int, int]
    """Independent origins before and after."""
    lost: tuple[str, ...]
    """The origins that are lost."""

    @property
    def to_nothing(self) -> bool:
        """True when no known origin is left where there was one."""
        return self.origins[0] > 0 and self.origins[1] == 0

    @property
    def to_one(self) -> bool:
        """True when a single origin is left of several."""
        return self.origins[0] > 1 and self.origins[1] == 1


def gone_with(corpus: Corpus, id_: str) -> frozenset[str]:
    """The records removed with `id_`: publishers that are it or are editions of it, and the articles of those."""
    publishers = {p.id for p in corpus.publishers if id_ in (p.id, normalised(corpus, p.id))}
    return frozenset({id_, *publishers, *(a.id for a in corpus.articles if a.publisher in publishers)})


def falls(before: Figures, after: Figures) -> list[Fall]:
    """The claims whose figures change, those that lose most first."""
    found = []
    for id_, figures in before.claims.items():
        then = after.claims.get(id_)
        articles = (len(figures.articles), len(then.articles) if then else 0)
        origins = (len(figures.origins), len(then.origins) if then else 0)
        if articles[0] != articles[1] or origins[0] != origins[1]:
            lost = tuple(sorted(set(figures.origins) - set(then.origins if then else ())))
            found.append(Fall(id_, articles, origins, lost))
    return sorted(found, key=lambda fall: (not fall.to_nothing, not fall.to_one, fall.claim))
