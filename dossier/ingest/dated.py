"""The day a page was published: of the dates that it gives for itself, the first that can be one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

from dossier.ingest import copies, metadata
from dossier.ingest.cleaned import cleaned
from dossier.ingest.page_address import sound
from dossier.ingest.paragraphs import CHANGED
from dossier.ingest.printed_dates import edtf, from_address, implausible
from dossier.ingest.source import Found
from dossier.ingest.stated import Page

MOST = 200
"""Elements with a date that are considered."""
_DATED = re.compile(r"date|time|publish|posted|tarih|تاريخ", re.I)


def published(page: Page, language: str, today: date) -> tuple[Found | None, list[str]]:
    """The day of publication, as fine as the page gives it; and notes where the page contradicts itself or gives a date
    that cannot be one, which is passed over.
    """
    dates: list[Found] = []
    notes: list[str] = []
    for text, how in _dates(page):
        day = edtf(text, language)
        if wrong := implausible(day or "", text, today):
            notes.append(f'{how} "{cleaned(text)[:40]}" {wrong}, and was passed over')
        elif day:
            dates.append(Found(day, how))
    notes = list(dict.fromkeys(notes))[:3]
    if dates:
        first = dates[0]
        other = next((f for f in dates if _differs(f.value, first.value)), None)
        if other is not None:
            notes.append(f"the page also gives the date {other.value} ({other.how})")
        return first, notes
    address = sound(copies.original(page.address))
    day = from_address(address.partition("?")[0])
    return (Found(day, "the address") if day and not implausible(day, day, today) else None), notes


def _differs(a: str, b: str) -> bool:
    return not (a.startswith(b) or b.startswith(a) or ".." in a or ".." in b)


def _dates(page: Page) -> Iterator[tuple[str, str]]:
    if text := metadata.text_of(page.ld.get("datePublished")):
        yield text, "JSON-LD datePublished"
    tag = page.first(
        "article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "pubdate", "publishdate",
        "citation_publication_date", "dc.date.issued", "dcterms.created", "dc.date", "date", "sailthru.date",
    )  # fmt: skip
    if tag:
        yield tag.value, tag.how
    for element in page.marked("datePublished"):
        yield (
            element.get("content") or element.get("datetime") or "".join(element.itertext()),
            "microdata datePublished",
        )
        break
    for element in islice(page.tree.iter("time"), MOST):
        if page.around.is_outside(element) or any(
            CHANGED.search(f"{e.get('class', '')} {e.get('itemprop', '')}")
            for e in (element, *element.iterancestors())
        ):
            continue
        text = cleaned("".join(element.itertext()))
        if not CHANGED.search(text):
            yield element.get("datetime") or text, "time element"
            break
    printed = (e for e in page.tree.iter("span", "div", "p", "li") if _is_dated(e))
    for element in islice(printed, MOST):
        if not page.around.is_outside(element):
            text = CHANGED.split(cleaned("".join(element.itertext())), maxsplit=1)[0]
            if 6 <= len(text) <= 100:
                yield text, "printed on the page"


def _is_dated(element: Any) -> bool:
    """Whether the names of an element say that it holds a date."""
    kind = f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    return bool(_DATED.search(kind)) and not CHANGED.search(kind)
