"""Names as pages show them."""

from __future__ import annotations

from dossier.model.corpus import Corpus
from dossier.model.records import Article


def publisher_name(corpus: Corpus, article: Article) -> str:
    """The name of the outlet that printed an article."""
    publisher = corpus.publisher_of(article)
    return publisher.title if publisher else article.publisher
