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
DROPPED = (
    "\u00ad\u0640\u02b9\u02bb\u02bc\u02be\u02bf\u200b\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
)
"""Characters that are dropped: soft hyphen, tatweel, ʿ and similar, marks of direction."""
KEPT_MARKS = (
    "\u0780-\u07bf\u0900-\u093b\u093d-\u139f\u1700-\u17ff\u1900-\u1caf"  # Thaana to Lepcha
    "\u3099\u309a\ua800-\uabff\U00011000-\U00011fff"
)
"""Combining marks that stay, for they are the vowels of their scripts, from Thaana and Devanagari to Khmer, or tell が from
か. All others are dropped: accents, Arabic and Hebrew vowel points, the nukta of Devanagari.
"""
APOSTROPHES = "'’‘`′"
"""Apostrophes within a word: Hay'at is hayat, Erdoğan'ın is also erdogan, Jolani's is jolani."""
HYPHENS = "-\u058a\u05be\u2010\u2013\u2014\u2212"
"""After an article, and between parts of a word: F-16 is also f16."""
LATIN_ARTICLES = (
    *("al", "el", "ul", "as", "ash", "an", "ar", "at", "ad", "az"),
    *("ath", "adh", "es", "esh", "en", "er", "et", "ed", "ez", "ur", "ud", "uz"),
)
"""Articles before a hyphen: al-Jolani is jolani, and aljolani."""
SPACED_ARTICLES = ("al", "el", "ez")
"""Of these, articles before a blank as well: Al Jazeera is aljazeera. The others are words of European languages."""
ARABIC_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
"""Articles at the beginning of a word, alone or with a conjunction or preposition; three letters must be left."""
SERVANT = "عبد"
"""The first part of names that are written as one word or two: عبد الرحمن, عبدالرحمن."""
HEBREW_PREFIXES = "הובכלמש"
"""Article, conjunctions and prepositions that Hebrew writes as one with the word after them; three letters must be left."""
HAN = "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003134f"
"""Characters that are each a word."""
SEAMLESS = (
    "\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ecf\u0edc-\u0edf\u1000-\u103f\u1050-\u108f\u1780-\u17dd\u1980-\u19cf\u1a20-\u1a7f"
    "\u3041-\u309f\u30a1-\u30ff\u31f0-\u31ff\ua000-\ua48c\ua980-\ua9c0\uaa60-\uaadf"
)
"""Scripts without blanks between words, Thai, Lao, Burmese, Khmer, Japanese kana …: each two characters are a word."""
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
    "kept": KEPT_MARKS,
    "apostrophes": APOSTROPHES,
    "hyphens": HYPHENS,
    "latin": LATIN_ARTICLES,
    "spaced": SPACED_ARTICLES,
    "arabic": ARABIC_ARTICLES,
    "servant": SERVANT,
    "hebrew": HEBREW_PREFIXES,
    "han": HAN,
    "seamless": SEAMLESS,
    "common": sorted(COMMON),
    "longest": LONGEST,
}
"""What `fold.js` is handed of it: `FoldingTables` in `types.d.ts`."""

_AROUND = '.,;:!?"“”()[]'
"""Punctuation around words, stripped on the fast path."""


def _marks() -> str:
    """The marks that stay, as ranges for a pattern: Python's has no class of them."""
    ranges: list[list[int]] = []
    for first, last in re.findall("(.)-(.)|(?:.)", KEPT_MARKS, re.DOTALL):
        for code in range(ord(first), ord(last) + 1) if first else ():
            if unicodedata.category(chr(code))[0] == "M":
                if ranges and ranges[-1][1] == code - 1:
                    ranges[-1][1] = code
                else:
                    ranges.append([code, code])
    return "".join(f"{chr(first)}-{chr(last)}" for first, last in ranges) + "\u3099\u309a"


_JOINER = "\u200c"
"""Between the parts of a Persian word; in other scripts it says how letters are drawn."""
_IN_WORD = f"(?:[^\\W_]|[{_marks()}{_JOINER}])"
_TOKEN = re.compile(
    # P.K.K., U.S.'s
    rf"(?P<dotted>(?<![\w.])[^\W\d_](?:\.[^\W\d_])+)(?!{_IN_WORD})(?:\.?[{APOSTROPHES}]s(?!{_IN_WORD})|\.(?=[{HYPHENS}]))?"
    # 1,500; 10.000; 1,50,000
    rf"|(?P<grouped>(?<![\w.,])\d{{1,3}}(?:(?:,\d\d)+,|[.,\u066c])\d{{3}}(?:[.,\u066c]\d{{3}})*)(?!{_IN_WORD})"
    rf"|(?P<word>{_IN_WORD}+(?:[{APOSTROPHES}]{_IN_WORD}+)*)"
)
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_PIECE = re.compile(f"([{HAN}])|([{SEAMLESS}]+)|[^{HAN}{SEAMLESS}]+")
_WHOLLY = re.compile(f"[{HAN}{SEAMLESS}]")
_VOICED = re.compile("[\u3041-\u30ff][\u3099\u309a]")
_GERSHAYIM = re.compile('(?<=[\u05d0-\u05ea])["\u05f4\u05f3](?=[\u05d0-\u05ea])')
_ARABIC_JOINED = re.compile("(?<=[\u0600-\u06ff])\u200c(?=[\u0600-\u06ff])")
_GROUPED_BY_BLANKS = re.compile(r"(?<![\w.,])\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?!\w)")
_BLANKS = re.compile("[ \u00a0\u2009\u202f]")
_SPACED_ARTICLE = re.compile(rf"(?<![\w-])({'|'.join(SPACED_ARTICLES)})[ \u00a0](?=[^\W\d_])", re.IGNORECASE)


class _Plain(dict[int, "str | None"]):
    def __missing__(self, code: int) -> str | None:
        character = chr(code)
        dropped = unicodedata.category(character)[0] == "M" and not _KEPT.match(character)
        self[code] = None if dropped else character
        return self[code]


_KEPT = re.compile(f"[{KEPT_MARKS}]")
_PLAIN = _Plain(str.maketrans({**LETTERS, **dict.fromkeys(DROPPED)}))


def chunks(text: str) -> list[str]:
    """A text divided at its blanks, but for those within a number ("12 000") and after an article ("Al Jazeera")."""
    if _GROUPED_BY_BLANKS.search(text):
        text = _GROUPED_BY_BLANKS.sub(lambda found: _BLANKS.sub(",", found[0]), text)
    if _SPACED_ARTICLE.search(text):
        text = _SPACED_ARTICLE.sub(r"\1-", text)
    return text.split()


@cache
def words(chunk: str) -> tuple[tuple[str, ...], ...]:
    """The words of a text without blanks, in order; each as a tuple of its main form and its other forms.

    The parts of a compound (F-16) are words of their own; the first of them has the whole (f16) among its forms.
    """
    bare = chunk.strip(_AROUND)
    if bare.isascii() and bare.isalnum():
        return ((bare.lower()[:LONGEST],),)
    plain = _GERSHAYIM.sub("", unicodedata.normalize("NFKD", chunk).lower().translate(_PLAIN))
    word_forms: list[tuple[str, ...]] = []
    article, whole, begin, end = "", "", 0, -1
    for match in _TOKEN.finditer(plain):
        if match.start() != end + 1 or plain[end] not in HYPHENS:
            _compounded(word_forms, begin, whole)
            begin, whole = len(word_forms), ""
        token, end = match[0], match.end()
        if match["word"] in LATIN_ARTICLES and plain[end : end + 1] in tuple(HYPHENS):
            article = token
            whole += token
            continue
        if match["dotted"] or match["grouped"]:
            parts = re.split(r"[.,\u066c]", match["dotted"] or match["grouped"])
            found = [("".join(parts), *parts)]
        else:
            found = _word(token, article)
        article = ""
        whole += found[0][0] if len(found) == 1 else "?" * (LONGEST + 1)
        word_forms += found
    _compounded(word_forms, begin, whole)
    return tuple([tuple(dict.fromkeys(form[:LONGEST] for form in forms_)) for forms_ in word_forms])


def _compounded(word_forms: list[tuple[str, ...]], begin: int, whole: str) -> None:
    """Add a compound as a whole to the forms of its first word."""
    if len(word_forms) - begin > 1 and len(whole) <= LONGEST:
        word_forms[begin] += (whole,)


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


def _word(token: str, article: str) -> list[tuple[str, ...]]:
    """The words of a token: one, but for scripts without blanks."""
    plain = token.replace(_JOINER, "")
    if not plain or plain.isascii() or not _WHOLLY.search(plain):
        return [_forms(token, plain, article)] if plain else []
    found: list[tuple[str, ...]] = []
    for piece in _PIECE.finditer(plain):
        if piece[1]:
            found.append((piece[0],))
        elif piece[2]:
            run = _VOICED.sub(lambda voiced: unicodedata.normalize("NFC", voiced[0]), piece[0])
            found += [(run[at : at + 2],) for at in range(len(run) - 1)] or [(run,)]
            if len(run) > 1:
                found[-1] += (run[-1],)
        else:
            found.append(_forms(piece[0], piece[0], article))
    return found


def _forms(token: str, plain: str, article: str) -> tuple[str, ...]:
    parts = [part for part in _APOSTROPHE.split(plain) if part]
    if len(parts) > 1 and parts[-1] == "s":
        parts.pop()
    joined = _bare("".join(parts))
    forms_ = [joined]
    if len(parts) > 1:
        forms_ += [part for part in parts if len(part) > 2]
    if article:
        forms_.append(article + joined)
    if not plain.isascii():
        forms_ += _parts(token, joined)
    return tuple(forms_)


def _parts(token: str, joined: str) -> list[str]:
    """Further forms of a word: parts of a Persian compound and of an Arabic name, a Hebrew word without its prefixes."""
    if _ARABIC_JOINED.search(token):
        return [_bare(part) for part in _ARABIC_JOINED.split(token) if part]
    if joined.startswith(f"{SERVANT}ال") and len(joined) > len(SERVANT) + 3:
        return [SERVANT, _bare(joined[len(SERVANT) :])]
    cut = 0
    while cut < 2 and joined[cut : cut + 1] in tuple(HEBREW_PREFIXES) and len(joined) > cut + 3:
        cut += 1
    return [joined[at:] for at in range(1, cut + 1)]


def _bare(word: str) -> str:
    if not word.isascii():
        for article in ARABIC_ARTICLES:
            if word.startswith(article) and len(word) > len(article) + 2:
                return word[len(article) :]
    return word
