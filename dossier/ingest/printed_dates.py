"""A printed date → EDTF, never finer: "January 2023" is a month, and 02/03/2023 is a window of two readings.

Years before 1900 and after 2199 are not read: they are of another calendar, or placeholders (`not_gregorian`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from dossier.ingest.months import folded_name, month
from dossier.model.checks import Malformed
from dossier.model.dates import Window

LONGEST = 100
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ]\d{1,2}[:.]?\d{2}.{0,30})?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?\d{4,6}Z?)?")
_YEAR_FIRST = re.compile(r"(?<![\d./-])(\d{4})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?![\d])")
_NUMBERS = re.compile(r"(?<![\d./-])(\d{1,2})\s?([./-])\s?(\d{1,2})\s?\2\s?(\d{4})(?!\d)")
_EAST_ASIAN = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월](?:\s?(\d{1,2})\s?[日일号號])?")
_IN_ADDRESS = re.compile(r"/((?:19|20)\d{2})[/-]([01]?\d)(?:[/-]([0-3]?\d))?(?=[/-]|$)")
_CLOCK = re.compile(
    r"\d{1,2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:\s?[apAP]\.?[mM]\b\.?)?(?:\s?[+-]\d{2}:?\d{2}\b)?"
    r"|\b(?:GMT|UTC|TSİ|MSK|МСК)\b|\b[A-Z]{2,3}T\b"
)
_TOKEN = re.compile(r"\d+|[^\W\d_](?:[^\W\d_]|(?!\w)[\u0900-\u0dff\u0e31-\u0e4e])*|[-–—/,~]")
"""Vowels of Indian scripts and of Thai are part of a word, and no letters to `re`."""
_TO = frozenset("- – — ~ to until till and bis und au et по до и الی تا و ila ile ve".split())
"""Between two dates or days: what is meant is a time from one to the other, or both."""
_BETWEEN = frozenset(
    "st nd rd th of the er ere e de del di do den le d m г ی in من لعام سنه year yili році року жылы анд".split()
)
"""Between the parts of one date."""
_ZERO_DATES = {
    "0000-00-00": "no date",
    "0001-01-01": "the zero of .NET and Go",
    "1899-12-30": "the zero of spreadsheets",
    "1900-01-01": "the zero of spreadsheets",
    "1969-12-31": "the zero of Unix",
    "1970-01-01": "the zero of Unix",
}
_B = "[FTS]{0,2}"
_DAY = f"(?:D{_B}M(?:[ST]M)?{_B}Y|M{_B}D{_B}Y)"
_FORMS = tuple(
    re.compile(form)
    for form in (
        f"{_DAY}T{_DAY}",  # 5 March 2023 - 7 March 2023
        f"D{_B}MTD{_B}M{_B}Y",  # 28 February - 2 March 2023
        f"M{_B}DTM{_B}D{_B}Y",
        f"D[TS]D{_B}M(?:[ST]M)?{_B}Y",  # 5-7 March 2023
        f"M{_B}D[TS]D{_B}Y",
        _DAY,
        f"Y{_B}M{_B}D",
        f"M(?:[ST]M)?{_B}Y",
        f"Y{_B}M",
    )
)
"""Dates as kinds of words, one letter each: Day, Month, Year, To, Separator, Filler. Longer ones come first."""


def edtf(printed: str, language: str = "") -> str | None:
    """The date in a short text, or None; `language` is a BCP 47 tag. Relative dates ("yesterday") give None."""
    text = _plain(printed)
    if match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        return _of(*match.groups())
    if match := _EAST_ASIAN.search(text):
        return _of(*match.groups())
    clockless = _CLOCK.sub(" ", text)
    if match := _YEAR_FIRST.search(clockless):
        year, _, month_, day = match.groups()
        return _common(_of(year, month_, day), *_others(_YEAR_FIRST, clockless, match))
    if match := _NUMBERS.search(clockless):
        return _common(_numbers(match), *_others(_NUMBERS, clockless, match))
    return _spelt(clockless, language)


def not_gregorian(printed: str) -> str:
    """Why a date with a year in it is not taken; empty if nothing is wrong with its year."""
    text = _plain(printed)
    for zero, whose in _ZERO_DATES.items():
        if text.startswith(zero):
            return f"is a placeholder ({whose})"
    years = [int(year) for year in re.findall(r"(?<!\d)\d{4}(?!\d)", text)]
    if any(1900 <= year < 2200 for year in years):
        return ""
    for year in years:
        if 1300 <= year < 1500:
            return f"has the year {year}, of the Solar or the lunar Hijri calendar"
        if 2400 <= year < 2700:
            return f"has the year {year}, of the Buddhist calendar"
        if 5700 <= year < 5900:
            return f"has the year {year}, of the Hebrew calendar"
    return f"has the year {years[0]}" if years else ""


def implausible(day: str, written: str, today: date, first_year: int = 1900) -> str:
    """Why a date cannot be the one of a publication, as words behind it; empty if it can. `day` is EDTF, or empty."""
    window = Window.parse(day) if day else None
    if window and window.latest and first_year <= window.latest.year < 1900:
        return ""
    if wrong := not_gregorian(written):
        return wrong
    if (
        window and window.earliest and window.earliest > today + timedelta(days=1)
    ):  # it may be tomorrow elsewhere
        return "has not come yet"
    return ""


def from_address(address: str) -> str | None:
    """The date in an address: /2023/01/02/ or /2023/01/."""
    match = _IN_ADDRESS.search(address)
    return _of(*match.groups()) if match else None


def _plain(printed: str) -> str:
    """One line with ASCII digits."""
    digits = "".join(str(int(c)) if c.isdecimal() else c for c in printed[: 10 * LONGEST])
    return " ".join(digits.split())[:LONGEST]


def _of(year: str | None, month_: str | None, day: str | None) -> str | None:
    """A date of its parts; one that is zero is not known, nor what is finer."""
    if year is None or not 1900 <= int(year) < 2200:
        return None
    number = int(month_ or 0)
    parts = [int(day or 0)] if number and int(day or 0) else []
    return _valid("-".join((year, *(f"{part:02}" for part in ([number] if number else []) + parts))))


def _numbers(match: re.Match[str]) -> str | None:
    """Day and month in either order, unless a full stop says that the day comes first."""
    first, mark, second, year = match.groups()
    days = [_of(year, second, first), _of(year, first, second)]
    readings = sorted({day for day in (days[:1] if mark == "." else days) if day})
    return "..".join(readings) or None


def _others(pattern: re.Pattern[str], text: str, match: re.Match[str]) -> list[str | None]:
    """The date at the other end of a range, if the date matched begins one."""
    after = text[match.end() :].strip()
    mark = _TOKEN.match(after)
    if not mark or folded_name(mark[0]) not in _TO | {"/"}:
        return []
    end = pattern.match(after[mark.end() :].strip())
    if not end:
        return []
    if pattern is _YEAR_FIRST:
        return [_of(end[1], end[3], end[4])]
    return [_numbers(end)]


def _common(first: str | None, *others: str | None) -> str | None:
    """What several dates share: their month, or their year."""
    if first is None or all(other == first for other in others):
        return first
    if ".." in first or any(other is None or ".." in other for other in others):
        return _valid(first[:4]) if all((other or first)[:4] == first[:4] for other in others) else None
    for length in (7, 4):
        if all(other and other[:length] == first[:length] for other in others):
            return _valid(first[:length])
    return None


def _spelt(text: str, language: str) -> str | None:
    """A date with a month's name. Of a range, and of several days, what they share; of separate dates the first."""
    words = _TOKEN.findall(folded_name(text))
    kinds, values, at = "", [], 0
    while at < len(words):
        kind, value, width = _kind(words, at, language)
        kinds, at = kinds + kind, at + width
        values.append(value)
    found = [match for form in _FORMS if (match := form.search(kinds))]
    if not found:
        return None
    match = min(found, key=lambda m: m.start())
    within = list(zip(match[0], values[match.start() : match.end()], strict=True))
    years, months, days = ([value for kind, value in within if kind == letter] for letter in "YMD")
    if len(set(years)) > 1:
        return None
    month_ = months[0] if len(set(months)) == 1 else 0
    # A day in another form than its month's is one of several: those of a range are different.
    day = days[0] if month_ and len(set(days)) == 1 else 0
    return _of(str(years[0]), str(month_), str(day))


def _kind(words: Sequence[str], at: int, language: str) -> tuple[str, int, int]:
    """What the word at a place is, its number, and how many words it takes."""
    word = words[at]
    if word.isdigit():
        number = int(word)
        if len(word) == 4 and 1900 <= number < 2200:
            return "Y", number, 1
        return ("D" if len(word) <= 2 and 1 <= number <= 31 else "N"), number, 1
    for width in (3, 2, 1):
        name = words[at : at + width]
        if len(name) == width and (found := month(" ".join(name), language)):
            return "M", found, width
    kind = "T" if word in _TO else "S" if word in ("/", ",") else "F" if word in _BETWEEN else "X"
    return kind, 0, 1


def _valid(text: str) -> str | None:
    try:
        Window.parse(text)
    except Malformed:
        return None
    return text
