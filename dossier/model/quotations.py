"""Quotations, names and labels as texts that have to stand in a capture: which they are, and what counts as standing there.

Folded on both sides: Unicode NFC, white space, typographic quotation marks, invisible marks. Whole words, except in scripts
that join particles to words. No fuzzy match (DESIGN §5).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model.parts import Quote
from dossier.model.records import Article

_QUOTES = {ord(c): "'" for c in "‘’‚‛′`´ʼ"} | {ord(c): '"' for c in "“”„‟″«»"}
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_JOINING = re.compile(
    r"[\u0590-\u08ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
"""Scripts that join particles to words, or write no blanks between them."""


def folded(text: str) -> str:
    """A text as it is compared."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE).translate(_QUOTES)
    return " ".join(plain.split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """A text that has to stand in its article's capture."""

    kind: str
    """quote, named or called."""
    text: str
    paragraphs: tuple[int, ...] | None
    """The paragraphs in which it may stand (0 is the headline); None for any."""
    keys: tuple[str | int, ...]
    """Where it is written in the record."""


def wanted(article: Article) -> Iterator[Wanted]:
    """Every quotation, name and label of an article."""
    for number, account in enumerate(article.claims):
        for index, quote in enumerate(account.quotes):
            keys = ("claims", number, "quotes", index, "text")
            yield Wanted("quote", quote.text, _paragraphs(quote), keys)
    for actor, naming in article.actors.items():
        for kind, texts in (("named", naming.named), ("called", naming.called)):
            for index, text in enumerate(texts):
                yield Wanted(kind, text, None, ("actors", actor, kind, index))


def _paragraphs(quote: Quote) -> tuple[int, ...] | None:
    if quote.at is None:
        return None
    if quote.at.kind == "headline":
        return (0,)
    if quote.at.kind != "paragraph":
        return None
    found: list[int] = []
    for part in quote.at.value.split(", "):
        first, _, last = part.partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def occurrences(text: str, block: str) -> int:
    """How often `text` stands in `block`, both as written, as whole words."""
    needle, hay = folded(text), folded(block)
    found = at = 0
    while needle and (at := hay.find(needle, at)) >= 0:
        end = at + len(needle)
        if _JOINING.search(needle) or not (_inside_word(hay, at) or _inside_word(hay, end)):
            found += 1
        at += 1
    return found


def _inside_word(text: str, at: int) -> bool:
    """True when a word goes on across position `at`."""
    return 0 < at < len(text) and _is_word(text[at - 1]) and _is_word(text[at])


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
