"""Names to be withheld: a file outside the repository that `$DOSSIER_WITHHELD` names, and the search for them.

One line a spelling: the record's id, a colon, the spelling; or an article's id and the words of a withheld quotation.
Lines that begin with # are ignored.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path

from dossier.conflict_markers import conflict_lines
from dossier.settings_file import ConfigError
from dossier.store.forms import CAPITAL, LANGUAGES, form
from dossier.store.readings import readings_of

VARIABLE = "DOSSIER_WITHHELD"


class Unreadable(Exception):
    """The file cannot be read, or has a malformed line; the message names no spelling."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A withheld name in the output. The name itself is never printed."""

    actor: str
    file: str
    """The file's path, with the parts that hold the name replaced."""


def load(path: Path) -> dict[str, tuple[str, ...]]:
    """The spellings by record; raises `Unreadable`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"the file that ${VARIABLE} names cannot be read") from None
    for marker in conflict_lines(text):
        raise Unreadable(f"line {marker + 1} of the file that ${VARIABLE} names is a conflict marker of git")
    spellings_by_actor: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        actor, colon, spelling = line.partition(":")
        if not colon or not actor.strip() or len(folded(spelling)) < 2:
            raise Unreadable(f"line {number} of the file that ${VARIABLE} names is not 'ID: spelling'")
        spellings_by_actor.setdefault(actor.strip(), []).append(spelling.strip())
    return {actor: tuple(spellings) for actor, spellings in spellings_by_actor.items()}


def names_at_hand() -> dict[str, tuple[str, ...]]:
    """The spellings in the file that $DOSSIER_WITHHELD names, by record; raises `ConfigError` if it cannot be read."""
    path = os.environ.get(VARIABLE)
    try:
        return load(Path(path)) if path else {}
    except Unreadable as error:
        raise ConfigError(str(error)) from None


_ALIKE = str.maketrans(
    {
        letter: plain
        for plain, letters in {
            # Turkish and Nordic letters, and the Cyrillic and Greek ones that look Latin
            "a": "æаα", "b": "в", "c": "с", "d": "đðԁ", "e": "е", "g": "ɡ", "h": "ħн", "i": "ıіι", "j": "ј", "k": "кκ",
            "l": "ł", "m": "м", "o": "øœоο", "p": "рρ", "s": "ѕ", "t": "ŧþтτ", "u": "υ", "v": "ν", "x": "хχ", "y": "у",
            # Arabic letter forms
            "ا": "أإآٱ", "و": "ؤ", "ي": "ىیېئ", "ك": "کڪ", "ه": "ةھەۀ",
        }.items()
        for letter in letters
    }
)  # fmt: skip
"""Letters that are read alike, or written for one another. Names and texts are folded alike, so no true name is missed."""


def folded(text: str) -> str:
    """A text folded for comparing names: letters and digits only; case, accents, vowel signs and look-alikes folded."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    letters = (c for c in decomposed if c.isalnum() and unicodedata.category(c) != "Lm")
    return unicodedata.normalize("NFKD", "".join(letters).casefold()).translate(_ALIKE)


SHORT = 6
"""Letters below which a name must be a word of its own: Ali is in locality."""
STATIC = ("assets/javascripts/", "assets/stylesheets/", "assets/leaflet/", "assets/map/")
"""Files of the theme and the map, which no contributor writes, unless a custom theme overrides them."""


def search(
    files: Mapping[str, bytes],
    names: Mapping[str, tuple[str, ...]],
    is_theirs: Callable[[str, bytes], bool] | None = None,
) -> list[Hit]:
    """Find every file that holds a spelling, in its text, its markup, its addresses or its name.

    `is_theirs` tells whether a file of `STATIC` is byte for byte the theme's own; without it all of them count as such.
    """
    wanted = [(actor, spelling) for actor, spellings in names.items() for spelling in spellings]
    hits = []
    for file, data in sorted(files.items()) if wanted else ():
        if file.startswith(STATIC) and (is_theirs is None or is_theirs(file, data)):
            continue
        readings = [_Reading(text) for text in dict.fromkeys(readings_of(file, data))]
        for actor in dict.fromkeys(a for a, name in wanted if any(r.holds(name) for r in readings)):
            hits.append(Hit(actor, _unnamed(file, names[actor])))
    return hits


def _unnamed(file: str, spellings: tuple[str, ...]) -> str:
    """A path without the parts that hold a name: an error message must not print what it withholds."""
    parts = []
    for part in file.split("/"):
        reading = _Reading(part)
        parts.append("(the name)" if any(map(reading.holds, spellings)) else part)
    return "/".join(parts)


_WORD = re.compile(r"[^\W_]+")
_STRETCH = re.compile("[0-9A-Za-z\x80-\U0010ffff]+")
"""What no blank and no mark of ASCII divides: neither a folded letter nor a word reaches beyond it."""


class _Reading:
    """One reading of a text, folded once for all names."""

    def __init__(self, text: str) -> None:
        stretches = [_folded_stretch(stretch) for stretch in _STRETCH.findall(text)]
        self.letters = "".join([letters for letters, _ in stretches])
        self.words = " " + "".join([words for _, words in stretches])
        """The folded words, separated and surrounded by blanks."""
        self.languages = frozenset(name for name, letters in LANGUAGES.items() if letters.search(text))

    def holds(self, name: str) -> bool:
        """True if the name occurs in it, in any form of its language."""
        needle = folded(name)
        if len(needle) >= SHORT and needle in self.letters:
            return True
        letters, pattern = _forms(name, self.languages)
        return all(prefix in self.words for prefix in letters) and pattern.search(self.words) is not None


LONGEST, MOST_STRETCHES = 32, 1 << 17
"""Characters of a stretch, and stretches, that are cached: the pages of a site repeat the same words and markup."""


def _folded_stretch(text: str) -> tuple[str, str]:
    return _fold_stretch(text) if len(text) > LONGEST else _cached_stretch(text)


def _fold_stretch(text: str) -> tuple[str, str]:
    """The folded letters of a stretch, and its folded words, a blank behind each; parts of camelCase and numbers are
    added as words. A word that begins with a capital has `CAPITAL` before it.
    """
    fold = str.lower if text.isascii() else folded  # of the letters and digits of ASCII these are the same
    words = []
    for word in (text,) if text.isascii() else _WORD.findall(_plain(text)):
        parts = _split(word)
        for each in (word, *(parts if len(parts) > 1 else ())):
            words.append(f"{CAPITAL if each[0].isupper() else ''}{fold(each)} ")
    return fold(text), "".join(words)


_cached_stretch = lru_cache(MOST_STRETCHES)(_fold_stretch)


def _split(word: str) -> list[str]:
    """The parts of a word: FreeOmar2 gives Free, Omar and 2."""
    if word.isalpha() and (word.islower() or word.isupper() or word.istitle()):
        return [word]
    parts = [word[:1]]
    for before, after in pairwise(word):
        if (before.islower() and after.isupper()) or before.isdigit() != after.isdigit():
            parts.append(after)
        else:
            parts[-1] += after
    return parts


@cache
def _forms(name: str, languages: frozenset[str]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """The common prefixes of a name's words, and a pattern: its words in a row, in all their forms."""
    words = [form(word, folded, languages) for word in _WORD.findall(_plain(name))]
    return tuple(letters for letters, _ in words), re.compile(
        " " + " ".join(pattern for _, pattern in words) + " "
    )


def _plain(text: str) -> str:
    """A text without accents, vowel signs and invisible marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm", "Cf"))
