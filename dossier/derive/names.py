"""Names as pages show them."""

from __future__ import annotations

from dossier.model.corpus import Corpus
from dossier.model.records import Article

LONGEST_LABEL = 32
"""Characters of a name that a map shows."""


def publisher_name(corpus: Corpus, article: Article) -> str:
    """The name of the outlet that printed an article."""
    publisher = corpus.publisher_of(article)
    return publisher.title if publisher else article.publisher


def shortened(text: str, longest: int = LONGEST_LABEL) -> str:
    """A name cut to `longest` characters, with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
