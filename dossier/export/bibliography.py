"""All sources for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from dossier.cite import FILES, reference_of
from dossier.model.corpus import Corpus


def bibliographies(corpus: Corpus) -> dict[str, bytes]:
    """`bibliography.bib`, `.ris` and `.json`, sources in the order of their ids."""
    articles = sorted(corpus.articles, key=lambda article: article.id)
    references = [reference_of(corpus, article) for article in articles]
    return {f"bibliography.{suffix}": write(references).encode() for suffix, _, write in FILES}
