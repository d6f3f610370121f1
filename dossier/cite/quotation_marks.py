"""Quotation marks of headlines: straight ones as typographic ones, and quotations within a quoted title.

A title in double marks has single marks within it, and double ones within these (CMOS 6.11; 17th edition, 13.30): what
decides is how deep a quotation lies, and not which marks the outlet printed.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import cycle

_STRAIGHT_DOUBLE = re.compile(r'(?<!\w)"|"(?!\w)')
"""A straight quotation mark, unless it stands within a word, where it is a Hebrew gershayim (as in צה"ל)."""
_WITHIN_WORD = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_ELISION = re.compile(
    r"(?<!\w)'(?=\d\ds?\b|(?:s|t|em|tis|twas|til|cause|bout|round|n)\b)|(?<=\bn)'(?=\s)", re.IGNORECASE
)
"""Letters left out at the beginning of a word: the '90s, 'em, rock 'n' roll, 's-Hertogenbosch."""
_OPENERS = {"“": "”“", "‘": "’‘", "„": "“”", "‚": "‘’"}
"""Marks that begin a quotation, each with those that end it; the low ones are German, Polish, Czech …"""


def curled(text: str) -> str:
    """Straight quotation marks and apostrophes as typographic ones, as CMOS 13.7 permits; words and case stay as they
    are.

    Double marks are paired; if one is left over, they may be inches, and all stay straight. A single mark that has no
    other is an apostrophe behind a letter, and stays straight behind a number: it may be feet.
    """
    if "'" not in text and '"' not in text:
        return text
    text = _ELISION.sub("’", _WITHIN_WORD.sub("’", text))
    if len(_STRAIGHT_DOUBLE.findall(text)) % 2 == 0:
        marks = cycle("“”")
        text = _STRAIGHT_DOUBLE.sub(lambda _: next(marks), text)
    return _singles(text) if "'" in text else text


def _singles(text: str) -> str:
    """Straight single marks as typographic ones: from the left, each with the next that can end it."""
    marks, opened = list(text), list[int]()
    for at, character in enumerate(text):
        if character != "'":
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        begins = not _joins(before) and bool(after.strip())
        ends = bool(before.strip()) and before not in "“‘([" and not _joins(after)
        if ends and opened:
            marks[opened.pop()], marks[at] = "‘", "’"
        elif begins:
            opened.append(at)
        elif ends and unicodedata.name(before, "").startswith("LATIN"):
            marks[at] = "’"  # the workers' rights
    return "".join(marks)


def _joins(character: str) -> bool:
    return character.isalnum() or character == "_"


def within_quotation(text: str) -> str:
    """A text that is going to stand in double quotation marks: its own are single, those within these double, and so on."""
    if not any(mark in text for mark in "“”‘„‚"):
        return text
    marks, opened = list(text), list[tuple[int, str]]()
    for at, character in enumerate(text):
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if opened and character in opened[-1][1] and not _is_apostrophe(text, at):
            begin, _ = opened.pop()
            marks[begin], marks[at] = "‘’" if len(opened) % 2 == 0 else "“”"
        elif character in _OPENERS and not (character == "‘" and after.isdigit()):
            opened.append((at, _OPENERS[character]))
        elif character == "”" and not _joins(before) and _joins(after):
            opened.append((at, "”"))  # Swedish and Finnish begin a quotation with it, too
        elif character == "”":
            marks[at] = "’"
    for begin, _ in opened:
        marks[begin] = "‘"  # none that ends it: at least it does not look like the mark around the title
    return "".join(marks)


def _is_apostrophe(text: str, at: int) -> bool:
    """Whether ’ is one: between letters, or after a plural where another ’ ends the quotation."""
    if text[at] != "’":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if _joins(after):
        return True
    rest = text[at + 1 :].partition("”")[0]
    return before == "s" and after == " " and re.search(r"’(?!\w)", rest) is not None and "‘" not in rest
