"""An entry in the words that the formats of references share."""

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
"""Zotero's types of items, which its JSON and its RDF have in common."""
BESIDE = ("attachment", "note", "annotation")
"""Zotero's items that belong to another."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry in the words that the formats share."""

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
    """The whole numbers in front of the first value that is none: after a month that is none, a day tells nothing.

    Digits of ASCII only, nine at most: "²" is a digit to Python too, and no number.
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
