"""Quotations, names and labels that must occur in a capture: which ones, and what counts as an occurrence.

Folded on both sides: Unicode NFC, white space, typographic quotation marks, invisible marks. Whole words, except in
scripts that join particles to words. No fuzzy match (docs/decisions/0007).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dossier.model.parts import Quote
from dossier.model.records import Article

_QUOTES = {ord(c): "'" for c in "‘’‚‛′`´ʼ"} | {ord(c): '"' for c in "“”„‟″«»"}
_HYPHENS = {0x2010: "-", 0x2011: "-"}
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x61C, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)
_SEMITIC = re.compile("[\u0590-\u08ff]")
"""Scripts that write particles before a word, and pronouns and endings after it, without a blank."""
_PARTICLES = re.compile("[وفأ]?[بلكس]?(?:ال|ل)?|[\u05d5\u05d4\u05d1\u05db\u05dc\u05de\u05e9]{0,3}")
"""And, so, in, to, like, the: particles before an Arabic or Hebrew word."""
_SUFFIXES = re.compile(
    "(?:ه|ها|هم|هن|ك|كم|نا|ي|ا|اً|ًا|ان|ين|ون|ات|ة|وا)?[\u064b-\u0652]?|[\u05d0-\u05ea]{0,2}"
)
"""Pronouns and endings after such a word."""
_CJK = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese, Khmer: no blanks between words."""
_OMISSION = re.compile(r"(?:(?<!\s)\s+)?\[(?:…|\.\.\.)\]\s*")
"""Words left out of a quotation, as editors mark them. Begins where blanks do: from each of many blanks in turn, the
search for a bracket behind them would take the square of their number."""
_NUMBER_BEFORE = re.compile(r"[\d½¼¾]$|\d[.,\u060c\u066b\u066c'·_]$|(?:^|[\s(])[.,]$")
_GROUP_BEFORE = re.compile(r"(?<!\d)\d{1,3} $")
_NUMBER_AFTER = re.compile(r"[\d½¼¾]|[.,\u060c\u066b\u066c'·_]\d| \d{3}(?!\d)")
_DATE_BEFORE = re.compile(r"(?<!\d)\d{1,2}\.(?:\d{1,2}\.)?$")
_DATE_AFTER = re.compile(r"\.\d{1,2}\.\d{4}|\.\d{4}(?!\d)")
"""29.12.2023 is three numbers, 1.500 is one."""


def folded(text: str) -> str:
    """A text folded for comparison."""
    plain = unicodedata.normalize("NFC", text).translate(_INVISIBLE | _QUOTES | _HYPHENS)
    return " ".join(plain.split())


class Wanted(NamedTuple):
    """A text that must occur in its article's capture."""

    kind: str
    """quote, named or called."""
    text: str
    paragraphs: tuple[tuple[int, int], ...] | None
    """The ranges of paragraphs in which it may occur, ends included (0 is the headline); None for any."""
    keys: tuple[str | int, ...]
    """The keys that lead to it in the record."""

    def may_stand_in(self, paragraph: int) -> bool:
        """True if it may occur in that paragraph."""
        return self.paragraphs is None or any(first <= paragraph <= last for first, last in self.paragraphs)


def wanted(article: Article) -> Iterator[Wanted]:
    """Every quotation, name and label of an article."""
    for number, account in enumerate(article.claims):
        for index, quote in enumerate(account.quotes):
            if quote.publish:
                continue
            keys = ("claims", number, "quotes", index, "text")
            yield Wanted("quote", quote.text, _paragraphs(quote), keys)
    for actor, naming in article.actors.items():
        for kind, texts in (("named", naming.named), ("called", naming.called)):
            for index, text in enumerate(texts):
                yield Wanted(kind, text, None, ("actors", actor, kind, index))


def _paragraphs(quote: Quote) -> tuple[tuple[int, int], ...] | None:
    if quote.at is None or quote.at.derived:
        return None
    if quote.at.kind == "headline":
        return ((0, 0),)
    if quote.at.kind != "paragraph":
        return None
    found: list[tuple[int, int]] = []
    for part in quote.at.value.split(", "):
        first, _, last = part.partition("-")
        found.append((int(first), int(last or first)))
    return tuple(found)


def occurrences(text: str, block: str) -> int:
    """How often `text` occurs in `block`, both as written, as whole words and whole numbers.

    All parts of a text with an omission, "[…]", must occur in the block, in order; occurrences of its first part are
    counted.
    """
    return sum(1 for _ in _occurrences(text, folded(block)))


def stands_in(text: str, hay: str) -> bool:
    """Whether `text` occurs in a block that is already `folded`."""
    return next(_occurrences(text, hay), None) is not None


def parts_of(text: str) -> list[str]:
    """The parts of a text between its omissions, "[…]"."""
    return _OMISSION.split(text)


def _occurrences(text: str, hay: str) -> Iterator[int]:
    parts = [folded(part) for part in parts_of(text)]
    if not all(parts):
        return
    first, *others = parts
    for at in _places(hay, first, 0):
        # What does not follow here follows nowhere further on.
        if not _follow(hay, others, at + len(first)):
            return
        yield at


def _follow(hay: str, parts: Sequence[str], at: int) -> bool:
    """True if all `parts` occur in `hay` from `at` on, in order."""
    for part in parts:
        place = next(_places(hay, part, at), None)
        if place is None:
            return False
        at = place + len(part)
    return True


def _places(hay: str, needle: str, at: int) -> Iterator[int]:
    while (at := hay.find(needle, at)) >= 0:
        if _begins(hay, at) and _ends(hay, at + len(needle)):
            yield at
        at += 1


def count_words(text: str) -> int:
    """Words of a text; in scripts without blanks a character of CJK, or four of the others, counts as one."""
    text = _OMISSION.sub(" ", text)
    unspaced = len(_CJK.findall(text)) + len(_UNSPACED.findall(text)) / 4
    return len(_UNSPACED.sub(" ", _CJK.sub(" ", text)).split()) + round(unspaced)


def _begins(text: str, at: int) -> bool:
    """True if no word or number spans the position `at`, where a text begins."""
    before, first = text[max(0, at - 8) : at], text[at : at + 1]
    if first.isdecimal():
        number = re.match(r"\d+", text[at : at + 8])
        grouped = number is not None and len(number[0]) == 3 and _GROUP_BEFORE.search(before)
        dated = number is not None and len(number[0]) == 4 and _DATE_BEFORE.search(before)
        return bool(dated) or not (grouped or _NUMBER_BEFORE.search(before))
    if _SEMITIC.match(first):
        word = re.search(r"\w*$", before)
        return word is not None and bool(_PARTICLES.fullmatch(word[0]))
    return _free(first) or not (before and _is_word(before[-1]) and _is_word(first))


def _ends(text: str, at: int) -> bool:
    """True if no word or number spans the position `at`, where a text ends."""
    last, after = text[at - 1 : at], text[at : at + 8]
    if last.isdecimal():
        return bool(_DATE_AFTER.match(after)) or not _NUMBER_AFTER.match(after)
    if _SEMITIC.match(last):
        word = re.match(r"\w*", after)
        return word is not None and bool(_SUFFIXES.fullmatch(word[0]))
    if re.match(r"'t(?!\w)", after) and _is_word(last):
        return False  # don't is no don; but HTS's is HTS, and Şam'ın is Şam
    return _free(last) or not (after and _is_word(after[0]) and _is_word(last))


def _free(character: str) -> bool:
    return bool(_CJK.match(character) or _UNSPACED.match(character))


def _is_word(character: str) -> bool:
    return character.isalnum() or unicodedata.category(character).startswith("M")
