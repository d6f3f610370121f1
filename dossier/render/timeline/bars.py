"""Bars of a timeline, as wide as their windows, packed into rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dossier.derive.names import shortened
from dossier.derive.timeline import Item
from dossier.model.dates import Window
from dossier.render.labels import text_width
from dossier.render.timeline.scale import EDGE, WIDTH, Range

FONT = 11
"""Pixels of a letter."""
LEAST, GAP = 4.0, 8.0
"""Pixels: the narrowest bar, and what keeps two of one row apart."""
BEYOND = 8.0
"""Pixels past the drawing's edge at which a bar is cut that goes on there: its end shows nowhere in the drawing."""
LONGEST = 42
"""Letters of a name beside its bar."""
BETWEEN = " \u00b7 "


@dataclass(frozen=True, slots=True)
class Place:
    """Where the bar of a window stands, in pixels."""

    x0: float
    x1: float
    """Its rectangle, past the drawing's edge where the window goes on outside: an edge inside it is a true end."""
    left: float
    right: float
    """What the window takes of its row; an open end takes all to the edge."""
    begins: str = ""
    """In which year it begins, in words, where that is before the days that are drawn."""
    ends: str = ""
    """In which year it ends, in words, where that is after them."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in its row, and the words beside or within it."""

    item: Item
    row: int
    place: Place
    text: str = ""
    text_x: float | None = None
    """Where the words begin; None where they are left out."""
    tail: str = ""
    """Words that stand apart, at the drawing's right edge, where the bar has room for them."""


def packed(items: Sequence[Item], days: Range) -> list[Bar]:
    """The bars of one lane in as few rows as a first fit finds; no two of a row touch, their names included."""
    free: list[float] = []
    found = []
    for item in items:
        assert item.when
        place = placed(item.when, days)
        bar = _worded(item, place)
        assert bar.text_x is not None
        left = min(place.left, bar.text_x)
        right = max(place.right, bar.text_x + text_width(bar.text, FONT))
        row = next((row for row, taken in enumerate(free) if taken <= left), len(free))
        free[row : row + 1] = [right + GAP]
        found.append(replace(bar, row=row))
    return found


def placed(when: Window, days: Range) -> Place:
    """Where the bar of a window stands that lies within `days`. `timescale.js` has the same, tested to agree."""
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
    begins = f"\u2190 {'begins' if lasting else 'at earliest'} {begin.year}" if cut[0] else ""
    ends = f"{'ends' if lasting else 'at latest'} {end.year} \u2192" if cut[1] else ""
    x0, x1 = -BEYOND if cut[0] else x0, WIDTH + BEYOND if cut[1] else x1
    if x1 - x0 < LEAST:
        x1 = min(edge, x0 + LEAST)
        x0 = x1 - LEAST
    return Place(x0, x1, max(EDGE, x0), min(edge, x1), begins, ends)


def _worded(item: Item, place: Place) -> Bar:
    """The name, and what the bar's ends outside say: within the bar, after it, or else before it."""
    assert item.when
    name = shortened(item.label, LONGEST)
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
    """Whether a bar has a heavy line: it lasts from its beginning to its end."""
    return when.shape == "interval" and when.earliest is not None and when.latest is not None


def doubtful(when: Window) -> bool:
    """Whether the date is marked as uncertain or approximate."""
    return bool({*"?~%"} & {*when.text})
