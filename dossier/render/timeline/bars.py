"""Bars of a timeline, as wide as their windows, packed into rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.derive.timeline import Item
from dossier.model.dates import Window, year_wording
from dossier.model.shortening import shortened
from dossier.render.labels import text_width
from dossier.render.timeline.scale import EDGE, WIDTH, Range

FONT = 11
"""Pixels of a character."""
LEAST, GAP = 4.0, 8.0
"""In pixels: the width of the narrowest bar, and the distance of two bars in a row."""
BEYOND = 8.0
"""Pixels past the drawing's edge at which a bar is clipped that goes on there, so that its end is not visible."""
LONGEST, LONGER = 42, (120, 90, 64)
"""Characters of a name beside its bar, and where its row has room for more, of which the most that fits is taken."""
BETWEEN = " \u00b7 "


@dataclass(frozen=True, slots=True)
class Place:
    """The extent of a window's bar, in pixels."""

    x0: float
    x1: float
    """The right edge of its rectangle, past the drawing's edge if the window goes on outside: an edge inside is a true
    end.
    """
    left: float
    right: float
    """The right edge of the space that the window takes in its row; an open end takes all to the drawing's edge."""
    begins: str = ""
    """The year in which it begins, in words, if that is before the days that are drawn."""
    ends: str = ""
    """The year in which it ends, in words, if that is after them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in its row, and the words beside or within it."""

    item: Item
    row: int
    place: Place
    text: str = ""
    text_x: float | None = None
    """The left edge of the words; None if they are left out."""
    tail: str = ""
    """Words at the drawing's right edge, apart from the name, if the bar has room for them."""


def packed(items: Sequence[Item], days: Range) -> list[Bar]:
    """The bars of one lane in as few rows as a first fit finds; bars in a row do not touch, including their names."""
    free: list[float] = []
    bars = []
    for item in items:
        assert item.when
        place = placed(item.when, days)
        bar = _worded(item, place)
        left, right = _extent(bar)
        row = next((row for row, taken in enumerate(free) if taken <= left), len(free))
        free[row : row + 1] = [right + GAP]
        bars.append(replace(bar, row=row))
    return _lengthened(bars)


def _extent(bar: Bar) -> tuple[float, float]:
    assert bar.text_x is not None
    return min(bar.place.left, bar.text_x), max(bar.place.right, bar.text_x + text_width(bar.text, FONT))


def _lengthened(bars: Sequence[Bar]) -> list[Bar]:
    """The bars with more of their names, as far as their rows have room."""
    ends: dict[int, float] = {}
    begins: dict[str, float] = {}
    for bar in reversed(bars):  # the next one in each row
        begins[bar.item.id] = ends.get(bar.row, WIDTH)
        ends[bar.row] = _extent(bar)[0] - GAP
    free: dict[int, float] = {}
    found = []
    for bar in bars:
        if len(bar.item.label) > LONGEST:
            longer = [replace(_worded(bar.item, bar.place, letters), row=bar.row) for letters in LONGER]
            room = free.get(bar.row, EDGE), begins[bar.item.id]
            bar = next((each for each in longer if _fits(each, *room)), bar)
        free[bar.row] = _extent(bar)[1] + GAP
        found.append(bar)
    return found


def _fits(bar: Bar, first: float, last: float) -> bool:
    left, right = _extent(bar)
    over = bar.text_x == EDGE and bar.place.x0 - EDGE < text_width(bar.text, FONT)
    return left >= min(first, bar.place.left) and right <= max(last, bar.place.right) and not over


def placed(when: Window, days: Range) -> Place:
    """The extent of a window's bar within `days`. `timescale.js` has the same function, tested to agree."""
    edge = WIDTH - EDGE
    begin, end = when.earliest, when.latest
    if begin is None:
        assert end is not None
        x1 = days.x(end.toordinal() + 1)
        return Place(x1 - LEAST, x1, EDGE, x1)
    x0 = days.x(begin.toordinal())
    if end is None:
        return Place(x0, x0 + LEAST, x0, edge)
    x1 = days.x(end.toordinal() + 1)
    cut = begin.toordinal() < days.first, end.toordinal() > days.last
    lasting = is_lasting(when)
    begins = f"\u2190 {'begins' if lasting else 'at earliest'} {year_wording(begin.year)}" if cut[0] else ""
    ends = f"{'ends' if lasting else 'at latest'} {year_wording(end.year)} \u2192" if cut[1] else ""
    x0, x1 = -BEYOND if cut[0] else x0, WIDTH + BEYOND if cut[1] else x1
    if x1 - x0 < LEAST:
        x1 = min(edge, x0 + LEAST)
        x0 = x1 - LEAST
    return Place(x0, x1, max(EDGE, x0), min(edge, x1), begins, ends)


def _worded(item: Item, place: Place, longest: int = LONGEST) -> Bar:
    """The name, and the years of ends outside the drawing: within the bar, after it, or else before it."""
    assert item.when
    name = shortened(item.label, longest)
    lead = f"{place.begins}{BETWEEN}\u2068{name}\u2069" if place.begins else name
    whole = f"{lead}{BETWEEN}{place.ends}" if place.begins else f"\u2068{name}\u2069{BETWEEN}{place.ends}"
    text = whole if place.ends else lead
    x0, x1 = max(EDGE, place.x0), min(WIDTH - EDGE, place.x1)
    width = text_width(text, FONT)
    if not is_solid(item.when) and x1 - x0 >= width + 8:
        if place.ends:
            return Bar(item, 0, place, lead, x0 + 4, place.ends)
        return Bar(item, 0, place, text, x0 + 4)
    if x1 + 4 + width <= WIDTH - EDGE:
        return Bar(item, 0, place, text, x1 + 4)
    return Bar(item, 0, place, text, max(EDGE, x0 - 4 - width))


def is_solid(when: Window) -> bool:
    """Whether a bar is filled: the day is known, and not in doubt."""
    return when.is_day and not doubtful(when)


def is_lasting(when: Window) -> bool:
    """Whether a bar gets a heavy line: the window lasts from its beginning to its end."""
    return when.shape == "interval" and when.earliest is not None and when.latest is not None


def doubtful(when: Window) -> bool:
    """Whether the date is marked as uncertain or approximate."""
    return bool({*"?~%"} & {*when.text})
