"""A body's prose as rules search it: plain text, with one character in place of each mark."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from dossier.diagnostics import Spot
from dossier.model.markup import BREAK, CITATION, CODE, IMAGE, LINK, MARKUP, NOTE, Part
from dossier.model.prose import prose_of
from dossier.model.records import Record

LINKED, OTHER = "\x00", "\x01"
"""What stands for a link to a record, and for a citation, a note, code or a picture."""
Paragraph = tuple[str, tuple[int, int] | None]
"""The text of a paragraph, heading or cell, and its lines within the body."""


def paragraphs(record: Record) -> Iterator[Paragraph]:
    """The prose of a body as it is shown, without code, with the words of links and alternative texts of pictures."""
    for _, lines, parts in prose_of(record.body.blocks):
        text = _text(parts)
        if text:
            yield text, lines


def _text(parts: Sequence[Part]) -> str:
    return "".join([part if isinstance(part, str) else _mark(part) for part in parts])


def _mark(part: Part) -> str:
    if part is BREAK or part == BREAK:
        return "\n"
    kind = part[0]
    if kind == LINK:
        return f"{LINKED}{part[2]}{OTHER if part[2] else ''}"
    if kind == IMAGE:
        return f"{OTHER}{_text(part[3])}{OTHER}"
    return OTHER if kind in (CITATION, NOTE, CODE) else "\n" if kind == MARKUP and part[2] == " " else ""


def raw_lines(record: Record, lines: tuple[int, int] | None) -> str:
    """These lines of a body as written; all of it where a footnote has none."""
    if lines is None:
        return record.body.text
    return "\n".join(record.body.text.split("\n")[lines[0] : max(lines[1], lines[0] + 1)])


def spot(record: Record, before: str, written: str, lines: tuple[int, int] | None) -> Spot:
    """The place of `written`, which may be escaped there, in these lines of a body; `before` is the text before it."""
    raw = raw_lines(record, lines)
    first = record.body.line + (lines[0] if lines else 0)
    beside = re.split(f"[{LINKED}{OTHER}\n]", before)[-1][-20:]
    found = _written(beside, written).search(raw) or _written("", written).search(raw)
    if found is None:
        return Spot(record.path, text=written, lines=(first, first + raw.count("\n") + 1))
    line = first + raw.count("\n", 0, found.start(1))
    nth = raw[raw.rfind("\n", 0, found.start(1)) + 1 : found.start(1)].count(found[1])
    return Spot(record.path, text=found[1], lines=(line, line + 1), nth=nth)


def _written(before: str, written: str) -> re.Pattern[str]:
    return re.compile(f"{_escaped(before)}({_escaped(written)})")


def _escaped(text: str) -> str:
    return "".join(rf"\\?{re.escape(character)}" for character in text)
