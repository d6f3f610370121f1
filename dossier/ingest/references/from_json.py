"""CSL-JSON (CSL 1.0.2), and Zotero's JSON as its API and Better BibTeX write it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from dossier.ingest import Refused
from dossier.ingest.references.entry import BESIDE, ZOTERO, Entry, numbers, one_line

CSL = frozenset(
    """article article-journal article-magazine article-newspaper bill book broadcast chapter classic collection dataset
    document entry entry-dictionary entry-encyclopedia event figure graphic hearing interview legal_case legislation
    manuscript map motion_picture musical_score pamphlet paper-conference patent performance periodical
    personal_communication post post-weblog regulation report review review-book software song speech standard thesis treaty
    webpage""".split()
)


def read(text: str, name: str) -> list[Entry]:
    """The entries; raises `Refused`."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = f" (line {error.lineno})" if isinstance(error, json.JSONDecodeError) else ""
        raise Refused(f"{name} is not valid JSON{line}") from None
    if isinstance(data, Mapping):
        data = data.get("items", [data])
    if (
        not isinstance(data, Sequence)
        or isinstance(data, str)
        or not all(isinstance(d, Mapping) for d in data)
    ):
        raise Refused(f"{name} is neither CSL-JSON nor Zotero's JSON")
    items = [item["data"] if isinstance(item.get("data"), Mapping) else item for item in data]
    if not all("itemType" in item or "type" in item for item in items):
        raise Refused(f"{name} is neither CSL-JSON nor Zotero's JSON: an entry has no type")
    return [_zotero(i) if "itemType" in i else _csl(i) for i in items if i.get("itemType") not in BESIDE]


def _csl(item: Mapping[str, Any]) -> Entry:
    people = item.get("author")
    issued = item.get("issued")
    date = ""
    if isinstance(issued, Mapping):
        parts = issued.get("date-parts")
        if isinstance(parts, list) and parts and all(isinstance(p, list) for p in parts):
            days = [
                "-".join(f"{n:0{2 if i else 4}}" for i, n in enumerate(numbers(p[:3]))) for p in parts[:2]
            ]
            date = "/".join(day for day in days if day)
        date = date or one_line(issued.get("raw") or issued.get("literal"))
    elif isinstance(issued, str):
        date = issued
    kind = one_line(item.get("type"))
    return Entry(
        type=kind,
        known=kind in CSL,
        title=one_line(item.get("title")),
        outlet=one_line(item.get("container-title") or item.get("publisher")),
        authors=tuple(filter(None, map(_person, people if isinstance(people, list) else ()))),
        date=date,
        url=one_line(item.get("URL")),
        archived=one_line(item.get("archive_location")),
        language=one_line(item.get("language")),
    )


def _zotero(item: Mapping[str, Any]) -> Entry:
    kind = one_line(item.get("itemType"))
    outlets = (
        "publicationTitle",
        "websiteTitle",
        "blogTitle",
        "forumTitle",
        "network",
        "bookTitle",
        "institution",
        "publisher",
    )
    people = item.get("creators")
    authors = [
        _person(p)
        for p in (people if isinstance(people, list) else ())
        if isinstance(p, Mapping)
        and p.get("creatorType", "author") in ("author", "interviewee", "presenter", "podcaster")
    ]
    return Entry(
        type=kind,
        known=kind in ZOTERO,
        title=one_line(item.get("title")),
        outlet=next((name for key in outlets if (name := one_line(item.get(key)))), ""),
        authors=tuple(filter(None, authors)),
        date=one_line(item.get("date")),
        url=one_line(item.get("url")),
        archived=one_line(item.get("archiveLocation")),
        language=one_line(item.get("language")),
    )


def _person(value: Any) -> str:
    """A person as CSL and Zotero write one: family and given, or a literal."""
    if not isinstance(value, Mapping):
        return one_line(value)
    get = {
        key: one_line(value.get(key))
        for key in ("literal", "name", "given", "firstName", "family", "lastName")
    }
    parts = (
        get["given"] or get["firstName"],
        one_line(value.get("non-dropping-particle")),
        get["family"] or get["lastName"],
    )
    return get["literal"] or get["name"] or " ".join(part for part in parts if part)
