"""Front matter: bounded YAML in which every scalar is a text (`NO`, `12:30` and `1.10` stay what was written).

`plain_front` reads plain front matter. Any other is read from the YAML parser's events, in one pass that refuses
duplicate keys, aliases, tags and depth, and that can record positions: `positions` parses the text again, and only for a
record that has a diagnostic (docs/decisions/0011).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

from dossier.diagnostics import Report, Span
from dossier.read.plain_front import plain_front
from dossier.read.yaml_errors import explained

MAX_DEPTH = 32
MAX_CHARACTERS = 256_000
MAX_ENTRIES = 1_000
"""Entries of a list or mapping: a thousand actors in one article are a mistake, or an attack."""
Keys = tuple[str | int, ...]
_INVISIBLE = re.compile("[\u0085\u2028\u2029]")
"""Line breaks in YAML that no editor shows: they would shift every line number after them."""
_END = re.compile(r"^(?:---|\.\.\.)[^\S\n]*$", re.MULTILINE)
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Mark:
    """The beginning and the end of a key or value, lines and columns counted from 0 within the file."""

    line: int
    column: int
    end_line: int
    end_column: int


class FrontMatterError(Exception):
    """The front matter cannot be read at all."""

    def __init__(self, code: str, line: int, column: int, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.line, self.column, self.message, self.hint = code, line, column, message, hint


def split(text: str) -> tuple[str, str, int]:
    """Front matter, body, and the line on which the body begins (from 0); raises `FrontMatterError`."""
    hint = "begin the file with a line of three hyphens, the keys, and three hyphens again"
    if not text.startswith("---\n"):
        raise FrontMatterError("yaml-syntax", 0, 0, "the file does not begin with front matter", hint)
    end = _END.search(text, 4)
    if end is None:
        raise FrontMatterError(
            "yaml-syntax", 0, 0, "the front matter has no end", "close it with a line of three hyphens"
        )
    front = text[4 : end.start() - 1] + "\n"
    if len(front) > MAX_CHARACTERS:
        message = f"the front matter holds {len(front):,} characters; {MAX_CHARACTERS:,} are allowed"
        raise FrontMatterError("too-large", 0, 0, message, "move text into the body")
    return front, text[end.end() + 1 :], text.count("\n", 0, end.start()) + 1


@dataclass
class _Frame:
    """A list or mapping while it is read."""

    value: Any
    keys: Keys
    key: str | None = None
    begins: Any = None
    key_ends: int = -1
    """The index of the character where the pending key ends."""
    blank: set[str] = field(default_factory=set)


class _Reader:
    def __init__(self, path: str, report: Report | None, marks: dict[tuple[Keys, bool], Mark] | None) -> None:
        self.path, self.report, self.marks = path, report, marks
        self.stack: list[_Frame] = []
        self.lines: list[str] = []
        self.result: Any = None

    def read(self, front: str) -> Any:
        if invisible := _INVISIBLE.search(front):
            line, column = _at(front, invisible.start())
            message = f"an invisible line break (U+{ord(invisible[0]):04X}) stands here"
            raise FrontMatterError("yaml-syntax", line, column, message, "delete it")
        self.lines = front.split("\n")
        try:
            for event in self._events(front):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            # Where something is not closed, the place that counts is where it was opened.
            open_ = "end of stream" in str(error.problem) or "expected ':'" in str(error.problem)
            mark = (open_ and error.context_mark) or error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column) if mark else (1, 0)
            raise FrontMatterError("yaml-syntax", line, column, *explained(error, self.lines)) from None
        except yaml.YAMLError as error:  # a character YAML forbids
            # libyaml counts bytes of UTF-8, not characters.
            before = front.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
            line, column = _at(front, len(before))
            message, hint = "a control character stands here", "delete it"
            raise FrontMatterError("yaml-syntax", line, column, message, hint) from None
        return self.result

    @staticmethod
    def _events(front: str) -> Iterator[Any]:
        return iter(yaml.parse(front, Loader=Loader))

    def _take(self, event: Any) -> None:
        if (
            isinstance(event, yaml.AliasEvent)
            or getattr(event, "anchor", None)
            or getattr(event, "tag", None)
        ):
            what = (
                "an alias" if isinstance(event, yaml.AliasEvent) else "an anchor" if event.anchor else "a tag"
            )
            mark = event.start_mark
            hint = "write the value itself; a text that begins with & * or ! goes into quotation marks"
            raise FrontMatterError("yaml-alias", mark.line + 1, mark.column, f"{what} stands here", hint)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._open(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            frame = self.stack.pop()
            self._remember(frame.keys, frame.begins, event.end_mark)
            if not self.stack:
                self.result = frame.value
        elif isinstance(event, yaml.DocumentStartEvent) and event.explicit:
            begin: Any = event.start_mark
            raise FrontMatterError(
                "yaml-syntax",
                begin.line + 1,
                begin.column,
                "a second document begins here",
                "delete the line",
            )

    def _scalar(self, event: Any) -> None:
        if not self.stack:
            self.result = event.value or None
            return
        frame = self.stack[-1]
        self._bounded(frame, event.start_mark)
        if isinstance(frame.value, dict) and frame.key is None:
            self._key(frame, event)
            return
        keys = self._keys(frame)
        self._remember(keys, event.start_mark, event.end_mark)
        if isinstance(frame.value, list):
            frame.value.append(event.value)
        else:
            # A key with nothing behind it is a key left out: skeletons are full of them. Without so much as a
            # colon it is no key but the rest of a text with a comma, `{text: no, never}`, and must not vanish.
            if event.value or event.style or event.start_mark.index == frame.key_ends:
                frame.value[frame.key] = event.value
            frame.key = None

    @staticmethod
    def _bounded(frame: _Frame, mark: Any) -> None:
        if len(frame.value) >= MAX_ENTRIES:
            message = f"a list or mapping holds more than {MAX_ENTRIES:,} entries"
            raise FrontMatterError("too-large", mark.line + 1, mark.column, message, "split the record")

    def _key(self, frame: _Frame, event: Any) -> None:
        key = event.value
        if (key in frame.value or key in frame.blank) and self.report is not None:
            mark = event.start_mark
            length = max(1, event.end_mark.column - mark.column)
            at = Span(self.path, mark.line + 2, mark.column + 1, length, self.lines[mark.line])
            self.report.error(
                "duplicate-key", at, f'the key "{key}" stands here a second time', "keep one of the two"
            )
        frame.blank.add(key)
        frame.key = key
        frame.key_ends = event.end_mark.index
        self._remember((*frame.keys, key), event.start_mark, event.end_mark, on_key=True)

    def _open(self, event: Any) -> None:
        mark = event.start_mark
        if len(self.stack) >= MAX_DEPTH:
            message = f"lists and mappings nest more than {MAX_DEPTH} deep"
            raise FrontMatterError(
                "too-large", mark.line + 1, mark.column, message, "no record needs more than six"
            )
        value: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
        keys: Keys = ()
        if self.stack:
            frame = self.stack[-1]
            self._bounded(frame, mark)
            if isinstance(frame.value, dict) and frame.key is None:
                hint = "a key is a text; a value with brackets or braces goes into quotation marks"
                raise FrontMatterError(
                    "yaml-syntax", mark.line + 1, mark.column, "a list or mapping stands as a key", hint
                )
            keys = self._keys(frame)
            if isinstance(frame.value, list):
                frame.value.append(value)
            else:
                frame.value[frame.key] = value
                frame.key = None
        self.stack.append(_Frame(value, keys, begins=mark))

    def _keys(self, frame: _Frame) -> Keys:
        return (*frame.keys, len(frame.value) if isinstance(frame.value, list) else frame.key or "")

    def _remember(self, keys: Keys, begin: Any, end: Any, *, on_key: bool = False) -> None:
        if self.marks is not None:
            self.marks.setdefault(
                (keys, on_key), Mark(begin.line + 1, begin.column, end.line + 1, end.column)
            )


def as_written(text: str) -> str:
    """A text as a double-quoted scalar, valid anywhere in front matter (YAML 1.2, 7.3.1)."""
    return json.dumps(text, ensure_ascii=False)


def load(front: str, path: str, report: Report) -> dict[str, Any]:
    """The front matter as mappings, lists and texts; raises `FrontMatterError`, reports duplicate-key."""
    found = plain_front(front)
    return parsed_front(front, path, report) if found is None else found


def parsed_front(front: str, path: str, report: Report) -> dict[str, Any]:
    """The same, by the YAML parser."""
    found = _Reader(path, report, None).read(front)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise FrontMatterError(
            "wrong-type", 1, 0, "the front matter is no mapping", "write a key, a colon, and a value a line"
        )
    return found


def load_list(text: str, path: str, report: Report) -> list[Any]:
    """A file that is one list, read by the same rules; raises `FrontMatterError`."""
    found = _Reader(path, report, None).read(text)
    if found is not None and not isinstance(found, list):
        raise FrontMatterError("wrong-type", 1, 0, "the file is no list")
    return found or []


def positions(front: str) -> dict[tuple[Keys, bool], Mark]:
    """The position of each key (True) and value (False); of those before a syntax error, if there is one."""
    marks: dict[tuple[Keys, bool], Mark] = {}
    with suppress(FrontMatterError):
        _Reader("", None, marks).read(front)
    return marks


def _at(front: str, index: int) -> tuple[int, int]:
    """The line within the file, counted from 0, and the column of a character of the front matter."""
    return front.count("\n", 0, index) + 1, index - (front.rfind("\n", 0, index) + 1)
