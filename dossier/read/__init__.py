"""Content files → records. Whatever is wrong with a file is reported at its place, and the others are read all the same."""

from dossier.read.documents import Document, read
from dossier.read.positions import locate

__all__ = ["Document", "locate", "read"]
