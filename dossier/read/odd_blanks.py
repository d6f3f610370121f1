"""Blanks and signs that look like those of YAML, and are none: pasted from a browser, Word or a CJK keyboard."""

from __future__ import annotations

import re
import unicodedata

_BLANKS = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
ODD_BLANK = re.compile(f"[{_BLANKS}]")
"""A blank, or a character without width, that YAML takes for a letter."""
_MISPLACED = re.compile(f"[ -]*+(?:\\w[\\w-]*+(?::|(?=\uff1a))[ -]*+)?([{_BLANKS}\uff1a])")
"""Such a character before a key, behind its colon, or behind a hyphen; a full-width colon for the colon."""
_NAMES = {
    "\u00a0": "a no-break space",
    "\u200b": "a space without width",
    "\ufeff": "a byte order mark",
    "\uff1a": "a full-width colon",
}


def named(character: str) -> tuple[str, str]:
    """The message and the hint for one of these characters where it does not belong."""
    name = _NAMES.get(character) or f"the character {unicodedata.name(character, '').lower()}"
    hint = "write a colon and a blank" if character == "\uff1a" else "write an ordinary blank, or none"
    return f"{name} (U+{ord(character):04X}) stands here", hint


def misplaced(line: str) -> tuple[int, str, str] | None:
    """The column of such a character at the beginning of a line of YAML, with message and hint; None if there is none."""
    match = _MISPLACED.match(line)
    return None if match is None else (match.start(1), *named(match[1]))
