"""Bars of a timeline, as wide as their windows, packed into rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.model.dates import Window
from dossier.render.labels import shortened, text_width
from dossier.render.timeline import Item
from dossier.render.timescale import EDGE, WIDTH, Range

FONT = 11
"""Pixels of a letter."""
LEAST, GAP = 4.0, 8.0
"""Pixels: the narrowest bar, and what keeps two of one row apart."""
LONGEST = 30
"""Letters of a name beside its bar."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in its row: its known ends in pixels, and where the name beside it begins."""

    item: Item
    row: int
    x0: float
    x1: float
    text_x: float | None
    """None where names are left out."""


def packed(items: Sequence[Item], days: Range, *, named: bool = True) -> list[Bar]:
    """The bars of one lane in as few rows as a first fit finds; no two of a row touch, their names included."""
    free: list[float] = []
    found = []
    for item in items:
        assert item.when
        left, right, x0, x1 = reach(item.when, days)
        text_x = None
        if named:
            width = text_width(shortened(item.label, LONGEST), FONT)
            text_x, right = _beside(left, right, x0, x1, width, solid=is_solid(item.when))
            left = min(left, text_x)
        row = next((row for row, taken in enumerate(free) if taken <= left), len(free))
        free[row : row + 1] = [right + GAP]
        found.append(Bar(item, row, x0, x1, text_x))
    return found


def reach(when: Window, days: Range) -> tuple[float, float, float, float]:
    """What a window takes of its row, and its known ends; an open end takes all to the edge."""
    edge = WIDTH - EDGE
    x0 = max(EDGE, days.x(when.earliest.toordinal())) if when.earliest else None
    x1 = min(edge, days.x(when.latest.toordinal() + 1)) if when.latest else None
    if x0 is None:
        assert x1 is not None
        return EDGE, x1, max(EDGE, x1 - LEAST), x1
    if x1 is None:
        return x0, edge, x0, min(edge, x0 + LEAST)
    if x1 - x0 < LEAST:
        x1 = min(edge, x0 + LEAST)
        x0 = x1 - LEAST
    return x0, x1, x0, x1


def _beside(
    left: float, right: float, x0: float, x1: float, width: float, *, solid: bool
) -> tuple[float, float]:
    """Where a name begins, and where what it and its bar take ends: within the bar, after it, else before it."""
    if not solid and x1 - x0 >= width + 8:
        return x0 + 4, right
    if x1 + 4 + width <= WIDTH - EDGE:
        return x1 + 4, max(right, x1 + 4 + width)
    return max(EDGE, x0 - 4 - width), right


def is_solid(when: Window) -> bool:
    """Whether a bar is filled: the day is known, and not in doubt."""
    return when.is_day and not doubtful(when)


def is_lasting(when: Window) -> bool:
    """Whether a bar has a heavy line: it lasts from its beginning to its end."""
    return when.shape == "interval" and when.earliest is not None and when.latest is not None


def doubtful(when: Window) -> bool:
    """Whether the date is marked as uncertain or approximate."""
    return bool({*"?~%"} & {*when.text})
