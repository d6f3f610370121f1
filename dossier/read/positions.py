"""From a `Spot` to line and column: worked out only for what has a diagnostic (DESIGN §9)."""

from __future__ import annotations

from collections.abc import Callable

from dossier.diagnostics import Span, Spot
from dossier.read.frontmatter import FrontMatterError, Keys, Mark, positions, split


def locate(texts: dict[str, str]) -> Callable[[Spot], Span]:
    """A function that places spots in the files of `texts` (path → text)."""
    marks: dict[str, dict[tuple[Keys, bool], Mark]] = {}

    def place(spot: Spot) -> Span:
        text = texts.get(spot.path, "")
        lines = text.split("\n")
        if spot.lines is not None:
            return _in_body(spot, lines)
        if not spot.keys:
            return Span(spot.path, source=lines[0])
        if spot.path not in marks:
            try:
                marks[spot.path] = positions(split(text)[0])
            except FrontMatterError:
                marks[spot.path] = {}
        return _in_front_matter(spot, lines, marks[spot.path])

    return place


def _in_front_matter(spot: Spot, lines: list[str], marks: dict[tuple[Keys, bool], Mark]) -> Span:
    """The nearest thing written: the value, else its key, else what encloses it."""
    keys = spot.keys
    mark = marks.get((keys, True)) if spot.on_key else marks.get((keys, False))
    while mark is None and keys:
        mark = marks.get((keys, True)) or marks.get((keys, False))
        keys = keys[:-1]
    if mark is None:
        return Span(spot.path, source=lines[0])
    line = lines[mark.line] if mark.line < len(lines) else ""
    end = mark.end_column if mark.end_line == mark.line else len(line)
    column, length = mark.column, max(1, end - mark.column)
    if spot.inner and (at := line.find(spot.inner, column)) >= 0:
        column, length = at, len(spot.inner)
    return Span(spot.path, mark.line + 1, column + 1, length, line)


def _in_body(spot: Spot, lines: list[str]) -> Span:
    assert spot.lines is not None
    first, last = spot.lines
    seen = 0
    wanted = spot.text.split("\n")[0]
    for number in range(first, min(last, len(lines))) if wanted else ():
        at = lines[number].find(wanted)
        while at >= 0:
            if seen == spot.nth:
                return Span(spot.path, number + 1, at + 1, len(wanted), lines[number])
            seen += 1
            at = lines[number].find(wanted, at + 1)
    return Span(spot.path, first + 1, 1, 1, lines[first] if first < len(lines) else "")
