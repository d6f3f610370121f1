"""Entries of a list or keys of a mapping of front matter in another order: an entry's lines move as they are written.

The lines above an entry, comments and blank ones, belong to it. The edited text is parsed again, and refused if anything
else would change.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import Any

import yaml

from dossier.read.front_edits import CannotEdit, child, composed, end_line, same, shown, values


def move(text: str, to: int, *path: str | int) -> str:
    """The file with the entry at `path` as number `to` of its list or mapping; raises `CannotEdit`."""
    holder: Any = values(text)
    for step in path[:-1]:
        holder = child(holder, step)
    child(holder, path[-1])
    if not isinstance(holder, (dict, list)):
        raise CannotEdit(f"{shown(path[:-1])} is no list")
    keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
    if not 0 <= to < len(keys):
        raise CannotEdit(f"{shown(path[:-1])} has no entry {to}")
    order = list(range(len(keys)))
    order.insert(to, order.pop(keys.index(path[-1])))
    return reorder(text, order, *path[:-1])


def reorder(text: str, order: Sequence[int], *path: str | int) -> str:
    """The file with the entries of the list or mapping at `path` in another order, by their numbers; raises `CannotEdit`."""
    if list(order) == sorted(order):
        return text
    expected = deepcopy(values(text))
    holder: Any = expected
    for step in path:
        holder = child(holder, step)
    if isinstance(holder, dict):
        entries = [list(holder.items())[number] for number in order]
        holder.clear()
        holder.update(entries)
    else:
        holder[:] = [holder[number] for number in order]
    lines, node, key_line = _found(text, path)
    if len(node.value) != len(order):  # an empty entry is none
        raise CannotEdit(f"{shown(path)} has an empty entry; edit the file")
    written = _in_flow(lines, node, order) if node.flow_style else _in_block(lines, node, key_line, order)
    checked = same(written, expected, path)
    now: Any = values(checked)
    for step in path:
        now = child(now, step)
    if list(now) != list(holder):  # mappings in another order are equal
        raise CannotEdit(f"{shown(path)} is written in a way that cannot be edited; edit the file")
    return checked


def _in_block(lines: list[str], node: yaml.CollectionNode, key_line: int, order: Sequence[int]) -> str:
    """Entries that stand on lines of their own: each with the lines above it."""
    ends = [end_line(_value(entry)) for entry in node.value]
    begins = [key_line + 1, *ends[:-1]]
    parts = [lines[begin:end] for begin, end in zip(begins, ends, strict=True)]
    moved = [line for number in order for line in parts[number]]
    return "".join([*lines[: begins[0]], *moved, *lines[ends[-1] :]])


def _in_flow(lines: list[str], node: yaml.CollectionNode, order: Sequence[int]) -> str:
    """Entries between brackets: what stands between them, commas and line ends, stays where it is."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans = [
        (starts[first.line] + first.column, starts[last.line] + last.column)
        for first, last in ((_first(entry).start_mark, _value(entry).end_mark) for entry in node.value)
    ]
    text = "".join(lines)
    between = [text[: spans[0][0]]]
    between += [text[a[1] : b[0]] for a, b in pairwise(spans)]
    words = [text[slice(*spans[number])] for number in order]
    return "".join(part for pair in zip(between, words, strict=True) for part in pair) + text[spans[-1][1] :]


def _first(entry: Any) -> yaml.Node:
    node: yaml.Node = entry[0] if isinstance(entry, tuple) else entry
    return node


def _value(entry: Any) -> yaml.Node:
    node: yaml.Node = entry[1] if isinstance(entry, tuple) else entry
    return node


def _found(text: str, path: Sequence[str | int]) -> tuple[list[str], yaml.CollectionNode, int]:
    """The lines, the list or mapping at a path, and the line of its key."""
    lines, root = composed(text)
    node: Any = root
    line = 0
    for step in path:
        number = step if isinstance(step, int) else [key.value for key, _ in node.value].index(step)
        entry = node.value[number]
        line, node = int(_first(entry).start_mark.line), _value(entry)
    assert isinstance(node, yaml.CollectionNode)
    return lines, node, line
