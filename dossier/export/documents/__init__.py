"""Documents to be read from beginning to end: some records with their evidence, or the complete dossier.

`assembly.py` makes a `Document` (`model.py`) of corpus and figures, once; `pdf.py` and `epub.py` write it. Contributors'
texts are data in it, and stay data for Typst and in XHTML (docs/decisions/0027).
"""

from __future__ import annotations

from typing import NamedTuple


class Form(NamedTuple):
    """A form that documents are written in."""

    name: str
    """What `dossier export` calls it, and how its file's name ends."""
    title: str
    standard: str
    """Its standard, with the version."""


DOCUMENTS = {
    each.name: each
    for each in (
        Form("pdf", "A document to read and to print", "PDF 1.7, PDF/UA-1, PDF/A-2a"),
        Form("epub", "A document to read, as a book", "EPUB 3.3"),
    )
}
