"""Guesses script and language of a text by its letters and commonest words: for warnings, and for what a person confirms."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache

_EXPECTED: dict[str, tuple[str, ...]] = {
    "Arabic": ("ar", "fa", "ur", "ps", "ckb", "ug", "sd", "prs", "arz", "apc", "ary"),
    "Cyrillic": ("ru", "uk", "be", "bg", "mk", "kk", "ky", "tg", "tt", "ba", "ce", "os", "ab"),
    "Hebrew": ("he", "yi"),
    "Greek": ("el",),
    "Armenian": ("hy",),
    "Georgian": ("ka",),
    "Ethiopic": ("am", "ti"),
    "Devanagari": ("hi", "mr", "ne", "sa"),
    "Bengali": ("bn", "as"),
    "Tamil": ("ta",),
    "Thai": ("th",),
    "Han": ("zh", "yue"),
    "Japanese": ("ja",),
    "Hangul": ("ko",),
    "Latin": tuple(
        """en fr de es it pt nl tr pl cs sk sv da no nb nn fi hu ro hr sl sq et lv lt id ms sw so vi ca gl eu ga cy is
        mt af eo la tl ha""".split()
    ),
}
"""Scripts, and the languages that are written in that script only."""
_SCRIPTS = {language: script for script, languages in _EXPECTED.items() for language in languages}
_TAGGED = {
    **{"Arab": "Arabic", "Cyrl": "Cyrillic", "Latn": "Latin", "Hebr": "Hebrew", "Grek": "Greek"},
    **{"Hans": "Han", "Hant": "Han"},
}
_JAPANESE = {"Han", "Japanese"}
_BY_NAME = {"CJK": "Han", "HIRAGANA": "Japanese", "KATAKANA": "Japanese"}
_ALONE = {
    **{
        "Hebrew": "he",
        "Greek": "el",
        "Armenian": "hy",
        "Georgian": "ka",
        "Tamil": "ta",
        "Thai": "th",
        "Hangul": "ko",
    },
    **{"Japanese": "ja", "Han": "zh"},
}
"""Languages of scripts in which hardly any other is written."""
_NOT_ARABIC = "پچژگکیەڵڕےٹ"
"""Letters of the Arabic script that Persian, Kurdish or Urdu use, and Arabic does not."""
FEWEST = 4
"""Letters that a text must have to be judged by its script."""
FEWEST_WORDS = 60
"""Words that a text must have to be judged by its commonest words."""
_WORD = re.compile(r"[^\W\d_]+")
_COMMON: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": "the of and to in that is was for on with as by at from his has have which said",
        "tr": "ve bir bu ile için olarak olan da de daha sonra ise gibi kadar dedi çok ama",
        "fr": "le la les des et en un une du que dans pour sur est qui par au avec plus pas",
        "de": "der die und das den von zu mit sich des auf für ist im dem nicht ein eine als auch",
        "es": "el la de que y en los del las por con una para es al lo como más su se",
        "it": "il di che la e per un una in del della con non sono da al le si dei nel",
        "nl": "de het een van en in is dat op te zijn met voor niet aan er om ook als door",
        "ku": "û li bi ji di de ku ev ew jî bo ya yê ên wê wî me hat kir dike",
        "ru": "и в не на что с по как из у за от о для это его к до при также",
        "uk": "і в не на що з по як із у за від про для це його до та при також",
        "ar": "في من على إلى أن عن مع التي الذي هذا هذه كما بعد قال بين لا ما أو كان قد",
        "fa": "و در به از که این را با است برای آن یک می خود تا بر شد کرد نیز هم",
    }.items()
}
"""Function words of languages that share a script with others."""


@lru_cache(maxsize=1 << 12)
def _script(character: str) -> str:
    name = unicodedata.name(character, "").split(" ")[0]
    return _BY_NAME.get(name, name.capitalize())


def _expected(tag: str) -> str:
    """The script of a language tag; empty if the language has several, or is not listed here."""
    language, *rest = tag.split("-")
    for part in rest:
        if part in _TAGGED:
            return _TAGGED[part]
    return _SCRIPTS.get(language, "")


def foreign_script(text: str, tag: str) -> str:
    """The script of nearly all letters of a text, if that is not the language's own; else empty."""
    expected = _expected(tag)
    if not expected:
        return ""
    if expected == "Latin" and text.isascii():
        return ""
    letters = Counter(_script(c) for c in text if c.isalpha())
    if not letters or letters.total() < FEWEST:
        return ""
    ours = _JAPANESE if expected == "Japanese" else {expected}
    script, number = letters.most_common(1)[0]
    return script if script not in ours and number >= 0.9 * letters.total() else ""


def foreign_words(text: str, tag: str) -> str:
    """The language whose commonest words a text has, if it has hardly any of its declared language's; else empty."""
    words = [word.casefold() for word in _WORD.findall(text)]
    own = _COMMON.get(tag.split("-")[0])
    if own is None or len(words) < FEWEST_WORDS:
        return ""
    shares = {
        language: sum(word in common for word in words) / len(words) for language, common in _COMMON.items()
    }
    best = max(sorted(shares), key=shares.__getitem__)
    return best if shares[best] > 0.12 and shares[best] > 4 * shares[tag.split("-")[0]] else ""


def likely_language(text: str) -> str:
    """The language of a text by its script, or by its commonest words; empty if it is unclear."""
    letters = Counter(_script(c) for c in text if c.isalpha())
    if letters.total() < FEWEST:
        return ""
    if letters["Japanese"] > 0.1 * letters.total():
        return "ja"
    script, number = letters.most_common(1)[0]
    if number < 0.7 * letters.total():
        return ""
    if script in _ALONE:
        return _ALONE[script]
    words = [word.casefold() for word in _WORD.findall(text)]
    if len(words) >= FEWEST_WORDS // 2:
        shares = sorted(
            (sum(word in common for word in words) / len(words), language)
            for language, common in _COMMON.items()
            if _SCRIPTS.get(language, "Latin") == script
        )
        if shares and shares[-1][0] > max([0.12, *(1.5 * share for share, _ in shares[:-1])]):
            return shares[-1][1]
    others = sum(text.count(letter) for letter in _NOT_ARABIC)
    return "ar" if script == "Arabic" and others < 0.01 * letters.total() else ""
