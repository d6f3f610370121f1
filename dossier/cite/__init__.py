"""Citations of a dossier's articles: in three styles, and as records for reference managers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from dossier.cite.apa import apa
from dossier.cite.bibtex import bibtex, bibtex_file
from dossier.cite.chicago import chicago, chicago_bibliography, chicago_short
from dossier.cite.csl import csl, csl_file, csl_item
from dossier.cite.mla import mla
from dossier.cite.note_style import CHICAGO, NoteStyle
from dossier.cite.reference import Reference, reference, reference_of
from dossier.cite.ris import ris, ris_file
from dossier.cite.text import Citation, Run

__all__ = [
    "CHICAGO",
    "FILES",
    "STYLES",
    "Citation",
    "NoteStyle",
    "Reference",
    "Run",
    "Style",
    "apa",
    "bibtex",
    "bibtex_file",
    "chicago",
    "chicago_bibliography",
    "chicago_short",
    "csl",
    "csl_file",
    "csl_item",
    "mla",
    "reference",
    "reference_of",
    "ris",
    "ris_file",
]


class Style(NamedTuple):
    """A citation style, as it is offered to readers."""

    key: str
    label: str
    cite: Callable[[Reference], Citation | str]
    """Returns a formatted citation, or the text of a record."""


STYLES = (
    Style("chicago", "Chicago note", chicago),
    Style("apa", "APA", apa),
    Style("mla", "MLA", mla),
    Style("bibtex", "BibTeX", bibtex),
    Style("ris", "RIS", ris),
    Style("csl", "CSL-JSON", csl),
)
"""The styles in the order in which they are offered."""

FILES = (
    ("bib", "application/x-bibtex", bibtex_file),
    ("ris", "application/x-research-info-systems", ris_file),
    ("json", "application/vnd.citationstyles.csl+json", csl_file),
)
"""The formats that hold many references: the file's suffix, its media type, the function."""
