"""Names to be withheld: a file outside the repository that `$DOSSIER_WITHHELD` names, and the search for them.

A line a spelling: the record's id, a colon, the spelling; or an article's id and the words of a withheld quotation. Lines
that begin with # are passed over.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from dossier.config import ConfigError
from dossier.store.forms import CAPITAL, LANGUAGES, form
from dossier.store.readings import readings_of

VARIABLE = "DOSSIER_WITHHELD"


class Unreadable(Exception):
    """The file cannot be read, or a line of it is none; the message names no spelling."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A withheld name in the output. The name itself is never printed."""

    actor: str
    file: str
    """The file's path, with what of it is the name left out."""


def load(path: Path) -> dict[str, tuple[str, ...]]:
    """Spellings by record; raises `Unreadable`."""
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise Unreadable(f"the file that ${VARIABLE} names cannot be read") from None
    found: dict[str, list[str]] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        actor, colon, spelling = line.partition(":")
        if not colon or not actor.strip() or len(folded(spelling)) < 2:
            raise Unreadable(f"line {number} of the file that ${VARIABLE} names is not 'ID: spelling'")
        found.setdefault(actor.strip(), []).append(spelling.strip())
    return {actor: tuple(spellings) for actor, spellings in found.items()}


def names_at_hand() -> dict[str, tuple[str, ...]]:
    """The spellings in the file that $DOSSIER_WITHHELD names, by record; raises `ConfigError` where it is unreadable."""
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
"""Letters that are read alike, or written for one another. Names are folded on both sides, so that no true name is lost."""


def folded(text: str) -> str:
    """A text as names are compared: letters and digits only; case, accents, vowel signs and look-alikes folded."""
    decomposed = unicodedata.normalize("NFKD", text.casefold()).translate(_ALIKE)
    kept = (c for c in decomposed if c.isalnum() and unicodedata.category(c) != "Lm")
    return unicodedata.normalize("NFKD", "".join(kept).casefold()).translate(_ALIKE)


SHORT = 6
"""Letters under which a name has to be a word of its own: Ali is in locality."""
STATIC = ("assets/javascripts/", "assets/stylesheets/", "assets/leaflet/", "assets/map/")
"""Files of the theme and of the map, which no contributor writes, unless a theme of their own overrides them."""


def search(
    files: Mapping[str, bytes],
    names: Mapping[str, tuple[str, ...]],
    is_theirs: Callable[[str, bytes], bool] | None = None,
) -> list[Hit]:
    """Every file that holds a spelling, in its text, its markup, its addresses or its name.

    `is_theirs` says of a file of `STATIC` whether it is the theme's own, as it was published; without it all are.
    """
    wanted = [(actor, spelling) for actor, spellings in names.items() for spelling in spellings]
    found = []
    for file, data in sorted(files.items()) if wanted else ():
        if file.startswith(STATIC) and (is_theirs is None or is_theirs(file, data)):
            continue
        readings = [_Reading(text) for text in dict.fromkeys(readings_of(file, data))]
        for actor in dict.fromkeys(a for a, name in wanted if any(r.holds(name) for r in readings)):
            found.append(Hit(actor, _unnamed(file, names[actor])))
    return found


def _unnamed(file: str, spellings: tuple[str, ...]) -> str:
    """A path without the parts that hold a name: a refusal does not print what it refuses."""
    parts = []
    for part in file.split("/"):
        reading = _Reading(part)
        parts.append("(the name)" if any(map(reading.holds, spellings)) else part)
    return "/".join(parts)


_WORD = re.compile(r"[^\W_]+")


class _Reading:
    """A text in one of the ways in which it can be read, folded once for all names."""

    def __init__(self, text: str) -> None:
        self.letters = folded(text)
        self.words = _spaced(text)
        self.languages = frozenset(name for name, letters in LANGUAGES.items() if letters.search(text))

    def holds(self, name: str) -> bool:
        """True where the name stands in it, in the forms of its language."""
        needle = folded(name)
        if len(needle) >= SHORT and needle in self.letters:
            return True
        letters, pattern = _forms(name, self.languages)
        return all(of in self.words for of in letters) and pattern.search(self.words) is not None


def _spaced(text: str) -> str:
    """A text as its folded words, a blank between, before and behind; camelCase and numbers are words of their own.

    A word that begins with a capital stands behind a `CAPITAL`.
    """
    words = []
    for word in _WORD.findall(_plain(text)):
        parts = _split(word)
        for each in (word, *(parts if len(parts) > 1 else ())):
            words.append(f"{CAPITAL if each[0].isupper() else ''}{folded(each)}")
    return f" {' '.join(words)} "


def _split(word: str) -> list[str]:
    """FreeOmar2 is Free, Omar and 2."""
    if word.isalpha() and (word.islower() or word.isupper() or word.istitle()):
        return [word]
    found = [word[:1]]
    for before, after in pairwise(word):
        if (before.islower() and after.isupper()) or before.isdigit() != after.isdigit():
            found.append(after)
        else:
            found[-1] += after
    return found


@cache
def _forms(name: str, languages: frozenset[str]) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Letters that stand in every form of a name, and the pattern: its words in a row, as languages change them."""
    words = [form(word, folded, languages) for word in _WORD.findall(_plain(name))]
    return tuple(letters for letters, _ in words), re.compile(
        " " + " ".join(pattern for _, pattern in words) + " "
    )


def _plain(text: str) -> str:
    """A text without accents, vowel signs and invisible marks."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm", "Cf"))
