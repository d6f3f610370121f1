"""An entry of references in terms that all formats share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dossier.ingest.cleaned import cleaned

ZOTERO = frozenset(
    """artwork audioRecording bill blogPost book bookSection case computerProgram conferencePaper dataset dictionaryEntry
    document email encyclopediaArticle film forumPost hearing instantMessage interview journalArticle letter magazineArticle
    manuscript map newspaperArticle patent podcast preprint presentation radioBroadcast report standard statute thesis
    tvBroadcast videoRecording webpage""".split()
)
"""Zotero's item types, which its JSON and its RDF share."""
BESIDE = ("attachment", "note", "annotation")
"""Zotero's item types that belong to another item."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in terms that all formats share."""

    type: str
    known: bool
    title: str = ""
    outlet: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    url: str = ""
    archived: str = ""
    language: str = ""


def one_line(value: Any) -> str:
    """A text or number in one line; empty for anything else."""
    return cleaned(str(value)) if isinstance(value, str | int) else ""


def numbers(values: Iterable[Any]) -> Iterator[int]:
    """The whole numbers up to the first value that is none: after an invalid month, a day means nothing.

    ASCII digits only, nine at most: "²" is a digit to Python too, and no number.
    """
    for value in values:
        text = str(value)
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            return
        yield int(text)


def turned(name: str) -> str:
    """ "Family, Given" as "Given Family"."""
    family, comma, given = name.partition(",")
    return cleaned(f"{given.strip()} {family.strip()}") if comma and "," not in given else cleaned(name)
