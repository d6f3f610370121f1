"""Texts in Markdown (CommonMark 0.31) that it takes for nothing but text."""

from __future__ import annotations

import re

from dossier.export.cells import in_one_line

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")
_BEGINS = re.compile(r"^(\s*|\s*\d+(?=[.)]))([-+=.)])")
"""What begins an item of a list, or underlines a heading: `2019.` as well."""


def plain(text: str) -> str:
    """A text as a line of its own."""
    return begun(plain_within(text))


def plain_within(text: str) -> str:
    """A text as a part of a line."""
    text = in_one_line(text)
    return _SPECIAL.sub(r"\\\1", text) if _SPECIAL.search(text) else text


def begun(line: str) -> str:
    """A line that begins nothing but a paragraph."""
    # Most lines begin with a letter, or with a link or a mark that is escaped.
    return line if line[:1].isalpha() or line[:1] in "[\\" else _BEGINS.sub(r"\1\\\2", line)
