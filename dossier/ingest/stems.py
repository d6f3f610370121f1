"""Stems of words (Snowball), by their script and the language of the text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from dossier.model.folding import fold

_WORD = re.compile(r"[^\W_]+")
_SNOWBALL = {
    "ar": "arabic",
    "ru": "russian",
    "tr": "turkish",
    "en": "english",
    "fr": "french",
    "de": "german",
    "es": "spanish",
}
_EMPTY = frozenset(
    """a an and are as at be been by for from had has have he her his in into is it its may not of on or said she that the
    their there they this to was were which who will with after before between about over under also more than would could
    في من على الى إلى عن مع أن ان التي الذي هذا هذه بعد قبل كما وقد قد لا ما هو هي
    ve bir bu da de ile için olarak olan daha en gibi sonra
    и в на с по о об из за для что как не от до к у же был была было были это его их""".split()
)


@lru_cache(maxsize=16)
def _stemmer(language: str) -> Callable[[str], str]:
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer(_SNOWBALL[language]).stemWord
    return lru_cache(maxsize=50_000)(stem)


def stem(word: str, language: str) -> str:
    """The stem of a word, folded: by its script if that is Arabic or Cyrillic, else by the text's language or English."""
    first = word[0]
    if "\u0600" <= first <= "\u06ff":
        language = "ar"
    elif "\u0400" <= first <= "\u04ff":
        language = "ru"
    elif language in ("ar", "ru") or language not in _SNOWBALL:
        language = "en"
    return fold(_stemmer(language)(word.lower()))


def stems(text: str, language: str) -> Iterator[str]:
    """The stems of a text's words, without those that say nothing; numbers as they are."""
    for match in _WORD.finditer(text):
        word = match[0]
        if word.lower() not in _EMPTY and (len(word) > 1 or word.isdigit()):
            yield stem(word, language)
