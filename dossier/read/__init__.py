"""Content files → records. Whatever is wrong with a file is reported at its place; the other files are still read."""

from dossier.read.citation_style import check_citation_style
from dossier.read.documents import Document, document, read, reread, summed
from dossier.read.files import UNPUBLISHED, is_image, source_at
from dossier.read.positions import Texts, locate
from dossier.read.retired import read_releases, read_retired
from dossier.read.settings import check_assertions, check_settings, check_views

__all__ = [
    "UNPUBLISHED",
    "Document",
    "Texts",
    "check_assertions",
    "check_citation_style",
    "check_settings",
    "check_views",
    "document",
    "is_image",
    "locate",
    "read",
    "read_releases",
    "read_retired",
    "reread",
    "source_at",
    "summed",
]
