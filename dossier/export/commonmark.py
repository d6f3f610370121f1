"""Texts in Markdown (CommonMark 0.31) that it takes for nothing but text."""

from __future__ import annotations

import re

from dossier.export.cells import storable

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!$&])")
_BEGINS = re.compile(r"^(\s*|\s*\d+(?=[.)]))([-+=.)])")
"""What begins an item of a list, or underlines a heading: `2019.` as well."""
_BLANKS = re.compile(r"\s+")


def plain(text: str) -> str:
    """A text as a line of its own."""
    return begun(plain_within(text))


def plain_within(text: str) -> str:
    """A text as a part of a line."""
    return _SPECIAL.sub(r"\\\1", _BLANKS.sub(" ", storable(text)))


def begun(line: str) -> str:
    """A line that begins nothing but a paragraph."""
    return _BEGINS.sub(r"\1\\\2", line)
