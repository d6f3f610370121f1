"""Additions to front matter in the file as it is written: a value at a path, or an entry of a list at a path.

Lines that are not meant stay byte for byte; the edited text is parsed again, and refused if anything else would change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

import yaml

from dossier.read.front_edits import (
    CannotEdit,
    child,
    composed,
    end_line,
    insert_lines,
    same,
    shown,
    values,
)
from dossier.read.frontmatter import as_written

_PLAIN = re.compile(r"[^\W_][\w.'’/-]*(?: (?:>|[\w'’(][\w.'’/()-]*))*")
_KEY = re.compile(r"[a-z][a-z0-9_-]*")
_NEGATIVE = re.compile(r"-\d+(?:\.\d+)?")
_LOCATOR = re.compile(r"¶ \d+(?:-\d+)?")
_NO_TEXT = ("null", "true", "false", "yes", "no", "on", "off", "y", "n")
"""Words that other YAML readers take for something else."""
Value = str | Sequence[Any] | Mapping[str, Any]


def append(text: str, value: Value, *path: str | int) -> str:
    """The file with `value` at the end of the list at `path`, which is made if it is not there; raises `CannotEdit`."""
    before = values(text)
    if _absent(before, path):
        return put(text, [value], *path)
    expected = deepcopy(before)
    there = expected
    for step in path:
        there = child(there, step)
    if not isinstance(there, list):
        raise CannotEdit(f"{shown(path)} is no list")
    there.append(value)
    lines, node, key_line = _found(text, path)
    assert isinstance(node, yaml.SequenceNode)
    if not node.flow_style:
        at = end_line(node.value[-1]) if node.value else key_line + 1
        insert_lines(lines, at, _as_others(value, node))
    elif node.value or _in_flow(text, path):
        _into_brackets(lines, node, flow(value))
    else:
        indent = _indent(lines[key_line]) + 2
        _emptied(lines, node)
        insert_lines(lines, node.end_mark.line + 1, _item(value, indent))
    return same("".join(lines), expected, path)


def insert(text: str, value: Value, number: int, *path: str | int) -> str:
    """The file with `value` before the entry `number` of the list at `path`, or at its end; raises `CannotEdit`."""
    expected = deepcopy(values(text))
    there: Any = expected
    for step in path:
        there = child(there, step)
    if not isinstance(there, list) or not 0 <= number <= len(there):
        raise CannotEdit(f"{shown(path)} has no entry {number}")
    if number == len(there):
        return append(text, value, *path)
    there.insert(number, value)
    lines, node, _ = _found(text, path)
    assert isinstance(node, yaml.SequenceNode)
    if node.flow_style:
        at = node.value[number].start_mark
        line = lines[at.line]
        lines[at.line] = f"{line[: at.column]}{flow(value)}, {line[at.column :]}"
    else:
        at_line = end_line(node.value[number - 1]) if number else int(node.start_mark.line)
        insert_lines(lines, at_line, _as_others(value, node))
    return same("".join(lines), expected, path)


def put(text: str, value: Value, *path: str | int, order: Sequence[str] = ()) -> str:
    """The file with `value` at `path`, in the place of a value or as a new key; raises `CannotEdit`.

    A new key stands behind the last of the keys that come before it in `order`; else at the end of its mapping.
    """
    before = values(text)
    expected = deepcopy(before)
    holder = expected
    for step in path[:-1]:
        if isinstance(step, str) and isinstance(holder, dict) and holder.get(step) is None:
            holder[step] = {}
        holder = child(holder, step)
    if not isinstance(holder, (dict, list)):
        raise CannotEdit(f"{shown(path)} cannot be written there")
    key = path[-1]
    if isinstance(holder, list):
        if not isinstance(key, int) or not 0 <= key < len(holder):
            raise CannotEdit(f"there is no {shown(path)}")
        holder[key] = value
    elif isinstance(key, int):
        raise CannotEdit(f"there is no {shown(path)}")
    else:
        holder[key] = value
    if len(path) > 1 and _absent(before, path[:-1]):
        return put(text, {str(key): value}, *path[:-1], order=order)
    lines, parent, key_line = _found(text, path[:-1])
    if not isinstance(parent, (yaml.MappingNode, yaml.SequenceNode)):
        raise CannotEdit(f"{shown(path)} cannot be written there")
    if isinstance(key, int) or any(name.value == key for name, _ in parent.value):
        _replaced(lines, parent, key, value)
    elif parent.flow_style and (parent.value or _in_flow(text, path[:-1])):
        _into_brackets(lines, parent, f"{_key(str(key))}: {flow(value)}")
    elif parent.flow_style:
        indent = _indent(lines[key_line]) + 2
        _emptied(lines, parent)
        insert_lines(lines, parent.end_mark.line + 1, pair(str(key), value, indent))
    else:
        assert isinstance(parent, yaml.MappingNode)
        indent = parent.start_mark.column if parent.value else 0
        insert_lines(lines, _behind(parent, str(key), order), pair(str(key), value, indent))
    return same("".join(lines), expected, path)


def flow(value: Value) -> str:
    """A value in flow style, on one line."""
    if isinstance(value, str):
        plain = _PLAIN.fullmatch(value) and value.lower() not in _NO_TEXT
        is_bare = plain or _LOCATOR.fullmatch(value) or _NEGATIVE.fullmatch(value)
        return value if is_bare else as_written(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)}: {flow(one)}" for key, one in value.items()) + "}"
    return "[" + ", ".join(map(flow, value)) + "]"


def _replaced(lines: list[str], parent: yaml.Node, key: str | int, value: Value) -> None:
    """Write a value in the place of another one."""
    number = key if isinstance(key, int) else [k.value for k, _ in parent.value].index(key)
    entry = parent.value[number]
    node = entry[1] if isinstance(entry, tuple) else entry
    begin, end = node.start_mark, node.end_mark
    is_block = isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style
    if is_block or (isinstance(node, yaml.ScalarNode) and node.style in ("|", ">")):
        if not isinstance(entry, tuple):
            raise CannotEdit("an entry over several lines is edited in the file")
        first = entry[0].start_mark
        head = lines[first.line][: entry[0].end_mark.column]
        last = end_line(node) if is_block else _end_of_block(lines, node)
        eol = lines[first.line][len(lines[first.line].rstrip("\r\n")) :]
        new = pair(entry[0].value, value, first.column)
        new[0] = head + new[0][new[0].index(":", len(_key(entry[0].value)) + first.column) :]
        lines[first.line : last] = [f"{line}{eol}" for line in new]
        return
    lead, rest = lines[begin.line][: begin.column], lines[end.line][end.column :]
    if begin.index == end.index and isinstance(entry, tuple):  # a key without a value
        line, column = entry[0].end_mark.line, entry[0].end_mark.column
        colon = lines[line].index(":", column) + 1
        begin, end, lead, rest = (
            entry[0].end_mark,
            entry[0].end_mark,
            lines[line][:colon],
            lines[line][colon:],
        )
    blank = " " if lead.endswith(":") else ""
    lines[begin.line : end.line + 1] = [lead + blank + flow(value) + rest]


def _end_of_block(lines: Sequence[str], node: yaml.Node) -> int:
    """The line behind a block scalar; blank lines after it do not belong to it."""
    last = int(node.end_mark.line)
    while last > node.start_mark.line + 1 and not lines[last - 1].strip():
        last -= 1
    return last


def _as_others(value: Value, node: yaml.SequenceNode) -> list[str]:
    """An entry of a block list: over several lines if another entry is, or if it is long."""
    indent = node.start_mark.column
    on_lines = any(isinstance(one, yaml.MappingNode) and not one.flow_style for one in node.value)
    return _item(value, indent) if on_lines or not _short(value) else [f"{' ' * indent}- {flow(value)}"]


def _item(value: Value, indent: int) -> list[str]:
    """An entry of a block list."""
    if not isinstance(value, Mapping):
        return [f"{' ' * indent}- {flow(value)}"]
    lines = [line for key, one in value.items() for line in pair(key, one, indent + 2)]
    return [f"{' ' * indent}- {lines[0].lstrip()}", *lines[1:]]


def pair(key: str, value: Value, indent: int) -> list[str]:
    """A key with its value; a list of mappings over several lines, the rest on one."""
    lead = " " * indent
    if isinstance(value, (list, tuple)) and any(isinstance(one, Mapping) for one in value):
        items = [
            f"{lead}  - {flow(one)}" if _short(one) else "\n".join(_item(one, indent + 2)) for one in value
        ]
        return [f"{lead}{_key(key)}:", *(line for item in items for line in item.split("\n"))]
    if isinstance(value, Mapping) and value and not _short(value):
        return [f"{lead}{_key(key)}:", *(line for k, v in value.items() for line in pair(k, v, indent + 2))]
    return [f"{lead}{_key(key)}: {flow(value)}"]


def _short(value: Value) -> bool:
    """Whether a mapping stands on one line: it has no list of mappings, and is not long."""
    if not isinstance(value, Mapping):
        return True
    nested = any(isinstance(one, Mapping) for v in value.values() if not isinstance(v, str) for one in v)
    return not nested and len(flow(value)) <= 100


def _key(key: str) -> str:
    return key if _KEY.fullmatch(key) else as_written(key)


def _behind(parent: yaml.MappingNode, key: str, order: Sequence[str]) -> int:
    """The line at which a new key is inserted."""
    rank = order.index(key) if key in order else len(order)
    before = [
        value
        for name, value in parent.value
        if order and name.value in order and order.index(name.value) < rank
    ]
    return end_line(before[-1] if before else parent.value[-1][1]) if parent.value else 1


def _into_brackets(lines: list[str], node: yaml.CollectionNode, written: str) -> None:
    """Write an entry at the end of a list or mapping in flow style."""
    last = node.value[-1] if node.value else None
    if last is None:
        line, column, lead = node.start_mark.line, node.start_mark.column + 1, ""
    else:
        end = (last[1] if isinstance(last, tuple) else last).end_mark
        line, column, lead = end.line, end.column, ", "
    lines[line] = f"{lines[line][:column]}{lead}{written}{lines[line][column:]}"


def _emptied(lines: list[str], node: yaml.Node) -> None:
    """Take the brackets of an empty list or mapping out of its line."""
    begin, end = node.start_mark, node.end_mark
    if begin.line != end.line:
        raise CannotEdit("an empty list over several lines is edited in the file")
    line = lines[begin.line]
    lines[begin.line] = line[: begin.column].rstrip() + line[end.column :]


def _found(text: str, path: Sequence[str | int]) -> tuple[list[str], yaml.Node, int]:
    """The lines, the node at a path, and the line of its key."""
    lines, node = composed(text)
    found: yaml.Node = node
    line = 0
    for step in path:
        found, line = _step(found, step)
    return lines, found, line


def _step(holder: yaml.Node, step: str | int) -> tuple[yaml.Node, int]:
    if not isinstance(holder, (yaml.MappingNode, yaml.SequenceNode)):
        raise CannotEdit(f'there is no "{step}" in its front matter')
    number = step if isinstance(step, int) else [k.value for k, _ in holder.value].index(step)
    entry = holder.value[number]
    if isinstance(entry, tuple):
        return entry[1], int(entry[0].start_mark.line)
    return entry, int(entry.start_mark.line)


def _in_flow(text: str, path: Sequence[str | int]) -> bool:
    """Whether what holds the value at `path` is in flow style."""
    return any(bool(getattr(_found(text, path[:n])[1], "flow_style", False)) for n in range(1, len(path)))


def _absent(front: Any, path: Sequence[str | int]) -> bool:
    for step in path:
        if isinstance(front, dict) and front.get(step) is None:
            return True
        front = child(front, step)
    return False


def _indent(line: str) -> int:
    bare = line.lstrip(" -") if line.lstrip(" ").startswith("- ") else line.lstrip(" ")
    return len(line) - len(bare)
