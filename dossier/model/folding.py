"""Texts folded for comparison: case, accents, vowel signs and letter forms."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_ALIKE = str.maketrans("ıİøłđأإآٱىئکیةؤ–—‐‑’‘ʼ´`ʿʾ", "iioldااااييكيهو----'''''''")


def fold(text: str) -> str:
    """A text folded for comparison."""
    return text.lower() if text.isascii() else _folded(text)


@lru_cache(1 << 14)
def _folded(text: str) -> str:
    return folded_with_places(text)[0]


def folded_with_places(text: str) -> tuple[str, list[int]]:
    """A text folded for comparison, and for each of its characters the index it comes from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character == "\u0640":  # a stretched Arabic letter
            continue
        character = character.translate(_ALIKE)
        for part in unicodedata.normalize("NFKD", character).casefold():
            if not unicodedata.combining(part) and unicodedata.category(part) != "Cf":
                folded.append(" " if part.isspace() else part.translate(_ALIKE))
                places.append(place)
    return "".join(folded), places
