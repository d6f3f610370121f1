"""Plain text of a body: for descriptions, search, and the sentence around a mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.model.markup import CITATION, CODE, IMAGE, LINK, MARKUP, Block, Mark, Part, Prose
from dossier.model.shortening import boundary

_END = re.compile(r"[.!?؟。][\"'”’»)\]]*(\s+)(?=[^\W\d_a-z]|[\"'“‘«(\[\d])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|e\.g|i\.e|U\.S|U\.N|Gen|Lt|Col|Maj|Brig|Sgt|Adm|Gov|Sen|pp?|¶|[A-Z])\.$"
)


Piece = tuple[str, Mark | None]
"""A stretch of plain text, and its mark if that is a link to a record or a citation."""
LONGEST = 4_000
"""Characters of a paragraph that are searched for the end of its first sentence."""
Titles = Mapping[str, str]
"""Titles of records by id: what a link without a text of its own shows."""
_UNTITLED: Titles = {}


def prose_of(blocks: Sequence[Block]) -> Iterator[Prose]:
    """Each paragraph, heading, list item and cell, in order; code blocks are left out."""
    for _, content in blocks:
        for item in content:
            if isinstance(item, tuple):
                yield item


def pieces(parts: Iterable[Part], titles: Titles = _UNTITLED) -> Iterator[Piece]:
    """The plain text of a line's parts."""
    for part in parts:
        if isinstance(part, str):
            yield part, None
        elif part[0] == LINK:
            yield part[2] or titles.get(part[1], part[1]), part
        elif part[0] == CITATION:
            yield "", part
        elif part[0] in (MARKUP, CODE):
            yield part[2], None
        elif part[0] == IMAGE:
            yield from pieces(part[3], titles)


def text_of(parts: Iterable[Part], titles: Titles = _UNTITLED) -> str:
    """The parts of a line as one plain text."""
    return "".join([text for text, _ in pieces(parts, titles)])


def plain(blocks: Sequence[Block], titles: Titles = _UNTITLED) -> str:
    """The whole body as plain text, a line a block."""
    return "\n".join([text_of(parts, titles) for _, _, parts in prose_of(blocks)])


def sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop after an initial or a common abbreviation ends none."""
    return [text[begin:end] for begin, end in spans(text)]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """The beginning and the end of each sentence, without surrounding blanks."""
    begin = len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        # No abbreviation is longer: looking back over the complete text would take quadratic time.
        stop = match.start() + 1
        if text[stop - 1] == "." and _ABBREVIATION.search(text[max(begin, stop - 12) : stop]):
            continue
        yield begin, match.start(1)
        begin = match.end()
    if begin < (end := len(text.rstrip())):
        yield begin, end


def sentences_around(text: str, names: Iterable[tuple[int, int]]) -> Iterator[tuple[str, str]]:
    """The text before and after each of `names` within its sentence: `names` are spans of `text`, in order."""
    sentences = spans(text)
    span = next(sentences, None)
    for begin, end in names:
        while span and not (span[0] <= begin < span[1] or span[1] >= end):
            span = next(sentences, None)
        first, last = span or (0, len(text))
        sentence = text[first:last]
        yield sentence[: begin - first], sentence[end - first :]


def ended(text: str) -> str:
    """A text with a full stop, unless it ends in a mark that ends a sentence."""
    return text if text[-1:] in (".", "!", "?", "…") else f"{text}."


def summary(blocks: Sequence[Block], titles: Titles = _UNTITLED, limit: int = 200) -> str:
    """The first sentence of a body, cut at a word where it is longer than `limit` characters."""
    for _, _, parts in prose_of(blocks):
        text = " ".join(text_of(parts, titles).split())[:LONGEST]
        if text:
            begin, end = next(spans(text))
            first = text[begin:end]
            return first if len(first) <= limit else first[: boundary(first, limit)].rsplit(" ", 1)[0] + " …"
    return ""
