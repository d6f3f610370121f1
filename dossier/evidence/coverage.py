"""Coverage of an event or a claim: outlets, languages, countries, controllers."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from dossier.model.corpus import Corpus
from dossier.model.figures import Coverage
from dossier.model.records import Article, Publisher


def coverage(corpus: Corpus, article_ids: Sequence[str], root: Callable[[str], str | None]) -> Coverage:
    """The coverage by these articles; `root` returns the recorded controller of an outlet."""
    articles = [record for id_ in article_ids if isinstance(record := corpus.records.get(id_), Article)]
    publishers = sorted({article.publisher for article in articles})
    outlets = [record for id_ in publishers if isinstance(record := corpus.records.get(id_), Publisher)]
    roots = [root(outlet.id) for outlet in outlets]
    return Coverage(
        publishers=tuple(publishers),
        languages=tuple(sorted({article.language for article in articles})),
        countries=tuple(sorted({outlet.country for outlet in outlets if outlet.country})),
        without_country=sum(not outlet.country for outlet in outlets),
        controllers=tuple(sorted({root for root in roots if root})),
        without_controller=sum(not root for root in roots),
    )
