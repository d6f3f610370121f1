"""Names to be withheld: a file outside the repository that `$DOSSIER_WITHHELD` names, and the search for them.

A line a spelling: the actor's id, a colon, the spelling. Lines that begin with # are passed over.
"""

from __future__ import annotations

import html
import os
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote

from dossier.config import ConfigError
from dossier.store.pictures import texts_in_picture

VARIABLE = "DOSSIER_WITHHELD"
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2", ".ico", ".pdf")
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"<[^<>]*>")
_TURNING = re.compile("[\u202d\u202e\u2066\u2067\u2068]")
_LEET = tuple(str.maketrans("013457", letters) for letters in ("oieast", "oleast"))
"""Digits that are read as letters; a 1 is an i or an l."""
_ENCODED = re.compile("%[89a-fA-F][0-9a-fA-F]")
CODE_PAGES = ("cp1252", "iso8859-9", "cp1256", "cp1251", "iso8859-7")
"""8-bit encodings that names may be written in, in a picture or an address."""
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_BLANKS = re.compile(r"\\[nrt]")
_NOTES = re.compile(r'<(sup)[^<>]*>.*?</sup>|<span class="dossier-note">.*?</span>', re.DOTALL)


class Unreadable(Exception):
    """The file cannot be read, or a line of it is none; the message names no spelling."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A withheld name in the output. The name itself is never printed."""

    actor: str
    file: str
    """The file's path, with what of it is the name left out."""


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
        readings = [_Reading(text) for text in dict.fromkeys(_readings(file, data))]
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

    def holds(self, name: str) -> bool:
        """True where the name stands in it, in the forms of its language."""
        needle = folded(name)
        if len(needle) >= SHORT and needle in self.letters:
            return True
        return _forms(name).search(self.words) is not None


def _spaced(text: str) -> str:
    """A text as its folded words, a blank between, before and behind; camelCase and numbers are words of their own."""
    decomposed = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm", "Cf"))
    words = []
    for word in _WORD.findall(plain):
        words.append(folded(word))
        parts = _split(word)
        if len(parts) > 1:
            words += [folded(part) for part in parts]
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
def _forms(name: str) -> re.Pattern[str]:
    """The words of a name in a row, each with what its language writes before and behind it."""
    decomposed = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Lm", "Cf"))
    return re.compile(" " + " ".join(_form(word) for word in _WORD.findall(plain)) + " ")


_ENDINGS = (
    *"а у е ы и я ю й ом ем ой ей ою ею ым им ых их ого его ому ему ам ами ах ям ями ях ові еві ою".split(),
)
"""Case endings of Russian and Ukrainian names; no patronymics, and no surnames made of a name."""


def _form(word: str) -> str:
    letters = re.escape(folded(word))
    if "\u0590" <= word[0] <= "\u08ff":
        # And, then, in, for, like, the: Arabic writes them before a word without a blank; and the pronouns behind.
        before = "(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?"
        return f"{before}{letters}(?:ه|ها|هم|ي|ين|ون|ان)?"
    if "\u0400" <= word[0] <= "\u052f" and len(word) > 2:
        # Case endings take the place of a last vowel, or follow a consonant.
        stem = word[:-1] if word[-1].lower() in "аеёиоуыэюяйьіїє" and len(word) > 3 else word
        return f"{re.escape(folded(stem))}(?:{'|'.join(map(folded, _ENDINGS))})?"
    return letters


def _readings(file: str, data: bytes) -> Iterator[str]:
    """A file as it can be read: its name, its text with every escape undone, without its markup, without its notes."""
    yield file
    text = data.decode("utf-8", "replace")
    yield text
    if file.lower().endswith(_BINARY):
        # What a picture or a document says of itself: text chunks, EXIF, XMP and the like.
        for said in (data, *texts_in_picture(data)):
            for encoding in ("utf-8", *CODE_PAGES, "utf-16-le", "utf-16-be"):
                yield _unescaped(said.decode(encoding, "replace"))
        return
    for encoding in ("utf-8", *(CODE_PAGES if _ENCODED.search(text) else ())):
        plain = _unescaped(text, encoding)
        yield plain
        plain = _COMMENTS.sub("", plain)
        yield _MARKS.sub("", _NOTES.sub("", plain))
        bare = _MARKS.sub("", plain)
        yield bare
    if _TURNING.search(text):
        yield bare[::-1]
    if not bare.isascii():
        yield bare.translate(_skeletons())
    for digits in _LEET:
        yield bare.translate(digits)


@cache
def _skeletons() -> dict[int, str]:
    """Letters that look like a Latin one (UTS #39), and small capitals, each as that one."""
    from confusable_homoglyphs.confusables import confusables_data

    found: dict[int, str] = {}
    for character, alike in confusables_data.items():
        latin = next((one["c"] for one in alike if one["c"].isascii() and one["c"].isalpha()), "")
        if len(character) == 1 and latin and not character.isascii():
            found[ord(character)] = latin
    for code in (
        *range(0x1D00, 0x1D2C),
        *range(0x250, 0x2B0),
        *range(0xA730, 0xA732),
        *range(0xA7AE, 0xA7B0),
    ):
        head, capital, letter = unicodedata.name(chr(code), "").rpartition("LETTER SMALL CAPITAL ")
        if capital and len(letter) == 1 and head == "LATIN ":
            found[code] = letter
    found[ord("ǫ")] = "q"  # there is no small capital Q
    return found


MOST_ESCAPES = 12
"""Layers of escapes that are undone."""


def _unescaped(text: str, encoding: str = "utf-8") -> str:
    """Escapes of HTML, URLs and JSON undone, until none is left."""
    for _ in range(MOST_ESCAPES):
        plain = html.unescape(unquote(_BLANKS.sub(" ", text), encoding))
        plain = _ESCAPES.sub(lambda match: chr(int(match[1] or match[2], 16)), plain)
        if plain == text:
            break
        text = plain
    return text
