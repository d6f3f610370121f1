"""Plain text of a body: for descriptions, search, and the sentence around a mention."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.token import Token

_END = re.compile(r"(?<=[.!?؟。])[\"'”’»)\]]*\s+(?=[^\W\d_a-z]|[\"'“‘«(\[\d])")
_ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Prof|St|No|vs|etc|e\.g|i\.e|U\.S|U\.N|Gen|Lt|Col|Maj|Brig|Sgt|Adm|Gov|Sen|pp?|¶|[A-Z])\.$"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of plain text, and the token it came from where that is a link to a record or a citation."""

    text: str
    token: Token | None = None


LONGEST = 4_000
"""Characters of a paragraph in which its first sentence is looked for."""
Titles = Mapping[str, str]
"""Titles of records by id: what a link without a text of its own shows."""


def blocks(tokens: Sequence[Token], titles: Titles | None = None) -> Iterator[list[Piece]]:
    """The plain text of each paragraph, heading, list item and cell, in order; code blocks are left out."""
    for token in tokens:
        if token.type == "inline":
            yield list(_pieces(token.children or (), titles or {}))


def _pieces(children: Sequence[Token], titles: Titles) -> Iterator[Piece]:
    for child, after in zip_longest(children, children[1:]):
        # The blank before a note's mark goes with the mark.
        noted = after is not None and after.type in ("citation", "footnote_ref")
        if child.type == "record_link":
            id_ = child.meta["id"]
            yield Piece(child.content or titles.get(id_, id_), child)
        elif child.type == "citation":
            yield Piece("", child)
        elif child.type in ("text", "code_inline"):
            yield Piece(child.content.rstrip() if noted else child.content)
        elif child.type in ("softbreak", "hardbreak"):
            yield Piece("" if noted else " ")
        elif child.type == "image":
            yield from _pieces(child.children or (), titles)


def plain(tokens: Sequence[Token], titles: Titles | None = None) -> str:
    """The whole body as plain text, a line a block."""
    return "\n".join("".join(piece.text for piece in block) for block in blocks(tokens, titles))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a full stop after an initial or a common abbreviation ends none."""
    return list(_sentences(text))


def _sentences(text: str) -> Iterator[str]:
    begin = 0
    for match in _END.finditer(text):
        # No abbreviation is longer: to look back over the whole text would take the square of its length.
        if _ABBREVIATION.search(text[max(begin, match.start() - 12) : match.start()]):
            continue
        if sentence := text[begin : match.end()].strip():
            yield sentence
        begin = match.end()
    if rest := text[begin:].strip():
        yield rest


def sentence_around(block: Sequence[Piece], index: int) -> tuple[str, str]:
    """What stands before and after piece `index` within its sentence."""
    before = "".join(piece.text for piece in block[:index])
    name = block[index].text
    whole = "".join(piece.text for piece in block)
    at = 0
    for sentence in sentences(whole):
        begin = whole.index(sentence, at)
        at = begin + len(sentence)
        if begin <= len(before) < at or at >= len(before) + len(name):
            return sentence[: len(before) - begin], sentence[len(before) - begin + len(name) :]
    return before, whole[len(before) + len(name) :]


def summary(tokens: Sequence[Token], titles: Titles | None = None, limit: int = 200) -> str:
    """The first sentence of a body, cut at a word where it is longer than `limit` characters."""
    for block in blocks(tokens, titles):
        text = " ".join("".join(piece.text for piece in block).split())
        if text:
            first = next(_sentences(text[:LONGEST]))
            return first if len(first) <= limit else first[:limit].rsplit(" ", 1)[0] + " …"
    return ""
