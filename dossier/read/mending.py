"""Mends what has one meaning only: the order of keys, dates with one possible reading, texts that YAML would misread.

Lines are moved and values replaced in the text as it was written; comments and blank lines stay with the key below them.
A file whose values would differ in anything else is left unchanged.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from dossier.diagnostics import Report
from dossier.model.checks import Malformed
from dossier.model.dates import MONTHS, Window
from dossier.model.parts import Kind
from dossier.model.records import RECORDS
from dossier.model.schema import hints, type_at
from dossier.read.frontmatter import FrontMatterError, Keys, Mark, as_written, load, positions, split

MOST_QUOTED = 100
"""Texts of one file that are put in quotation marks, at most."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file's text after mending, and what was done to it, one line each."""

    text: str
    done: tuple[str, ...] = ()


def mended(text: str, kind: Kind) -> Mended:
    """The text of a record of that kind, mended; unchanged if there is nothing to mend with certainty."""
    done: list[str] = []
    quoted = _quoted(text, done)
    try:
        front, body, _ = split(quoted)
        values = _load(front)
    except FrontMatterError:
        return Mended(text)
    if "\r" in front:  # a line's end to YAML, and to no editor: its lines are not ours
        return Mended(text)
    dated, expected = _dated(front, values, kind, done)
    ordered = _ordered(dated, kind, done)
    opening = quoted[: quoted.index("\n") + 1]
    closing = quoted[len(opening) + len(front) : len(quoted) - len(body)]
    try:
        same = _load(ordered) == expected
    except FrontMatterError:
        same = False
    if not same or not done:
        return Mended(text)
    return Mended(opening + ordered + closing + body, tuple(done))


ACCOUNT_KEYS = ("basis", "by", "stance", "claim")
"""Keys of an account; `rests_on` is written below the first of these that the account has."""


def said_unknown(text: str, accounts: Collection[int]) -> Mended:
    """An article's text with `rests_on: [unknown]` in these of its accounts, counted from 0.

    No figure changes if the article itself rests on something unknown; for other articles the text is returned
    unchanged.
    """
    try:
        front, body, _ = split(text)
        values = _load(front)
    except FrontMatterError:
        return Mended(text)
    if values.get("rests_on") not in (["unknown"], "unknown") or "carries" in values or "\r" in front:
        return Mended(text)
    marks, lines = positions(front), front.split("\n")
    done, expected = [], values
    for number in sorted(accounts, reverse=True):
        whole = marks.get((("claims", number), False))
        after = next((m for key in ACCOUNT_KEYS if (m := marks.get((("claims", number, key), False)))), None)
        if whole is None or after is None or after.line != after.end_line:
            return Mended(text)
        if lines[whole.line - 1][whole.column] == "{":
            line = lines[after.line - 1]
            lines[after.line - 1] = (
                f"{line[: after.end_column]}, rests_on: [unknown]{line[after.end_column :]}"
            )
        else:
            lines.insert(after.line, f"{' ' * whole.column}rests_on: [unknown]")
        account = {**expected["claims"][number], "rests_on": ["unknown"]}
        expected = _replaced(expected, ("claims", number), account)
        done.append(f"rests_on: [unknown] in the account of {account['claim']}")
    new = "\n".join(lines)
    try:
        same = _load(new) == expected
    except FrontMatterError:
        same = False
    opening = text[: text.index("\n") + 1]
    closing = text[len(opening) + len(front) : len(text) - len(body)]
    return Mended(opening + new + closing + body, tuple(reversed(done))) if same and done else Mended(text)


def _load(front: str) -> dict[str, Any]:
    report = Report()
    found = load(front, "", report)
    if list(report):  # a key stands twice: which of the two is meant, its author knows
        raise FrontMatterError("duplicate-key", 0, 0, "")
    return found


TEXT_KEYS = "title|published_because|description|because|reason|text|translation|value|by|as|name"
_LINE = re.compile(rf"(?P<head>\s*(?:- )*(?:{TEXT_KEYS}): +)(?P<value>[^\s\"'\[{{|>#].*?)\s*")
_AMBIGUOUS = re.compile(r"\s#")


def _quoted(text: str, done: list[str]) -> str:
    """Put plain texts that stop YAML from reading the file in quotation marks: `title: One: two`."""
    for _ in range(MOST_QUOTED):
        try:
            load(split(text)[0], "", Report())
        except FrontMatterError as error:
            lines = text.split("\n")
            match = _LINE.fullmatch(lines[error.line]) if 0 < error.line < len(lines) else None
            # What follows a # may be a comment, or a text.
            if (
                not match
                or error.code not in ("yaml-syntax", "yaml-alias")
                or _AMBIGUOUS.search(match["value"])
            ):
                return text
            lines[error.line] = match["head"] + as_written(match["value"])
            text = "\n".join(lines)
            done.append(f"line {error.line + 1}: quoted {match['value']}")
        else:
            return text
    return text


def _dated(front: str, values: dict[str, Any], kind: Kind, done: list[str]) -> tuple[str, dict[str, Any]]:
    """Write dates that can mean one day only as EDTF; and put the values that follow in order."""
    marks = positions(front)
    lines = front.split("\n")
    changes: list[tuple[Mark, Keys, str, str]] = []
    for keys, value in _scalars(values):
        better = edtf(value) if type_at(RECORDS[kind], keys) is Window else None
        mark = marks.get((keys, False))
        if better and mark and mark.line == mark.end_line:
            changes.append((mark, keys, value, better))
    for mark, keys, value, better in sorted(changes, key=lambda change: (change[0].line, -change[0].column)):
        line = lines[mark.line - 1]
        written = line[mark.column : mark.end_column]
        if written.strip("\"'").strip() != value:
            continue
        lines[mark.line - 1] = line[: mark.column] + better + line[mark.end_column :]
        values = _replaced(values, keys, better)
        done.append(f"line {mark.line + 1}: {keys[-1]}: {value} → {better}")
    return "\n".join(lines), values


def _scalars(value: Any, keys: Keys = ()) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _scalars(item, (*keys, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _scalars(item, (*keys, index))


def _replaced(value: Any, keys: Keys, new: Any) -> Any:
    if not keys:
        return new
    if isinstance(value, dict):
        return {
            key: _replaced(item, keys[1:], new) if key == keys[0] else item for key, item in value.items()
        }
    return [_replaced(item, keys[1:], new) if index == keys[0] else item for index, item in enumerate(value)]


_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})[./-](?P<month>\d{1,2})[./-](?P<year>\d{4})")
_MONTH_FIRST = re.compile(r"(?P<month>\d{1,2})[./-](?P<day>\d{1,2})[./-](?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})")
_NAMED = (
    re.compile(r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\.? (?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})"),
    re.compile(r"(?P<month>[A-Za-z]{3,9})\.?,? (?P<year>\d{4})"),
)


def edtf(written: str) -> str | None:
    """The only date that a text can mean, in EDTF; None if it is EDTF already, or has several readings.

    28.12.2022 is a day, for there is no 28th month; 5.1.2023 may be in January or in May, and is left.
    """
    text = " ".join(written.split())
    try:
        Window.parse(text)
    except Malformed:
        pass
    else:
        return None
    read = {
        _day(match)
        for form in (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST, *_NAMED)
        if (match := form.fullmatch(text))
    }
    found = {day for day in read if day}
    return found.pop() if len(found) == 1 else None


def _day(match: re.Match[str]) -> str | None:
    parts = match.groupdict()
    month = _month(parts["month"])
    if month is None:
        return None
    day = f"-{int(parts['day']):02}" if "day" in parts else ""
    try:
        return Window.parse(f"{parts['year']}-{month:02}{day}").text
    except Malformed:
        return None


def _month(text: str) -> int | None:
    if text.isdecimal():
        return int(text) if 1 <= int(text) <= 12 else None
    named = [number for number, name in enumerate(MONTHS) if name and name.lower().startswith(text.lower())]
    exact = len(named) == 1 and (
        text.lower() in (MONTHS[named[0]].lower(), MONTHS[named[0]][:3].lower(), "sept")
    )
    return named[0] if exact else None


def _ordered(front: str, kind: Kind, done: list[str]) -> str:
    """Sort the keys as the kind's schema does, each with the comments above it; lines of the file itself stay at its
    ends.
    """
    schema: Any = RECORDS[kind]
    known = {key: number for number, key in enumerate(hints(schema))}
    marks = positions(front)
    keys = [(str(key[0]), mark) for (key, on_key), mark in marks.items() if on_key and len(key) == 1]
    if any(key not in known or mark.column for key, mark in keys) or not keys:
        return front  # a key of its own place, or a mapping in braces
    order = [known[key] for key, _ in keys]
    if order == sorted(order):
        return front
    lines = front.removesuffix("\n").split("\n")
    starts: list[int] = []
    for number, (_, mark) in enumerate(keys):
        start = mark.line - 1
        lowest = _end_of(lines, marks, keys[number - 1][0]) if number else _head(lines)
        starts.append(_above(lines, start, lowest))
    foot = _above(lines, len(lines), _end_of(lines, marks, keys[-1][0]))  # comments that stand above no key
    blocks = {
        key: lines[start:end] for (key, _), start, end in zip(keys, starts, [*starts[1:], foot], strict=True)
    }
    ordered = [line for key in sorted(blocks, key=known.__getitem__) for line in blocks[key]]
    first = next(key for (key, _), number in zip(keys, order, strict=True) if number > min(order))
    done.append(f"keys in the order of the schema, {first} and those after it")
    return "\n".join([*lines[: starts[0]], *ordered, *lines[foot:]]) + "\n"


def _head(lines: list[str]) -> int:
    """The lines above the keys that are the file's own: a line for an editor, or a comment set off by a blank line."""
    head = 0
    for number, line in enumerate(lines):
        if line and not line.startswith("#"):
            break
        if not line or line.startswith("# yaml-language-server:"):
            head = number + 1
    return head


def _above(lines: list[str], start: int, lowest: int) -> int:
    """The first of the blank lines and comments right above a line; an indented comment belongs to what is above it."""
    while start > lowest and (lines[start - 1].startswith("#") or not lines[start - 1].strip()):
        start -= 1
    return start


def _end_of(lines: list[str], marks: dict[tuple[Keys, bool], Mark], key: str) -> int:
    """The line, counted within the front matter from 0, after the last one of a key's value.

    PyYAML ends a list or mapping without braces only at the next key: for these the last entry's end counts.
    """
    holders = {keys[:-1] for keys, _ in marks}
    ends = [
        mark.end_line if mark.end_column else mark.end_line - 1
        for (keys, _), mark in marks.items()
        if keys[:1] == (key,) and (keys not in holders or lines[mark.line - 1][mark.column] in "[{")
    ]
    return max(ends)
