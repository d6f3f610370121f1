"""CSL-JSON: items after the CSL 1.0.2 data schema (`csl-data.json`), which Zotero, pandoc and citeproc read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from dossier.cite.dates import Point, ends
from dossier.cite.names import Name, names
from dossier.indented import indented

if TYPE_CHECKING:
    from dossier.cite.reference import Reference
    from dossier.model.dates import Window

_TYPES = {
    "newspaper": "article-newspaper",
    # Chicago and MLA treat a news site as a newspaper; APA does not, but an item has one type.
    "news-site": "article-newspaper",
    "magazine": "article-magazine",
    "webpage": "webpage",
}
_MARKUP = re.compile(r"<(?=/?(?:i|b|su[bp]|sc)>|/?span(?:\s[^<>]*)?>)", re.IGNORECASE)
"""The tags that CSL processors read in any text (CSL-JSON, "HTML-like formatting"); "a<b" is none."""


def csl(reference: Reference) -> str:
    """A file of one item: the schema knows items only in an array."""
    return csl_file((reference,))


def csl_file(references: Iterable[Reference]) -> str:
    """An array of several items."""
    return indented([csl_item(reference) for reference in references], "  ") + "\n"


def csl_item(reference: Reference) -> dict[str, Any]:
    """One item of such an array; a field without a value is left out."""
    item = {
        "id": reference.id,
        "type": _TYPES[reference.genre],
        "title": marked(reference.title),
        "author": [name_item(person) for person in names(reference)],
        "container-title": marked(reference.publisher),
        "issued": _date(reference.published),
        "accessed": _date(reference.accessed) if reference.url else None,
        "URL": reference.url,
        "language": reference.language,
        # `archive` is for the holdings of archives; styles print it as such.
        "note": f"Archived at {reference.archived}" if reference.archived else None,
    }
    return {key: value for key, value in item.items() if value}


def name_item(person: Name) -> dict[str, str]:
    """A name as an item has it: in parts, or `literal`."""
    if not person.given:
        return {"literal": marked(person.family)}
    parts = {"family": person.family, "given": person.given, "suffix": person.suffix}
    return {key: marked(value) for key, value in parts.items() if value}


def _date(window: Window) -> dict[str, Any]:
    """Date parts if they are known, a range of them for an interval; any other window is a literal, in words.

    CSL's `circa` covers both EDTF's "approximate" and its "uncertain" (CSL 1.0.2, "Approximate dates").
    """
    begin, end = ends(window)
    points = [point for point in (begin, None if window.shape == "point" else end) if point]
    whole = window.shape == "point" or (window.shape == "interval" and len(points) == 2)
    if not whole or any("X" in point.year for point in points) or (len(points) == 2 and _seasonal(points)):
        return {"literal": window.wording}
    date: dict[str, Any] = {"date-parts": [date_parts(point) for point in points]}
    if _seasonal(points):
        date["season"] = points[0].month - 20
    if any(point.doubt for point in points):
        date["circa"] = True
    return date


def date_parts(point: Point) -> list[int]:
    """The year, and the month and the day where they are known; a season is left out."""
    return [int(point.year), *(part for part in (0 if point.season else point.month, point.day) if part)]


def _seasonal(points: Iterable[Point]) -> bool:
    return any(point.season for point in points)


def marked(text: str) -> str:
    """Text in which no tag is recognised: CSL has no escape, so an invisible word joiner splits a tag's first letters."""
    return _MARKUP.sub("<\u2060", text)
