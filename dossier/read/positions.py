"""From a `Spot` to line and column: computed only for what has a diagnostic (docs/decisions/0011)."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from dossier.diagnostics import Span, Spot
from dossier.read.frontmatter import FrontMatterError, Keys, Mark, positions, split

_NONE: Mapping[str, str] = {}


class Texts(dict[str, str]):
    """The texts of the content files `paths`, within the project, read on first access; `read` holds texts read already."""

    def __init__(self, project: Path, paths: Container[str], read: Mapping[str, str] = _NONE) -> None:
        super().__init__(read)
        self.project, self.paths = project, paths

    def __missing__(self, path: str) -> str:
        text = ""
        # No other is opened: it may be a link that leads out of the content folder.
        if path in self.paths:
            with suppress(OSError):
                text = (self.project / path).read_bytes().decode("utf-8-sig", "replace")
        self[path] = text.replace("\r\n", "\n").replace("\r", "\n")
        return self[path]

    def get(self, path: str, default: Any = None) -> Any:
        """As `dict.get`; the text of a missing file is empty."""
        return self[path]


def locate(texts: dict[str, str]) -> Callable[[Spot], Span]:
    """A function that turns spots into spans, by the texts (path → text)."""
    marks: dict[str, dict[tuple[Keys, bool], Mark]] = {}
    # Read once a file, not once a diagnostic: a file may hold thousands of the same mistake.
    lines_of = cache(lambda path: texts.get(path, "").split("\n"))
    found_in = cache(lambda path, text, first, last: list(_found(text, path, lines_of(path), first, last)))

    def place(spot: Spot) -> Span:
        lines = lines_of(spot.path)
        if spot.lines is not None:
            first, last = spot.lines
            found = found_in(spot.path, spot.text, first, last)
            if spot.nth < len(found):
                return found[spot.nth]
            return Span(spot.path, first + 1, source=lines[first] if first < len(lines) else "")
        if not spot.keys:
            return Span(spot.path, source=lines[0])
        if spot.path not in marks:
            try:
                marks[spot.path] = positions(split(texts[spot.path])[0])
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


def _found(text: str, path: str, lines: list[str], first: int, last: int) -> Iterator[Span]:
    """Every place in the lines from `first` to before `last` where the first line of `text` is written."""
    written = text.split("\n")[0]
    # In a table the bar of [[id|text]] is written \\|.
    wanted = re.compile(re.escape(written).replace(r"\|", r"\\?\|"))
    for number in range(first, min(last, len(lines))) if written else ():
        for match in wanted.finditer(lines[number]):
            yield Span(path, number + 1, match.start() + 1, len(match[0]), lines[number])
