"""The ways in which a file can be read: escapes decoded, without markup, look-alikes replaced, reversed."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from dossier.store.pictures import texts_in_picture, without_pixels

_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".woff", ".woff2", ".ico", ".pdf")
_SQLITE = b"SQLite format 3\x00"
_COMMENTS = re.compile(r"<!--.*?-->", re.DOTALL)
_MARKS = re.compile(r"<[^<>]*>")
_TURNING = re.compile("[\u202d\u202e\u2066\u2067\u2068]")
_LEET = tuple(str.maketrans("013457", letters) for letters in ("oieast", "oleast"))
"""Digits that are read as letters; a 1 is an i or an l."""
_ENCODED = re.compile("%[89a-fA-F][0-9a-fA-F]")
CODE_PAGES = ("cp1252", "iso8859-9", "cp1256", "cp1251", "iso8859-7")
"""8-bit encodings that a name in a picture or an address may use."""
_ESCAPES = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})")
_BLANKS = re.compile(r"\\[nrt]")
_NOTE_MARK = re.compile(r"\[\^[^\[\]\s]{1,64}\]|\\\[[0-9]{1,4}\\\]")
"""Of a footnote in Markdown: as it is typed, and as a page in Markdown has it."""
_NOTE_BEGINS = re.compile(r'<sup[^<>]*>|<span class="dossier-note">')


def readings_of(file: str, data: bytes) -> Iterator[str]:
    """The readings of a file: its name; its text with every escape decoded, without markup, without notes, and so on."""
    yield file
    text = data.decode("utf-8", "replace")
    yield text
    if data.startswith(_SQLITE):
        from dossier.store.sqlite_texts import texts_in

        yield from map(_unescaped, texts_in(data))
        return
    if file.lower().endswith(_BINARY):
        # Metadata of a picture or a document: text chunks, EXIF, XMP and the like.
        for said in (without_pixels(data), *texts_in_picture(data)):
            for encoding in ("utf-8", *CODE_PAGES, "utf-16-le", "utf-16-be"):
                yield _unescaped(said.decode(encoding, "replace"))
        return
    for encoding in ("utf-8", *(CODE_PAGES if _ENCODED.search(text) else ())):
        plain = _unescaped(text, encoding)
        yield plain
        plain = _COMMENTS.sub("", plain)
        yield _MARKS.sub("", _without_notes(plain))
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
    """Letters that look like a Latin one (UTS #39), and small capitals, mapped to that letter."""
    from confusable_homoglyphs.confusables import confusables_data

    skeletons: dict[int, str] = {}
    for character, alike in confusables_data.items():
        latin = next((one["c"] for one in alike if one["c"].isascii() and one["c"].isalpha()), "")
        if len(character) == 1 and latin and not character.isascii():
            skeletons[ord(character)] = latin
    for code in (
        *range(0x1D00, 0x1D2C),
        *range(0x250, 0x2B0),
        *range(0xA730, 0xA732),
        *range(0xA7AE, 0xA7B0),
    ):
        head, capital, letter = unicodedata.name(chr(code), "").rpartition("LETTER SMALL CAPITAL ")
        if capital and len(letter) == 1 and head == "LATIN ":
            skeletons[code] = letter
    skeletons[ord("ǫ")] = "q"  # there is no small capital Q
    return skeletons


MOST_ESCAPES = 12
"""Layers of escapes that are decoded."""


def _unescaped(text: str, encoding: str = "utf-8") -> str:
    """The text with escapes of HTML, URLs and JSON decoded, until none is left."""
    for _ in range(MOST_ESCAPES):
        plain = html.unescape(unquote(_BLANKS.sub(" ", text), encoding))
        plain = _ESCAPES.sub(lambda match: chr(int(match[1] or match[2], 16)), plain)
        if plain == text:
            break
        text = plain
    return text


def _without_notes(text: str) -> str:
    """The text without footnote marks and notes, which may stand within a name. Each ending is searched for once."""
    text = _NOTE_MARK.sub("", text)
    parts, at, missing = [], 0, set[str]()
    for begin in _NOTE_BEGINS.finditer(text):
        ending = "</sup>" if begin[0].startswith("<sup") else "</span>"
        if begin.start() < at or ending in missing:
            continue
        end = text.find(ending, begin.end())
        if end < 0:
            missing.add(ending)
            continue
        parts.append(text[at : begin.start()])
        at = end + len(ending)
    return "".join([*parts, text[at:]])
