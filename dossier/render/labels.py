"""Names beside dots: none over another, none over a dot, none out of the map."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from dossier.render.projection import Pixels

LONGEST = 32
"""Characters of a name that a map shows; the whole name stands in the title."""


class Box(NamedTuple):
    """A rectangle in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def over(self, other: Box) -> bool:
        """Whether the two share more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


@dataclass(frozen=True, slots=True)
class Label:
    """A name in its place."""

    box: Box
    far: bool
    """Whether it stands away from its dot, so that a line has to lead to it."""


def shortened(text: str, longest: int = LONGEST) -> str:
    """The name as a drawing shows it, in so many characters at most; a map's where not said."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


@lru_cache(maxsize=1 << 14)
def text_width(text: str, size: float) -> float:
    """Pixels that a text takes at a size, on the generous side: fonts differ, and nobody here can measure."""
    ems = 0.0
    for char in text:
        if unicodedata.combining(char):
            continue
        if unicodedata.east_asian_width(char) in "WF":
            ems += 1.05
        elif char in "mwMW@%…":
            ems += 0.92
        elif char in "iljtfrI.,:;'|!() ":
            ems += 0.36
        else:
            ems += 0.7 if char.isupper() else 0.57
    return round(ems * size, 1)


@dataclass(slots=True)
class Board:
    """The map's surface, and what already stands on it."""

    width: int
    height: int
    taken: list[Box] = field(default_factory=list)

    def free(self, box: Box, margin: float = 2) -> bool:
        """Whether a box lies on the map, and on nothing."""
        x0, y0, x1, y1 = box
        if x0 < margin or y0 < margin or x1 > self.width - margin or y1 > self.height - margin:
            return False
        # As `Box.over`, in place: a build asks this some hundred thousand times.
        for a0, b0, a1, b1 in self.taken:  # noqa: SIM110 - a generator takes twice the time
            if x0 < a1 and a0 < x1 and y0 < b1 and b0 < y1:
                return False
        return True

    def dot(self, at: Pixels, radius: float) -> None:
        """Keep names off a dot."""
        self.taken.append(Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def place(self, at: Pixels, width: float, height: float, gap: float) -> Label | None:
        """The first free one of eight places around a dot, near or some way off; none if all are taken."""
        for reach, far in ((gap, False), (gap + 14, True), (gap + 30, True)):
            for box in _around(at, width, height, reach):
                if self.free(box):
                    self.taken.append(box)
                    return Label(box, far)
        return None


def _around(at: Pixels, width: float, height: float, gap: float) -> Iterable[Box]:
    x, y = at
    slant = gap * 0.7
    middle, half = y - height / 2, width / 2
    for left, top in (
        (x + gap, middle),
        (x - gap - width, middle),
        (x - half, y - gap - height),
        (x - half, y + gap),
        (x + slant, y - slant - height),
        (x + slant, y + slant),
        (x - slant - width, y - slant - height),
        (x - slant - width, y + slant),
    ):
        yield Box(round(left, 1), round(top, 1), round(left + width, 1), round(top + height, 1))
