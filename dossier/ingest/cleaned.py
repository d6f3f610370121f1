"""Text from outside as it may enter a dossier: in one line, and steering neither a terminal nor the direction of a page."""

from __future__ import annotations

import unicodedata

from dossier.formats.text import JOINERS


def cleaned(text: str) -> str:
    """NFC, white space folded; without control characters, bidirectional controls and other invisible characters."""
    kept = (" " if c.isspace() else c for c in text if c.isspace() or not _hidden(c))
    return " ".join(unicodedata.normalize("NFC", "".join(kept)).split())


def hidden_in(text: str) -> int:
    """How many characters `cleaned` takes out, white space apart."""
    return sum(_hidden(c) and not c.isspace() for c in text)


def _hidden(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Co", "Cn") and character not in JOINERS
