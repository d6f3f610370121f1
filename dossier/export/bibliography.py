"""All sources for reference managers: BibTeX, RIS and CSL-JSON."""

from __future__ import annotations

from dossier.cite import FILES, reference
from dossier.model.corpus import Corpus
from dossier.model.records import Publisher


def bibliographies(corpus: Corpus) -> dict[str, bytes]:
    """`bibliography.bib`, `.ris` and `.json`, sources in the order of their ids."""
    references = []
    for article in sorted(corpus.articles, key=lambda article: article.id):
        publisher = corpus.records.get(article.publisher)
        references.append(reference(article, publisher if isinstance(publisher, Publisher) else None))
    return {f"bibliography.{suffix}": write(references).encode() for suffix, _, write in FILES}
