"""Cleans text from outside: one line, without characters that control a terminal or the direction of a page."""

from __future__ import annotations

import unicodedata

from dossier.formats.text import JOINERS


def cleaned(text: str) -> str:
    """The text in NFC, with white space folded; without control characters, bidirectional controls and other invisible
    ones.
    """
    letters = (" " if c.isspace() else c for c in text if c.isspace() or not _hidden(c))
    return " ".join(unicodedata.normalize("NFC", "".join(letters)).split())


def hidden_in(text: str) -> int:
    """The number of characters that `cleaned` removes, without white space."""
    return sum(_hidden(c) and not c.isspace() for c in text)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in JOINERS
