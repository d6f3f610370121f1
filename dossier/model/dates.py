"""Dates as windows: EDTF (ISO 8601-2:2019) levels 0 and 1, and the one-of sets `[a..b]` of level 2
(docs/decisions/0006).

A date is what is known and no more: the earliest and the latest day it may mean, and a wording that claims neither.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from dossier.model.checks import Malformed, parsed_by

Shape = Literal["point", "interval", "one-of"]

MONTHS = tuple(calendar.month_name)
SEASONS = {21: ("spring", 3), 22: ("summer", 6), 23: ("autumn", 9), 24: ("winter", 12)}
"""EDTF level 1: 21 to 24 stand where a month would; the number is the month in which the season begins."""

_MONTH = 365.2425 / 12
"""Days of a month of the Gregorian calendar, on average."""
_POINT = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?"
    r"(?P<time>T[0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?(?P<doubt>[?~%])?"
)
_DAY_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{2,4})")
_BEFORE_YEAR_1 = re.compile(r"^[-\u2212]\d{1,5}(?![^-?~%])|\bB\.?C\.?E?\b", re.IGNORECASE)
"""What is meant for a year before the year 1: -0044-03-15, 44 BC."""
_EXAMPLE = "write it as 2019, 2019-05, 2019-05-14, 2019-05~ (around), 2019-06-02.. (on or after) or 2019-05-14/2019-06-02"


@parsed_by("parse")
@dataclass(frozen=True, slots=True)
class Window:
    """The days a date may mean: `earliest` and `latest` inclusive, None where it is open."""

    text: str
    """The date as written, in EDTF."""
    earliest: date | None
    latest: date | None
    wording: str
    """The date in English, no finer than it is known: "October 2022", "on or after 2 January 2023"."""
    shape: Shape = "point"
    """A point in time, an interval that lasts from its beginning to its end, or one unknown day of several."""

    @classmethod
    def parse(cls, text: str) -> Window:
        """Read an EDTF date; raises `Malformed` (bad-date) for anything else."""
        return _window(text.strip())

    @property
    def edtf(self) -> str:
        """The date as EDTF: an author may leave out the brackets of a one-of set, which the standard asks for."""
        return f"[{self.text.strip('[]')}]" if self.shape == "one-of" else self.text

    @property
    def is_day(self) -> bool:
        """True when a single day is known."""
        return self.earliest is not None and self.earliest == self.latest

    @property
    def sort_key(self) -> tuple[date, date, str]:
        """Orders windows by their earliest day, or where that is open by their latest."""
        return (self.earliest or self.latest or date.min, self.latest or date.max, self.text)

    @property
    def sortable(self) -> str:
        """What a table in a browser sorts by: the EDTF itself, which is no finer than the date."""
        return self.text.strip("[]").lstrip("./")

    @property
    def phrase(self) -> str:
        """The wording after a noun: "on 2 January 2023", "in October 2022", "on or after 2 January 2023"."""
        if self.shape == "point" and not self.wording.startswith(("around", "possibly")):
            return f"{'on' if self.is_day else 'in'} {self.wording}"
        return self.wording

    @property
    def days(self) -> float:
        """How many days it may mean; infinite where it is open."""
        return (self.latest - self.earliest).days + 1 if self.earliest and self.latest else float("inf")

    @property
    def doubtful(self) -> bool:
        """True where the date is marked as uncertain or approximate (EDTF level 1: `?`, `~`, `%`)."""
        return bool({*"?~%"} & {*self.text})

    @property
    def is_certain_day(self) -> bool:
        """True when a single day is known beyond doubt: the only date that may be written as one to machines."""
        return self.is_day and not self.doubtful

    @property
    def width(self) -> tuple[float, bool]:
        """How wide it is: in days, and whether it is doubtful besides. Whole months are as wide as one another.

        May is no wider than June, and a leap year no wider than another year.
        """
        if self.earliest is None or self.latest is None:
            return float("inf"), self.doubtful
        months = (self.latest.year - self.earliest.year) * 12 + self.latest.month - self.earliest.month + 1
        last_of_month = self.latest.day == calendar.monthrange(self.latest.year, self.latest.month)[1]
        whole = self.earliest.day == 1 and last_of_month
        return (months * _MONTH if whole else self.days), self.doubtful

    def as_narrow_as(self, other: Window) -> bool:
        """True where it is no wider: within the other, or elsewhere and of at most its width."""
        within, around = other.contains(self), self.contains(other)
        return self.width <= other.width if within == around else within

    def overlaps(self, other: Window) -> bool:
        """True when the two have a day in common."""
        before = self.latest is not None and other.earliest is not None and self.latest < other.earliest
        after = self.earliest is not None and other.latest is not None and self.earliest > other.latest
        return not (before or after)

    def contains(self, other: Window) -> bool:
        """True when every day of `other` is a day of this window."""
        begins = self.earliest is None or (other.earliest is not None and self.earliest <= other.earliest)
        ends = self.latest is None or (other.latest is not None and self.latest >= other.latest)
        return begins and ends


@lru_cache(maxsize=1 << 14)
def _window(written: str) -> Window:
    if match := _DAY_FIRST.fullmatch(written):
        day, month, year = (int(part) for part in match.groups())
        written_so = f"{year:04}-{month:02}-{day:02}"
        certain = day > 12 >= month >= 1 and year > 999 and _is_day(written_so)
        hint = f"write {written_so}" if certain else _EXAMPLE
        raise Malformed("bad-date", f'"{written}" does not begin with the year', hint)
    if "/" in written:
        return _interval(written)
    if ".." in written:
        return _one_of(written)
    return _point(written)


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def year_wording(year: int) -> str:
    """ "2023", "966", "AD 44": alone, 44 would be read as a day or as 1944."""
    return str(year) if year >= 100 else f"AD {year}"


def years_wording(year: str) -> str:
    """The years that an EDTF year with X may be: "the 2020s", "between 1900 and 1999"."""
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if year.endswith("XX") or low < 100:
        return f"between {year_wording(low)} and {high}"
    return f"the {low}s"


def wording_of_day(day: date) -> str:
    """ "2 January 2023"."""
    return f"{day.day} {MONTHS[day.month]} {year_wording(day.year)}"


def _point(text: str) -> Window:
    match = _POINT.fullmatch(text)
    if not match:
        if _BEFORE_YEAR_1.search(text):
            raise _before_year_1(text)
        if re.fullmatch(r"[0-9]{3}(?:-[0-9]{2}){0,2}[?~%]?", text):
            raise Malformed("bad-date", f'"{text}" has a year of three digits', f"write 0{text}")
        if bare := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})(?:-([0-9]{1,2}))?", text):
            padded = "-".join(part.zfill(2) for part in bare.groups() if part)
            if padded != text:
                raise Malformed("bad-date", f'"{text}" has a month or day of one digit', f"write {padded}")
        raise Malformed("bad-date", f'"{text}" is not a date', _EXAMPLE)
    year, month, day = match["year"], match["month"], match["day"]
    if match["time"] and (day is None or "X" in text.split("T")[0]):
        raise Malformed("bad-date", f'"{text}" has a time without a day', _EXAMPLE)
    first, last, wording = _days(text, year, month, day)
    return Window(text, first, last, _doubted(wording, match["doubt"]))


def _before_year_1(text: str) -> Malformed:
    hint = "dates begin with the year 1, written 0001; leave this one out, and say it in the text"
    return Malformed("bad-date", f'"{text}" is before the year 1', hint)


def _days(text: str, year: str, month: str | None, day: str | None) -> tuple[date, date, str]:
    low, high = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if low < 1:
        raise _before_year_1(text)
    if "X" in year:
        if month is not None:
            raise Malformed("bad-date", f'"{text}" has a month of an unknown year', f'write "{year}"')
        return date(low, 1, 1), date(high, 12, 31), years_wording(year)
    if month is None or (month == "XX" and day in (None, "XX")):
        wording = year_wording(low)
        if month is not None:
            wording = f"an unknown {'day' if day else 'month'} of {wording}"
        return date(low, 1, 1), date(low, 12, 31), wording
    if month == "XX":
        raise Malformed("bad-date", f'"{text}" has a day of an unknown month', f'write "{year}-XX"')
    number = int(month)
    if number in SEASONS and day is None:
        return _season(low, number)
    if not 1 <= number <= 12:
        raise Malformed("bad-date", f'"{text}" has no month {month}', _EXAMPLE)
    length = calendar.monthrange(low, number)[1]
    if day is None or day == "XX":
        wording = f"{MONTHS[number]} {year_wording(low)}"
        if day is not None:
            wording = f"an unknown day of {wording}"
        return date(low, number, 1), date(low, number, length), wording
    if not 1 <= int(day) <= length:
        raise Malformed(
            "bad-date", f'"{text}": {MONTHS[number]} {year_wording(low)} has {length} days', _EXAMPLE
        )
    exact = date(low, number, int(day))
    return exact, exact, wording_of_day(exact)


def _season(year: int, number: int) -> tuple[date, date, str]:
    name, first = SEASONS[number]
    end_year, end_month = (year + 1, 2) if first == 12 else (year, first + 2)
    if end_year > 9999:
        raise Malformed("bad-date", f'"{year}-{number}" ends after the year 9999', _EXAMPLE)
    last = date(end_year, end_month, calendar.monthrange(end_year, end_month)[1])
    return date(year, first, 1), last, f"{name} {year_wording(year)}"


def _doubted(wording: str, doubt: str | None) -> str:
    return {
        None: wording,
        "~": f"around {wording}",
        "?": f"possibly {wording}",
        "%": f"possibly around {wording}",
    }[doubt]


def _interval(text: str) -> Window:
    begin, _, end = text.partition("/")
    if "/" in end or begin == end == "" or (begin in ("", "..") and end in ("", "..")):
        raise Malformed(
            "bad-date", f'"{text}" is not an interval', "write 2019-05-14/2019-06-02, ../2019 or 2011/.."
        )
    first = None if begin in ("", "..") else _point(begin)
    last = None if end in ("", "..") else _point(end)
    if first and last:
        _in_order(text, first, last)
        wording = f"from {_span(first, last)}"
    elif first:
        wording = f"since {first.wording}" if end == ".." else f"from {first.wording}, end unknown"
    else:
        assert last is not None
        wording = f"until {last.wording}"
    return Window(text, first.earliest if first else None, last.latest if last else None, wording, "interval")


def _one_of(text: str) -> Window:
    if text.startswith("[") != text.endswith("]"):
        raise Malformed(
            "bad-date", f'"{text}" has a bracket too few', "write 2019-06-02..2019-06-05, brackets left out"
        )
    begin, _, end = text.strip("[]").partition("..")
    if not begin and not end:
        raise Malformed("bad-date", f'"{text}" names no day', _EXAMPLE)
    first, last = (_point(part.strip()) if part.strip() else None for part in (begin, end))
    if first and last:
        _in_order(text, first, last)
        days = "on a day from" if first.is_day and last.is_day else "at some time from"
        wording = f"{days} {_span(first, last)}"
    elif first:
        wording = f"{'on' if first.is_day else 'in'} or after {first.wording}"
    else:
        assert last is not None
        wording = f"{'on' if last.is_day else 'in'} or before {last.wording}"
    return Window(text, first.earliest if first else None, last.latest if last else None, wording, "one-of")


def _span(first: Window, last: Window) -> str:
    """ "2 to 5 January 2023", "October to December 2022": what both ends share is said once."""
    begin, end = first.wording.split(" "), last.wording.split(" ")
    if (
        first.shape == last.shape == "point"
        and len(begin) == len(end)
        and not {*"?~%X"} & {*first.text, *last.text}
    ):
        while len(begin) > 1 and begin[-1] == end[len(begin) - 1]:
            begin.pop()
    return f"{' '.join(begin)} to {last.wording}"


def _in_order(text: str, first: Window, last: Window) -> None:
    if first.earliest and last.latest and first.earliest > last.latest:
        raise Malformed(
            "bad-date", f'"{text}" ends before it begins', f"write {last.text} first, then {first.text}"
        )
