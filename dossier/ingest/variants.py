"""Names in other spellings than the dossier's: inflected (Хулуси Акаром), transliterated otherwise, ordinals in figures.

Words are compared by a key: the Russian stem of a Cyrillic word, the consonants of a Latin one, of which transliterations
agree (Bashar Asad, Beşşar Esad). A Latin name needs two words to be told by its consonants.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from dossier.ingest.stems import stem
from dossier.model.folding import fold

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ`-][^\W\d_]+)*|\d+(?:st|nd|rd|th)?")
_ARTICLES = frozenset("al el ul as ash an ar at ad az ed es us the of de van von bin ibn".split())
_VOWELS = str.maketrans("", "", "aeiouyıäöüh'’ʼ`-")
_ALIKE = (
    ("sch", "s"), ("tch", "c"), ("sh", "s"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("th", "t"), ("dh", "d"), ("zh", "j"),
    ("dj", "j"), ("ph", "f"), ("ts", "s"), ("q", "k"), ("ck", "k"), ("w", "v"), ("x", "ks"), ("g", "j"), ("z", "s"),
    ("ks", "k"),
)  # fmt: skip
_SUFFIX = re.compile(r"['’ʼ][^\W\d_]{1,5}$")
"""An ending behind an apostrophe: Erdoğan'ın, Assad's."""
_KURDISH_ENDING = re.compile(r"(?<=[aeêiîouû])y(?:ê|a|an|ên|î)$|(?<=\w{2})(?:ê|an|ên|î|ekî)$")
_ENDING = "аеёиоуыэюяйь"
_DOUBLE = re.compile(r"(.)\1+")
FEWEST_CONSONANTS = 5
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_FIGURES = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th", "9th", "10th")
_ORDINAL = re.compile(rf"\b(?:{'|'.join((*ORDINALS, *_FIGURES))})\b", re.I)
_OTHER = {**dict(zip(ORDINALS, _FIGURES, strict=True)), **dict(zip(_FIGURES, ORDINALS, strict=True))}
_LEADING_ARTICLE = re.compile(r"(?:al|el|as|ash|an|ar|at|ad|az)[- ](?=\w)", re.I)


def ordinals(name: str) -> Iterator[str]:
    """The name with its ordinal in figures, or in words: "Third Corps", "3rd Corps"."""
    if match := _ORDINAL.search(name):
        other = _OTHER[match[0].lower()]
        yield name[: match.start()] + (other.title() if other[0].isalpha() else other) + name[match.end() :]


def inflected(name: str, language: str) -> Iterator[str]:
    """The name with the endings that a language adds to it in a sentence without a sign between: Kurdish, in Latin script
    (Idlib, Idlibê; Sûriye, Sûriyeyê; Tirkiye, Tirkiyê).
    """
    if language not in ("ku", "kmr") or not ("\u00c0" <= name[-1:] <= "\u024f" or name[-1:].isascii()):
        return
    if name[-1] in "aeêiîouû":
        yield from (f"{name}{ending}" for ending in ("yê", "ya", "yan", "yên", "yî"))
        yield f"{name[:-1]}ê"
    elif name[-1].isalpha():
        yield from (f"{name}{ending}" for ending in ("ê", "a", "an", "ên", "î", "ekî"))


def bare(word: str) -> Iterator[str]:
    """What a word may be without its ending: Turkish behind an apostrophe, Kurdish."""
    if short := _SUFFIX.sub("", word):
        yield short
    if match := _KURDISH_ENDING.search(word):
        yield word[: match.start()]
        if match[0] == "ê":
            yield f"{word[:-1]}e"


def without_article(name: str) -> str:
    """A name without the Arabic article before it, whose case varies: "al-Bab", "Al-Bab"."""
    match = _LEADING_ARTICLE.match(name)
    return name[match.end() :] if match else name


class Variants:
    """Searches for names by the keys of their words."""

    def __init__(self, names: Iterable[tuple[str, str]]) -> None:
        """`names` are pairs of a record's id and a spelling; a Latin key that belongs to two records is left out."""
        found: dict[tuple[str, ...], set[str]] = {}
        for id_, name in names:
            if key := _key([match[0] for match in _WORD.finditer(name)]):
                found.setdefault(key, set()).add(id_)
        self._ids = {key: sorted(ids) for key, ids in found.items() if len(ids) == 1 or _is_cyrillic(key[0])}
        self._longest: dict[str, int] = {}
        for key in self._ids:
            self._longest[key[0]] = max(len(key), self._longest.get(key[0], 0))

    def find(self, blocks: Sequence[str]) -> Iterator[tuple[str, int, int, int]]:
        """For each name in the blocks the record's id, the number of the block, and where it begins and ends there."""
        for number, block in enumerate(blocks):
            words = [
                (m.start(), m.start() + len(bare), _word_key(bare))
                for m in _WORD.finditer(block)
                if not _is_article(bare := _SUFFIX.sub("", m[0]))
            ]
            at = 0
            while at < len(words):
                longest = self._longest.get(words[at][2], 0)
                size = next((n for n in range(longest, 0, -1) if self._at(words, at, n, block)), 0)
                for id_ in self._ids[tuple(word[2] for word in words[at : at + size])] if size else ():
                    yield id_, number, words[at][0], words[at + size - 1][1]
                at += size or 1

    def _at(self, words: Sequence[tuple[int, int, str]], at: int, size: int, block: str) -> bool:
        chosen = words[at : at + size]
        return (
            len(chosen) == size
            and tuple(word[2] for word in chosen) in self._ids
            and all(block[word[0]].isupper() or block[word[0]].isdigit() for word in chosen)
            and not any(c in ".,;:!?()\n" for c in block[chosen[0][0] : chosen[-1][1]])
        )


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


def _is_article(word: str) -> bool:
    return word.lower() in _ARTICLES


def _key(words: Sequence[str]) -> tuple[str, ...]:
    """The keys of a name's words; empty if it cannot be told by them."""
    chosen = [word for word in words if not _is_article(word)]
    key = tuple(map(_word_key, chosen))
    if not key or not all(key):
        return ()
    if all(map(_is_cyrillic, chosen)):
        return key if sum(map(len, key)) >= 3 and not (len(chosen) == 1 and chosen[0].isupper()) else ()
    latin = all(word[0].isascii() or "\u00c0" <= word[0] <= "\u024f" for word in chosen)
    return key if latin and len(key) > 1 and len("".join(key)) >= FEWEST_CONSONANTS else ()


def _word_key(word: str) -> str:
    if _is_cyrillic(word):
        return stem(word, "ru").rstrip(_ENDING)
    if word[0].isdigit():
        return word.lower()
    text = fold(re.sub(r"^(?:al|el|as|ash|an|ar|at|ad|az)[-’'](?=\w)", "", word, flags=re.I))
    for written, same in _ALIKE:
        text = text.replace(written, same)
    first = text[:1] if text[:1] in "aeiouyh" else ""
    return ("a" if first and first != "h" else first) + _DOUBLE.sub(r"\1", text.translate(_VOWELS))
