"""CSL-JSON (CSL 1.0.2), and Zotero's JSON as its API and Better BibTeX write it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from dossier.cite.names import person, whole
from dossier.ingest import Refused
from dossier.ingest.references.entry import (
    BESIDE,
    ZOTERO,
    Entry,
    accessed_in,
    archived_in,
    numbers,
    one_line,
    plain,
)
from dossier.model.dates import SEASONS

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
    if isinstance(data, Mapping):  # Better BibTeX's debug export: items by key
        data = list(data.values())
    if not isinstance(data, Sequence) or isinstance(data, str):
        raise Refused(f"{name} is neither CSL-JSON nor Zotero's JSON")
    entries = [entry for number, item in enumerate(data, 1) if (entry := _entry(item, number)) is not None]
    if entries and all(entry.broken for entry in entries):
        raise Refused(f"{name} is neither CSL-JSON nor Zotero's JSON: {entries[0].broken}")
    return entries


def _entry(item: Any, number: int) -> Entry | None:
    """An item of either kind; None for one that belongs to another item."""
    for wrapper in ("data", "csljson"):  # Zotero's API
        if isinstance(item, Mapping) and isinstance(item.get(wrapper), Mapping):
            item = item[wrapper]
            break
    if not isinstance(item, Mapping) or not ("itemType" in item or "type" in item):
        return Entry("", True, broken=f"entry {number} has no type")
    if item.get("itemType") in BESIDE:
        return None
    return _zotero(item) if "itemType" in item else _csl(item)


def _csl(item: Mapping[str, Any]) -> Entry:
    people = item.get("author")
    kind = one_line(item.get("type"))
    note = one_line(item.get("note"))
    return Entry(
        type=kind,
        known=kind in CSL,
        key=one_line(item.get("id")),
        title=_text(item.get("title")),
        outlet=_text(item.get("container-title")) or _text(item.get("publisher")),
        authors=tuple(filter(None, map(_person, people if isinstance(people, list) else ()))),
        date=_date(item.get("issued")),
        url=one_line(item.get("URL")),
        archived=_if_address(item.get("archive_location")) or archived_in(note),
        language=one_line(item.get("language")),
        accessed=_date(item.get("accessed")) or accessed_in(note),
    )


def _text(value: Any) -> str:
    """A text of CSL; some programs write a list of one."""
    return plain(value[0] if isinstance(value, list) and value else value)


def _if_address(value: Any) -> str:
    text = one_line(value)
    return text if text.startswith(("http://", "https://")) else ""


def _date(value: Any) -> str:
    """A date of CSL (1.0.2, "Dates") as EDTF, or as it is worded."""
    if isinstance(value, list):
        value = {"date-parts": value}
    if not isinstance(value, Mapping):
        return one_line(value)
    parts = value.get("date-parts")
    if isinstance(parts, list) and parts and not isinstance(parts[0], list):
        parts = [parts]  # a common mistake: one level too few
    days = [_day(p) for p in (parts if isinstance(parts, list) else ())[:2] if isinstance(p, list)]
    days = [day for day in days if day]
    if not days:
        return one_line(value.get("raw") or value.get("literal"))
    season = _season(value.get("season"))
    if len(days) == 1 and season and len(days[0]) == 4:
        days = [f"{days[0]}-{season}"]
    circa = "~" if value.get("circa") and str(value["circa"]).lower() not in ("false", "0") else ""
    return "/".join(f"{day}{circa}" for day in days)


def _day(parts: list[Any]) -> str:
    """Year, month and day; `["2023-03-05"]`, too."""
    if len(parts) == 1 and isinstance(parts[0], str) and "-" in parts[0]:
        return one_line(parts[0])
    known = list(takewhile(bool, numbers(parts[:3])))
    return "-".join(f"{number:0{2 if place else 4}}" for place, number in enumerate(known))


def _season(value: Any) -> int:
    """A season as EDTF has it: 21 to 24; CSL has 1 to 4, and names are in use."""
    if isinstance(value, str) and not value.isdecimal():
        return next((number for number, (name, _) in SEASONS.items() if name == value.strip().lower()), 0)
    number = next(numbers([value]), 0)
    return number + 20 if 1 <= number <= 4 else number if 21 <= number <= 24 else 0


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
        title=plain(item.get("title")),
        outlet=next((name for key in outlets if (name := plain(item.get(key)))), ""),
        authors=tuple(filter(None, authors)),
        date=one_line(item.get("date")),
        url=one_line(item.get("url")),
        archived=_if_address(item.get("archiveLocation")) or archived_in(one_line(item.get("extra"))),
        language=one_line(item.get("language")),
        accessed=one_line(item.get("accessDate")),
    )


def _person(value: Any) -> str:
    """A person as CSL and Zotero write one: family and given, or a literal."""
    if not isinstance(value, Mapping):
        return plain(value)
    get = {
        key: plain(value.get(key)) for key in ("literal", "name", "given", "firstName", "family", "lastName")
    }
    given = f"{get['given'] or get['firstName']} {plain(value.get('dropping-particle'))}".strip()
    family = f"{plain(value.get('non-dropping-particle'))} {get['family'] or get['lastName']}".strip()
    suffix = plain(value.get("suffix"))
    if given and family and not suffix:
        return whole(get["literal"] or get["name"]) or person(given, family)
    return whole(get["literal"] or get["name"]) or " ".join(part for part in (given, family, suffix) if part)
