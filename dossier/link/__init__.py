"""Records → a `Corpus`: ids resolved, links and citations of the texts checked, everything that leads to a record listed."""

from dossier.link.corpus import corpus_of, link

__all__ = ["corpus_of", "link"]
