"""Texts as cells: without controls, and as no spreadsheet takes them for formulas."""

from __future__ import annotations

import re

_BEGINNING = re.compile(
    r"(^|[;\t|\r\n])((?:[^\S\t\r\n]|[\"'\u200b-\u200f\u2060\ufeff])*[=+\-@\uff1d\uff0b\uff0d\uff20])"
)
"""Possible beginnings of a cell, followed by what makes it a formula."""
_SEPARATOR = re.compile(r"[;\t|\r\n]")


_BLANKS = re.compile(r"[\s\x85\u2028\u2029]+")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def storable(text: str) -> str:
    """A text without what UTF-8 cannot hold, and what programs stumble over: controls other than tabs and line ends.

    Records hold none: their texts are refused when they are read.
    """
    # Nearly every text is printable, and then there is none.
    return text if text.isprintable() else _CONTROLS.sub("\ufffd", text)


def in_one_line(text: str) -> str:
    """A storable text whose blanks and line ends are single blanks."""
    if text.isprintable() and "  " not in text:
        return text  # the blank is the only white space that is printable
    return _BLANKS.sub(" ", storable(text))


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, whatever its separator (OWASP, "CSV Injection").

    A comma separates nothing within quotation marks. Leading blanks, quotation marks, invisible characters and wide
    forms are skipped, for some programs fold them.
    """
    if text[:1].isalnum() and not _SEPARATOR.search(text):
        return text  # what follows, for nearly every text
    tame = _BEGINNING.sub(r"\1'\2", text)
    return f"'{tame}" if tame[:1] in ("\t", "\r") else tame
