"""Content files → records. Whatever is wrong with a file is reported at its place, and the others are read all the same."""

from dossier.read.documents import Document, Known, read
from dossier.read.positions import locate
from dossier.read.retired import read_retired
from dossier.read.settings import check_settings

__all__ = ["Document", "Known", "check_settings", "locate", "read", "read_retired"]
