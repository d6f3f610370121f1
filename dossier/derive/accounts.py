"""The order in which the accounts of a claim are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dossier.model.corpus import Corpus
from dossier.model.figures import AccountFigures
from dossier.model.records import Article

_ORDER = {"asserts": 0, "reports": 0, "denies": 1, "differs": 2}


def in_order(corpus: Corpus, traced: Sequence[AccountFigures]) -> list[int]:
    """The numbers of a claim's accounts in the order of display: supporting, then denying, then differing."""

    def key(number: int) -> tuple[int, tuple[date, date, str], str]:
        article = corpus.records[traced[number].article]
        assert isinstance(article, Article)
        return _ORDER[traced[number].stance], article.published.sort_key, article.id

    return sorted(range(len(traced)), key=key)
