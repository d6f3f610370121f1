"""An entry of references in terms that all formats share."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from dossier.cite.names import person
from dossier.ingest.cleaned import cleaned
from dossier.ingest.metadata import unescaped

ZOTERO = frozenset(
    """artwork audioRecording bill blogPost book bookSection case computerProgram conferencePaper dataset dictionaryEntry
    document email encyclopediaArticle film forumPost hearing instantMessage interview journalArticle letter magazineArticle
    manuscript map newspaperArticle patent podcast preprint presentation radioBroadcast report standard statute thesis
    tvBroadcast videoRecording webpage""".split()
)
"""Zotero's item types, which its JSON and its RDF share."""
BESIDE = ("attachment", "note", "annotation")
"""Zotero's item types that belong to another item."""

_MARKUP = re.compile(r"</?(?:i|b|em|strong|sup|sub|sc|u|span)(?:\s[^<>]{0,100})?/?>", re.I)
_COMPANY = re.compile(
    r"(?:inc|incorporated|ltd|limited|llc|llp|plc|co|corp|corporation|gmbh|ag|kg|e\.?v|s\.?a|s\.?p\.?a|s\.?r\.?l|n\.?v|b\.?v"
    r"|a\.?[şs]|oy|ab|pjsc|ojsc|jsc)\.?",
    re.I,
)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.I)
_ARCHIVED = re.compile(r"(?:archived (?:at|copy|version|from)|archive)[:\s]{1,3}(https?://[^\s{}<>]+)", re.I)
_ACCESSED = re.compile(
    r"(?:accessed|retrieved|abgerufen|zugriff|consulté|erişim(?: tarihi)?|дата обращения)(?: on| am| le)?[:\s]{1,3}"
    r"([^\];]{6,30})",
    re.I,
)


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
    accessed: str = ""
    """When the source was read, as the reference says; a date as written."""
    key: str = ""
    """By what the file itself calls the entry; empty where it does not."""
    broken: str = ""
    """Why the entry cannot be read; empty if it can."""


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


def plain(value: Any) -> str:
    """A text or number in one line, without the HTML that CSL and Zotero read in any text (`<i>`, `&amp;`)."""
    text = unescaped(value) if isinstance(value, str) else value
    return one_line(_MARKUP.sub("", text) if isinstance(text, str) and "<" in text else text)


def turned(name: str) -> str:
    """ "Family, Given" as "Given Family", and "Family, Given, Jr." or "Family, Jr., Given" with the suffix last.

    A company's name is left as it is, and so is one whose family name would not be found again: "García Márquez, Gabriel".
    """
    parts = [cleaned(part) for part in name.split(",")]
    parts = [part for part in parts if part]
    if len(parts) < 2 or len(parts) > 3 or _COMPANY.fullmatch(parts[-1]):
        return ", ".join(parts)
    if len(parts) == 3:
        family, *others = parts
        suffix = next((part for part in others if _SUFFIX.fullmatch(part)), "")
        if not suffix:
            return ", ".join(parts)
        return f"{others[1 - others.index(suffix)]} {family} {suffix}"
    family, given = parts
    return person(given, family)


def archived_in(note: str) -> str:
    """The address of an archived copy in a note: "Archived at https://…"."""
    match = _ARCHIVED.search(note)
    return match[1].rstrip(".,;") if match else ""


def accessed_in(note: str) -> str:
    """The day in a note such as "Accessed: 6 March 2023"; empty without one."""
    match = _ACCESSED.search(note)
    return match[1] if match else ""
