"""Records → a `Corpus`: references checked, links and citations of bodies checked, and everything indexed by its target."""

from dossier.link.bodies import BodyChecker
from dossier.link.corpus import corpus_of, link, linked
from dossier.link.mentions import Named, named_by_source, named_in, relink
from dossier.link.published import published
from dossier.link.updates import updated

__all__ = [
    "BodyChecker",
    "Named",
    "corpus_of",
    "link",
    "linked",
    "named_by_source",
    "named_in",
    "published",
    "relink",
    "updated",
]
