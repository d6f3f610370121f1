"""The dates of a citation: which part of a `Window` is printed, and in which words, so that none is finer than it is
known.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dossier.model.dates import MONTHS, SEASONS, year_wording, years_wording

if TYPE_CHECKING:
    from dossier.model.dates import Window

_POINT = re.compile(r"(\d{4}|\d{3}X|\d\dXX)(?:-(\d\d|XX))?(?:-(\d\d|XX))?(?:T[^?~%]*)?([?~%])?")
_PROSE = {"": "{}", "~": "around {}", "?": "possibly {}", "%": "possibly around {}"}


@dataclass(frozen=True, slots=True)
class Point:
    """One EDTF date; parts that are not known are 0."""

    year: str
    """Four digits, or with X for those that are not known: 202X."""
    month: int = 0
    """1 to 12, or 21 to 24 for the seasons of EDTF level 1."""
    day: int = 0
    doubt: str = ""
    """EDTF: `~` approximate, `?` uncertain, `%` both."""

    @property
    def sure(self) -> bool:
        """True when nothing about it is doubtful."""
        return not self.doubt and "X" not in self.year

    @property
    def season(self) -> str:
        """ "spring", or nothing."""
        return SEASONS[self.month][0] if self.month in SEASONS else ""

    @property
    def years(self) -> str:
        """The year, or the years that it may be, in words."""
        return years_wording(self.year) if self.year.endswith("X") else year_wording(int(self.year))


Say = Callable[[Point], str]


def ends(window: Window) -> tuple[Point | None, Point | None]:
    """The first and the last date of a window, None where it is open; for a single date, that date twice."""
    if window.shape == "point":
        point = _point(window.text)
        return point, point
    begin, _, end = window.text.strip("[]").partition("/" if "/" in window.text else "..")
    return _point(begin), _point(end)


def plain(window: Window) -> Point | None:
    """The date, if it is a single certain one; else None."""
    begin, _ = ends(window)
    return begin if window.shape == "point" and begin and begin.sure else None


def known(window: Window) -> Point | None:
    """The certain part of a date: the date itself, or what the ends of its window have in common (a year, a month); else
    None.
    """
    begin, end = ends(window)
    if not (begin and end and begin.sure and end.sure) or begin.year != end.year:
        return None
    if "winter" in (begin.season, end.season):
        return None  # it ends in the next year
    if begin.month != end.month or not begin.month:
        return Point(begin.year)
    return Point(begin.year, begin.month, begin.day if begin.day == end.day else 0)


def spelled(window: Window, say: Say) -> str:
    """The date in a style: `say` words a single date; the words for windows are common to all styles."""
    begin, end = ends(window)
    if window.shape == "point":
        assert begin
        return say(begin)
    if begin and end:
        if window.shape == "interval":
            return f"{say(begin)}–{say(end)}"
        first = say(begin)
        # CMOS 6.38 and APA 6.3: a comma sets off the year on both its sides.
        return f"between {first}{',' if ',' in first else ''} and {say(end)}"
    if window.shape == "interval":
        if end:
            return f"until {say(end)}"
        assert begin
        return f"since {say(begin)}" if window.text.endswith("..") else f"from {say(begin)}, end unknown"
    point = begin or end
    assert point
    return f"{'on' if point.day else 'in'} or {'after' if begin else 'before'} {say(point)}"


def american(point: Point) -> str:
    """ "January 2, 2023", "October 2022", "Spring 2022"; a doubt is left to the style."""
    if point.season:
        return f"{point.season.capitalize()} {point.years}"
    if not point.month:
        return point.years
    return (
        f"{MONTHS[point.month]} {point.day}, {point.years}"
        if point.day
        else f"{MONTHS[point.month]} {point.years}"
    )


def continental(point: Point) -> str:
    """ "2 January 2023"; all else as `american`."""
    return f"{point.day} {MONTHS[point.month]} {point.years}" if point.day else american(point)


def prose(point: Point) -> str:
    """The same with its doubt in words: "around October 2022"."""
    return _PROSE[point.doubt].format(american(point))


def remark(window: Window) -> str:
    """A note about a date that does not fit its field: "Published on or after January 2, 2023"."""
    words = spelled(window, prose)
    return f"Published {'in ' if words.startswith('the ') else ''}{words}"


@lru_cache(maxsize=1 << 12)
def _point(text: str) -> Point | None:
    match = _POINT.fullmatch(text.strip())
    if not match:
        return None
    year, month, day, doubt = match.groups()
    return Point(year, _number(month), _number(day), doubt or "")


def _number(digits: str | None) -> int:
    return int(digits) if digits and digits != "XX" else 0
