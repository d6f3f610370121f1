"""A record's page in plain Markdown (CommonMark 0.31), for readers without a browser and for programs: its twin.

It has what the page says in words: title, evidence with what speaks against it, accounts, sources with their addresses. No
label is in it.
"""

from __future__ import annotations

from dossier.export.twins.of_records import lines_of
from dossier.export.twins.writing import Writing
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Record

__all__ = ["twin"]


def twin(corpus: Corpus, figures: Figures, record: Record) -> str:
    """The twin of a record's page."""
    writing = Writing(corpus, figures, "../" * record.address.count("/"))
    return "\n".join(lines_of(writing, record)).rstrip("\n") + "\n"
