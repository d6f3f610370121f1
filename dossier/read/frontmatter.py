"""Front matter: bounded YAML in which every scalar is a text (`NO`, `12:30` and `1.10` stay what was written).

`plain_front` reads plain front matter. Any other is read from the YAML parser's events, in one pass that refuses
duplicate keys, aliases, tags and depth, and that can record positions: `positions` parses the text again, and only for a
record that has a diagnostic (docs/decisions/0011).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import yaml

from dossier.diagnostics import Report, Span
from dossier.read.odd_blanks import ODD_BLANK, misplaced, named
from dossier.read.plain_front import plain_front
from dossier.read.yaml_errors import explained, first_line_explained

MAX_DEPTH = 32
MAX_CHARACTERS = 256_000
MAX_ENTRIES = 1_000
"""Entries of a list or mapping: a thousand actors in one article are a mistake, or an attack."""
Keys = tuple[str | int, ...]
_INVISIBLE = re.compile("[\u0085\u2028\u2029]")
"""Line breaks in YAML that no editor shows: they would shift every line number after them."""
_BEGIN = re.compile(r"---[^\S\n]*\n")
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
    begin = _BEGIN.match(text)
    if begin is None:
        raise FrontMatterError("yaml-syntax", 0, 0, *first_line_explained(text))
    end = _END.search(text, begin.end())
    if end is None:
        raise FrontMatterError(
            "yaml-syntax", 0, 0, "the front matter has no end", "close it with a line of three hyphens"
        )
    front = text[begin.end() : end.start() - 1] + "\n"
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


IsProse = Callable[[Keys], bool]
"""Whether the value at these keys is words of an author or a source: no id, date or word of a list."""


class _Reader:
    def __init__(
        self,
        path: str,
        report: Report | None,
        marks: dict[tuple[Keys, bool], Mark] | None,
        is_prose: IsProse = lambda keys: False,
        above: int = 1,
    ) -> None:
        self.path, self.report, self.marks, self.is_prose = path, report, marks, is_prose
        self.above = above
        """The number of lines of the file above the YAML."""
        self.comments: list[tuple[Span, str, str]] = []
        """Comments behind texts: the place, what is read of the text, and all of it in quotation marks."""
        self.stack: list[_Frame] = []
        self.lines: list[str] = []
        self.result: Any = None

    def read(self, front: str) -> Any:
        if invisible := _INVISIBLE.search(front):
            line, column = _at(front, invisible.start())
            message = f"an invisible line break (U+{ord(invisible[0]):04X}) stands here"
            raise FrontMatterError("yaml-syntax", line, column, message, "delete it")
        self.lines = front.split("\n")
        self.has_comments = "#" in front
        self.has_odd_blanks = ODD_BLANK.search(front) is not None
        try:
            for event in self._events(front):
                self._take(event)
        except yaml.MarkedYAMLError as error:
            line, column, message, hint = explained(error, self.lines)
            raise FrontMatterError("yaml-syntax", line + 1, column, message, hint) from None
        except yaml.YAMLError as error:  # a character YAML forbids
            # libyaml counts bytes of UTF-8, not characters.
            before = front.encode()[: getattr(error, "position", 0)].decode(errors="ignore")
            line, column = _at(front, len(before))
            message, hint = "a control character stands here", "delete it"
            raise FrontMatterError("yaml-syntax", line, column, message, hint) from None
        for at, value, whole in self.comments:
            assert self.report is not None
            hint = (
                f"a text with # in it goes into quotation marks: {whole}; a comment goes on a line of its own"
            )
            self.report.error("comment-behind-text", at, f"a comment begins at this #, and {value}", hint)
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
        if not event.style and self.report is not None:
            self._plain(keys, event)
        if isinstance(frame.value, list):
            frame.value.append(event.value)
        else:
            # A key with nothing behind it is a key left out: skeletons are full of them. Without so much as a
            # colon it is no key but the rest of a text with a comma, `{text: no, never}`, and must not vanish.
            if event.value or event.style or event.start_mark.index == frame.key_ends:
                frame.value[frame.key] = event.value
            frame.key = None

    def _plain(self, keys: Keys, event: Any) -> None:
        """Refuse a text without quotation marks that a comment cuts off, or that a blank of another kind surrounds."""
        if not (self.has_odd_blanks or self.has_comments):
            return
        line = self.lines[event.end_mark.line]
        if self.has_odd_blanks:
            begin = event.start_mark.column if event.start_mark.line == event.end_mark.line else 0
            written = line[begin : event.end_mark.column]
            for odd in ODD_BLANK.finditer(written):
                if odd.start() == 0 or odd.end() == len(written) or not self.is_prose(keys):
                    self._odd_blank(event.end_mark.line, begin + odd.start())
        behind = line[event.end_mark.column :]
        comment = behind.strip()
        # An empty value with a note behind it is what skeletons are made of; "#1" is more likely a text.
        is_text = event.value or comment[1:2].strip()
        if comment.startswith("#") and behind[0].isspace() and is_text and self.is_prose(keys):
            begin = event.end_mark.column + behind.index("#")
            at = Span(self.path, event.end_mark.line + self.above + 1, begin + 1, len(comment), line)
            value = f'"{event.value}" is all that is read' if event.value else "nothing is read"
            whole = as_written(f"{event.value}{behind.rstrip()}".strip())
            self.comments.append((at, value, whole))

    def _odd_blank(self, line: int, column: int) -> None:
        message, hint = named(self.lines[line][column])
        raise FrontMatterError("yaml-syntax", line + self.above, column, message, hint)

    @staticmethod
    def _bounded(frame: _Frame, mark: Any) -> None:
        if len(frame.value) >= MAX_ENTRIES:
            message = f"a list or mapping holds more than {MAX_ENTRIES:,} entries"
            raise FrontMatterError("too-large", mark.line + 1, mark.column, message, "split the record")

    def _key(self, frame: _Frame, event: Any) -> None:
        key = event.value
        if self.has_odd_blanks and not event.style and (odd := ODD_BLANK.search(key)):
            self._odd_blank(event.start_mark.line, event.start_mark.column + odd.start())
        if (key in frame.value or key in frame.blank) and self.report is not None:
            mark = event.start_mark
            length = max(1, event.end_mark.column - mark.column)
            at = Span(self.path, mark.line + self.above + 1, mark.column + 1, length, self.lines[mark.line])
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


def load(front: str, path: str, report: Report, is_prose: IsProse = lambda keys: False) -> dict[str, Any]:
    """The front matter as mappings, lists and texts.

    Reports duplicate-key, and comment-behind-text for the values that `is_prose`; raises `FrontMatterError`.
    """
    found = plain_front(front)
    return parsed_front(front, path, report, is_prose) if found is None else found


def parsed_front(
    front: str, path: str, report: Report, is_prose: IsProse = lambda keys: False
) -> dict[str, Any]:
    """The same, by the YAML parser."""
    found = _Reader(path, report, None, is_prose).read(front)
    if found is None:
        return {}
    if not isinstance(found, dict):
        for number, line in enumerate(front.split("\n"), 1):
            if odd := misplaced(line):
                raise FrontMatterError("yaml-syntax", number, odd[0], *odd[1:])
        raise FrontMatterError(
            "wrong-type", 1, 0, "the front matter is no mapping", "write a key, a colon, and a value a line"
        )
    return found


def load_list(text: str, path: str, report: Report, is_prose: IsProse = lambda keys: False) -> list[Any]:
    """A file that is one list, read by the same rules; raises `FrontMatterError`."""
    found = _Reader(path, report, None, is_prose, above=0).read(text)
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
