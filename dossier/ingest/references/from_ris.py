"""RIS, by rispy, record by record: a broken one is no obstacle to the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from dossier.ingest import Refused
from dossier.ingest.cleaned import cleaned
from dossier.ingest.references.entry import Entry, accessed_in, archived_in, one_line, plain, turned
from dossier.ingest.references.wording import published_in
from dossier.model.dates import SEASONS

_RIS_TYPES = frozenset(
    """ABST ART BLOG BOOK CHAP CONF CPAPER CTLG DATA EJOUR EDBOOK ELEC ENCYC GEN GOVDOC HEAR ICOMM INPR INTV JFULL
    JOUR LEGAL MAP MGZN MPCT MULTI NEWS PAMP PCOMM RPRT SER SLIDE SOUND STAND STAT THES UNPB VIDEO WEB""".split()
)
_BEGIN = re.compile(r"[ \t\ufeff]*TY\s{0,4}-")
_END = re.compile(r"[ \t]*ER\s{0,4}-")
_TAG = re.compile(r"[ \t]*([A-Z][A-Z0-9])\s{0,4}-(?:\s|$)")
_DATE = re.compile(r"(\d{4})(?:[/-](\d{0,2}))?(?:[/-](\d{0,2}))?(?:[/-](.*))?")
_SEASONS = {name: number for number, (name, _) in SEASONS.items()}
_TITLES = ("title", "primary_title", "translated_title")
_OUTLETS = (
    "journal_name",
    "secondary_title",
    "alternate_title3",
    "alternate_title2",
    "alternate_title1",
    "publisher",
    "custom3",
)


def read(text: str, name: str) -> list[Entry]:
    """The entries, broken ones among them; raises `Refused` if none can be read."""
    records = list(_records(text))
    if text.strip() and not records:
        raise Refused(f"{name} is not valid RIS: it does not begin with TY")
    entries = [_entry(*record) for record in records]
    if entries and all(entry.broken for entry in entries):
        raise Refused(f"{name} is not valid RIS: {entries[0].broken}")
    return entries


def _records(text: str) -> Iterator[tuple[int, list[str], bool]]:
    """The line at which each record begins, its lines, and whether it has an end. What stands between records is no part
    of any: headings, numbers.
    """
    begin, lines = 0, []  # type: int, list[str]
    for number, line in enumerate(text.splitlines(), 1):
        if _BEGIN.match(line):
            if lines:
                yield begin, lines, False
            begin, lines = number, []
        elif not lines:
            continue
        lines.append(_tagged(line))
        if _END.match(line):
            yield begin, lines, True
            lines = []
    if lines:
        yield begin, lines, False


def _tagged(line: str) -> str:
    """A line with its tag as rispy expects it: two letters, two blanks, a hyphen, a blank."""
    match = _TAG.match(line.lstrip("\ufeff"))
    return f"{match[1]}  - {line.lstrip(chr(0xFEFF))[match.end() :].strip()}" if match else line


def _entry(begin: int, record: list[str], ended: bool) -> Entry:
    import rispy

    if not ended:
        return Entry("", True, broken=f"the entry at line {begin} has no end (ER)")
    try:
        (item,) = rispy.loads("\n".join(record), skip_unknown_tags=True)
    except (OSError, ValueError, KeyError, IndexError) as error:
        return Entry(
            "", True, broken=f"the entry at line {begin} cannot be read ({cleaned(str(error))[:100]})"
        )
    authors = (turned(plain(a)) for key in ("authors", "first_authors") for a in _listed(item, key))
    urls = [*_listed(item, "urls"), *_listed(item, "url"), *_listed(item, "link1")]
    lines = [one_line(note) for key in ("notes", "research_notes") for note in _listed(item, key)]
    notes = "; ".join(lines)
    return Entry(
        type=one_line(item.get("type_of_reference")),
        key=one_line(item.get("id") or item.get("reference_id")),
        known=one_line(item.get("type_of_reference")) in _RIS_TYPES,
        title=_first(item, _TITLES),
        outlet=_first(item, _OUTLETS),
        authors=tuple(dict.fromkeys(filter(None, authors))),
        date=next(filter(None, map(published_in, lines)), "")
        or _date(_finest(item, ("date", "publication_year", "year"))),
        url=next(filter(None, map(one_line, urls)), ""),
        archived=archived_in(notes),
        language=one_line(item.get("language")),
        accessed=_date(_finest(item, ("access_date",))) or accessed_in(notes),
    )


def _listed(item: Mapping[str, Any], key: str) -> list[Any]:
    value = item.get(key) or []
    return value if isinstance(value, list) else [value]


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := plain(next(iter(_listed(item, key)), "")))), "")


def _finest(item: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """The longest of the dates that agree on the year with the first."""
    dates = [text for key in keys if (text := one_line(next(iter(_listed(item, key)), "")).strip())]
    return max((d for d in dates if d[:4] == dates[0][:4]), key=lambda d: len(d.strip("/")), default="")


def _date(written: str) -> str:
    """`2023/03/05/`, `2022/10//`, `2022///summer` as EDTF; any other text as it is."""
    match = _DATE.fullmatch(written.strip())
    if not match:
        return written
    year, month, day, other = match.groups()
    if not (month or "").strip("0"):
        season = _SEASONS.get((other or "").strip().lower())
        return f"{year}-{season}" if season else year
    return "-".join([year, month.zfill(2), *([day.zfill(2)] if (day or "").strip("0") else [])])
