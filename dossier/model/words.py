"""Folds words for comparison, in search and in the filters of tables: case, accents, vowel signs, letter forms, articles.

`dossier/render/assets/fold.js` folds a reader's words by the same tables, which a build writes into it (`TABLES`);
`tests/browser/test_search.py` holds both to the same results.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

LETTERS = {
    # Letters that Unicode does not take apart: German, Turkish, Nordic, Polish, Maltese, Greek, Ukrainian.
    "ß": "ss", "ı": "i", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "ħ": "h", "ŧ": "t", "æ": "ae", "œ": "oe",
    "þ": "th", "ς": "σ", "ґ": "г",
    # Arabic letter forms, and those of Persian and Kurdish; a hamza above or below is a mark, and goes with the marks.
    "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ێ": "ي", "ة": "ه", "ہ": "ه", "ھ": "ه", "ە": "ه", "ک": "ك", "گ": "ك",
    "ۆ": "و", "ڵ": "ل", "ڕ": "ر",
    **{chr(0x660 + n): str(n) for n in range(10)},
    **{chr(0x6F0 + n): str(n) for n in range(10)},
}  # fmt: skip
"""What a lower-case letter is folded to, after decomposition (NFKD)."""
DROPPED = "\u00ad\u0640\u02b9\u02bb\u02bc\u02be\u02bf\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
"""Characters that are dropped, as all combining marks are: soft hyphen, tatweel, ʿ and similar, marks of direction."""
APOSTROPHES = "'’‘`′"
"""Apostrophes within a word: Hay'at is hayat, Erdoğan'ın is also erdogan, Jolani's is jolani."""
LATIN_ARTICLES = ("al", "el", "ul", "as", "ash", "an", "ar", "at", "ad", "az")
"""Articles before a hyphen: al-Jolani is jolani, and aljolani."""
ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
"""Articles at the beginning of a word, alone or with a conjunction or preposition; three letters must be left."""
COMMON = frozenset(
    "a al an and as at be but by el for from has he his in is it its of on or that the their they this to was were"
    " which who with".split()
)
"""Words that are searched for in names and titles only, and ignored beside other words."""
LONGEST = 32
"""Letters of a word that are compared."""
TABLES: dict[str, object] = {
    "letters": LETTERS,
    "dropped": DROPPED,
    "apostrophes": APOSTROPHES,
    "latin": LATIN_ARTICLES,
    "arabic": ARABIC_ARTICLES,
    "common": sorted(COMMON),
    "longest": LONGEST,
}
"""What `fold.js` is handed of it: `FoldingTables` in `types.d.ts`."""

_HYPHENS = "-\u2010\u2013\u2014"
_AROUND = '.,;:!?"“”()[]'
"""Punctuation around words, stripped on the fast path."""
_WORD = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][^\W_]+)*")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


class _Plain(dict[int, "str | None"]):
    def __missing__(self, code: int) -> str | None:
        self[code] = None if unicodedata.category(chr(code))[0] == "M" else chr(code)
        return self[code]


_PLAIN = _Plain(str.maketrans({**LETTERS, **dict.fromkeys(DROPPED)}))


@cache
def words(chunk: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text without blanks, in order; each as a tuple of its main form and its other forms."""
    bare = chunk.strip(_AROUND)
    if bare.isascii() and bare.isalnum():
        return ((bare.lower()[:LONGEST],),)
    plain = unicodedata.normalize("NFKD", chunk).lower().translate(_PLAIN)
    word_forms: list[tuple[str, ...]] = []
    article = ""
    for match in _WORD.finditer(plain):
        word = match[0]
        if not word.isascii() and _HAN.search(word):
            word_forms += [(part,) for part in _HAN.sub(r" \g<0> ", word).split()]
            continue
        if word in LATIN_ARTICLES and plain[match.end() : match.end() + 1] in tuple(_HYPHENS):
            article = word
            continue
        word_forms.append(_forms(word, article))
        article = ""
    return tuple(word_forms)


class _Known(dict[str, tuple[str, ...]]):
    """The forms of each text, cached: a build looks up some million, and a dict is the fastest cache."""

    def __missing__(self, chunk: str) -> tuple[str, ...]:
        word_forms = words.__wrapped__(chunk)  # cached by this mapping instead
        self[chunk] = (
            word_forms[0] if len(word_forms) == 1 else tuple(form for word in word_forms for form in word)
        )
        return self[chunk]


forms = _Known().__getitem__
"""All forms of all words of a text without blanks."""


def _forms(word: str, article: str) -> tuple[str, ...]:
    parts = _APOSTROPHE.split(word)
    if len(parts) > 1 and parts[-1] == "s":
        parts.pop()
    joined = _bare("".join(parts))
    forms = [joined]
    if len(parts) > 1:
        forms += [part for part in parts if len(part) > 2]
    if article:
        forms.append(article + joined)
    return tuple(form[:LONGEST] for form in forms)


def _bare(word: str) -> str:
    if not word.isascii():
        for article in ARABIC_ARTICLES:
            if word.startswith(article) and len(word) > len(article) + 2:
                return word[len(article) :]
    return word
