"""Names to be withheld: a file outside the repository that `$DOSSIER_WITHHELD` names, and the search for them.

A line a spelling: the actor's id, a colon, the spelling. Lines that begin with # are passed over.
"""

from __future__ import annotations

import html
import os
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from dossier.config import ConfigError

VARIABLE = "DOSSIER_WITHHELD"
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2", ".ico")
_MARKS = re.compile(r"<[^<>]*>")
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_BLANKS = re.compile(r"\\[nrt]")
_NOTES = re.compile(r'<(sup)[^<>]*>.*?</sup>|<span class="dossier-note">.*?</span>', re.DOTALL)


class Unreadable(Exception):
    """The file cannot be read, or a line of it is none; the message names no spelling."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A withheld name in the output. The name itself is never told."""

    actor: str
    file: str


def load(path: Path) -> dict[str, tuple[str, ...]]:
    """Spellings by actor; raises `Unreadable`."""
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
            raise Unreadable(f"line {number} of the file that ${VARIABLE} names is not 'ACTOR-ID: spelling'")
        found.setdefault(actor.strip(), []).append(spelling.strip())
    return {actor: tuple(spellings) for actor, spellings in found.items()}


def names_at_hand() -> dict[str, tuple[str, ...]]:
    """The spellings in the file that $DOSSIER_WITHHELD names, by actor; raises `ConfigError` where it is unreadable."""
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
"""Files of the theme and of the map, which no contributor writes."""


def search(files: Mapping[str, bytes], names: Mapping[str, tuple[str, ...]]) -> list[Hit]:
    """Every file that holds a spelling, in its text, its markup, its addresses or its name."""
    wanted = [(actor, spelling) for actor, spellings in names.items() for spelling in spellings]
    found = []
    for file, data in sorted(files.items()) if wanted else ():
        if not file.startswith(STATIC):
            readings = [(folded(reading), _spaced(reading)) for reading in _readings(file, data)]
            for actor in dict.fromkeys(
                a for a, name in wanted if any(_holds(name, *both) for both in readings)
            ):
                found.append(Hit(actor, file))
    return found


_WORD = re.compile(r"[^\W_]+")


def _spaced(text: str) -> str:
    """A text as its folded words, a blank between, before and behind."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm", "Cf"))
    return f" {' '.join(folded(word) for word in _WORD.findall(plain))} "


def _holds(name: str, text: str, words: str) -> bool:
    needle = folded(name)
    return needle in text and (len(needle) >= SHORT or _spaced(name) in words)


def _readings(file: str, data: bytes) -> Iterator[str]:
    """A file as it can be read: its name, its text with every escape undone, without its markup, without its notes."""
    yield file
    text = data.decode("utf-8", "replace")
    yield text
    if file.lower().endswith(_BINARY):
        # What a picture says of itself: EXIF, XMP and the like.
        yield data.decode("latin-1")
        yield data.decode("utf-16-le", "replace")
        yield data.decode("utf-16-be", "replace")
        return
    plain = _unescaped(text)
    yield plain
    yield _MARKS.sub("", _NOTES.sub("", plain))
    yield _MARKS.sub("", plain)


def _unescaped(text: str) -> str:
    """Escapes of HTML, URLs and JSON undone, until none is left."""
    for _ in range(4):
        plain = html.unescape(unquote(_BLANKS.sub(" ", text)))
        plain = _ESCAPES.sub(lambda match: chr(int(match[1] or match[2], 16)), plain)
        if plain == text:
            break
        text = plain
    return text
