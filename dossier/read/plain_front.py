"""Reads plain front matter without a YAML parser: a key and a value a line, lists and mappings of texts in one line.

A YAML parser takes four times as long. Anything else (a comment, an escape, a value that goes on in the next line, a key
without a value, a duplicate key) is left to `frontmatter`, and so is every mistake.
`tests/properties/test_plain_front_matter.py` holds both to the same values.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any

_MOST = 500
"""Lines of front matter, and entries of a list in one line: fewer than are allowed."""
_DEEPEST = 12
"""Blanks before a key: fewer than the allowed nesting needs."""
_KEY = r"[A-Za-z0-9_][A-Za-z0-9_-]{0,99}"
_BEGIN = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
"""First characters of a text without quotation marks."""
_URL = r"https?://[^,\[\]{}:?#\s]+"
_BARE = rf"(?:{_URL}|{_BEGIN}(?:[^,\[\]{{}}:?#]*[^,\[\]{{}}:?#\s])?)"
"""Such a text in brackets or braces."""
_QUOTED = r'"[^"\\]+"'
_TEXT = rf"(?:{_QUOTED}|{_BARE})"
_LIST = rf"\[{_TEXT}(?:, {_TEXT})*\]"
_VALUE = rf"(?:{_TEXT}|{_LIST})"
_text = re.compile(_TEXT)
_list = re.compile(_LIST)
_mapping = re.compile(rf"\{{{_KEY}: {_VALUE}(?:, {_KEY}: {_VALUE})*\}}")
_entry = re.compile(rf"({_KEY}): ({_VALUE})")
_quoted = re.compile(_QUOTED)
_begin = re.compile(_BEGIN)
_line = re.compile(rf"( *)(?:({_KEY}):(?: +(\S.*))?|- (\S.*))")
"""Blanks; then a key and its value, or an item of a list."""


class _Unusual(Exception):
    """The front matter needs the YAML parser."""


def plain_front(front: str) -> dict[str, Any] | None:
    """The values of front matter; None if the YAML parser is needed."""
    lines = [line for line in front.split("\n") if line]
    if not lines or len(lines) > _MOST or not all(map(str.isprintable, lines)):
        return None
    reader = _Reader(lines)
    try:
        found = reader.mapping(0)
    except _Unusual:
        return None
    return found if reader.at == len(lines) else None


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        """The number of the next line."""

    def mapping(self, indent: int) -> dict[str, Any]:
        """The keys indented by `indent` blanks, up to a line that is indented less."""
        found: dict[str, Any] = {}
        while self.at < len(self.lines):
            match = _line.fullmatch(self.lines[self.at])
            if match is None:
                raise _Unusual
            depth, key, value = len(match[1]), match[2], match[3]
            if depth < indent or (depth == indent and key is None):
                break
            if not depth == indent <= _DEEPEST or key is None or key in found:
                raise _Unusual
            self.at += 1
            found[key] = self._below(indent) if value is None else _value(value)
        return found

    def _below(self, indent: int) -> Any:
        """The list or mapping of a key that is indented by `indent` blanks and has no value beside it."""
        line = self.lines[self.at] if self.at < len(self.lines) else ""
        depth = len(line) - len(line.lstrip(" "))
        if depth >= indent and line.startswith("- ", depth):
            return self._list(depth)
        if depth > indent:
            return self.mapping(depth)
        raise _Unusual

    def _list(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if not line.startswith(" " * indent + "- "):
                break
            match = _line.fullmatch(line, indent + 2)
            if match is None or match[2] is None:
                item = line[indent + 2 :]
                self.at += 1
                found.append(_value(item))
            else:
                # The first key of a mapping, two deeper than the hyphen.
                self.lines[self.at] = f"{'':{indent + 2}}{line[indent + 2 :]}"
                found.append(self.mapping(indent + 2))
        return found


def _value(written: str) -> Any:
    """A text, or a list or mapping in one line."""
    first = written[:1]
    if first == "[" and _list.fullmatch(written):
        return _items(written)
    if first == "{" and _mapping.fullmatch(written):
        entries = _entry.findall(written)
        found = {key: _items(value) if value[0] == "[" else _bare(value) for key, value in entries}
        if len(found) == len(entries):
            return found
    elif first == '"' and _quoted.fullmatch(written):
        return intern(written[1:-1])
    elif _begin.match(written) and not (": " in written or " #" in written or written[-1] in ": "):
        return intern(written)
    raise _Unusual


def _items(written: str) -> list[str]:
    found = _text.findall(written, 1)
    if len(found) > _MOST:
        raise _Unusual
    return [_bare(text) for text in found]


def _bare(text: str) -> str:
    return intern(text[1:-1] if text[0] == '"' else text)
