"""Places names beside dots: no name over another, over a dot, or outside the map."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from dossier.model.shortening import boundary, cut
from dossier.render.maps.projection import Pixels


class Box(NamedTuple):
    """A rectangle in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float

    def over(self, other: Box) -> bool:
        """Whether the two overlap by more than an edge."""
        return self.x0 < other.x1 and other.x0 < self.x1 and self.y0 < other.y1 and other.y0 < self.y1


@dataclass(frozen=True, slots=True)
class Label:
    """A name with its position."""

    box: Box
    far: bool
    """Whether it is so far from its dot that a line has to connect them."""


@lru_cache(maxsize=1 << 14)
def text_width(text: str, size: float) -> float:
    """Estimated pixels of a text at a font size, on the generous side: fonts differ, and a build cannot measure them."""
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


_EASTERN = "\u3041-\u30fb\u3400-\u9fff\uf900-\ufaff"
_ENDING = "\u30fc\u3001\u3002\u3009\u300b\u300d\u300f\u3011\uff01\uff0c\uff1a\uff1f"
_BREAKS = re.compile(f"(?<=[{_EASTERN}{_ENDING}])(?=[{_EASTERN}])")
"""Between two letters of a script that breaks a line anywhere."""


def wrapped(text: str, size: float, width: float, most: int) -> list[str]:
    """A text in at most `most` lines of `width` pixels; the last one ends in an ellipsis where it is cut."""
    lines: list[str] = []
    words = [
        (piece, "" if n else " ") for word in text.split() for n, piece in enumerate(_BREAKS.split(word))
    ]
    while words and len(lines) < most:
        line = words.pop(0)[0]
        while words and text_width(f"{line}{words[0][1]}{words[0][0]}", size) <= width:
            piece, before = words.pop(0)
            line += before + piece
        lines.append(line)
    if lines and (words or text_width(lines[-1], size) > width):
        line = lines[-1]
        end = len(line)
        while end and text_width(f"{line[:end]}…", size) > width:
            end = boundary(line, end - 1)
        lines[-1] = cut(f"{line} ", end)
    return lines


ROW = 32
"""Pixels of a row of a board: a name occupies one or two."""


class Board:
    """A drawing's surface and what occupies it, indexed by rows: there may be hundreds of names."""

    def __init__(self, width: float, height: float) -> None:
        self.width, self.height = width, height
        self._rows: defaultdict[int, list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Reserve a box."""
        for row in range(int(box.y0 // ROW), int(box.y1 // ROW) + 1):
            self._rows[row].append(box)

    def free(self, box: Box, margin: float = 2) -> bool:
        """Whether a box lies on the map and overlaps nothing."""
        x0, y0, x1, y1 = box
        if x0 < margin or y0 < margin or x1 > self.width - margin or y1 > self.height - margin:
            return False
        # As `Box.over`, in place: a build asks this some hundred thousand times.
        for row in range(int(y0 // ROW), int(y1 // ROW) + 1):
            for a0, b0, a1, b1 in self._rows[row]:
                if x0 < a1 and a0 < x1 and y0 < b1 and b0 < y1:
                    return False
        return True

    def first(self, boxes: Iterable[Box]) -> Box | None:
        """Reserve and return the first free one of these labels; None if all overlap something."""
        for box in boxes:
            if self.free(box):
                self.take(box)
                return box
        return None

    def dot(self, at: Pixels, radius: float) -> None:
        """Reserve the box of a dot."""
        self.take(Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius))

    def beside(self, at: Pixels, width: float, height: float, gap: float) -> Box | None:
        """Reserve the first free one of eight positions next to a dot; None if there is none."""
        return self.first(_around(at, width, height, gap))

    def place(self, at: Pixels, width: float, height: float, gap: float) -> Label | None:
        """Reserve the first free one of eight positions around a dot, near or farther off; None if there is none."""
        for reach, far in ((gap, False), (gap + 14, True), (gap + 30, True)):
            if box := self.first(_around(at, width, height, reach)):
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
