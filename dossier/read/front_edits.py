"""Edits of front matter in the file as it is written: byte order mark, line ends, indentation, comments and quotes stay.

The edited text is parsed again: if anything but the value meant would change, the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

import yaml

from dossier.diagnostics import Report
from dossier.read.frontmatter import FrontMatterError, as_written, load, split

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_PLAIN = re.compile(r"[\w./-]+(?: [\w./-]+)*")
_WORD = re.compile(r"[a-z][a-z0-9-]*")
_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?")
BOM = "\ufeff"


class CannotEdit(Exception):
    """The front matter cannot be edited as it is written; the message says why, in one line."""


def add_entries(text: str, key: str, entries: Sequence[str]) -> str:
    """The file with texts added to the list `key`, which is made if it is not there; raises `CannotEdit`.

    Entries that are in the list already are not added.
    """
    before = values(text)
    there = _entries(before, key)
    new = [entry for entry in dict.fromkeys(entries) if entry not in there]
    if not new:
        return text
    lines, node, end = _parts(text, key)
    if node is None:
        insert_lines(lines, end, [f"{key}:", *(f"  - {_quoted(entry)}" for entry in new)])
    elif not isinstance(node, yaml.SequenceNode):
        insert_lines(lines, node.start_mark.line + 1, [f"  - {_quoted(entry)}" for entry in new])
    elif node.flow_style:
        last = node.value[-1].end_mark if node.value else None
        at, column = (last.line, last.column) if last else (node.start_mark.line, node.start_mark.column + 1)
        written = ", ".join(map(_quoted, new))
        lines[at] = f"{lines[at][:column]}{', ' if last else ''}{written}{lines[at][column:]}"
    else:
        indent = " " * node.start_mark.column
        insert_lines(lines, end_line(node.value[-1]), [f"{indent}- {_quoted(entry)}" for entry in new])
    return _checked("".join(lines), before, key, [*there, *new])


def remove_entry(text: str, key: str, entry: str) -> str:
    """The file without a text of the list `key`; a list that becomes empty is removed with its key; raises `CannotEdit`."""
    before = values(text)
    there = _entries(before, key)
    if entry not in there:
        raise CannotEdit(f'"{entry}" is not in its {key}')
    left = [other for other in there if other != entry]
    lines, node, _ = _parts(text, key)
    assert isinstance(node, yaml.SequenceNode)
    if not left:
        first = _key_line(text, key)
        last = node.end_mark.line + 1 if node.flow_style else end_line(node.value[-1])
        rest = lines[last - 1][node.end_mark.column :] if node.flow_style else ""
        if rest.strip() and not rest.lstrip().startswith("#"):
            raise CannotEdit(f"its {key} is written in a way that cannot be edited")
        del lines[first:last]
        return _checked("".join(lines), before, key, None)
    for item in reversed([item for item in node.value if item.value == entry]):
        number = node.value.index(item)
        if node.flow_style:
            # From the end of the entry before to its own end; the first, to the beginning of the next.
            begin = node.value[number - 1].end_mark if number else item.start_mark
            end = item.end_mark if number else node.value[1].start_mark
            _cut(lines, begin, end)
        else:
            last = number + 1 == len(node.value)
            behind = end_line(item) if last else node.value[number + 1].start_mark.line
            del lines[item.start_mark.line : behind]
    return _checked("".join(lines), before, key, left)


def remove(text: str, *path: str | int) -> str:
    """The file without the key or the item at a path; raises `CannotEdit`.

    A list or mapping that becomes empty is written `[]` or `{}`.
    """
    before = values(text)
    expected = deepcopy(before)
    parent: Any = expected
    for step in path[:-1]:
        parent = child(parent, step)
    child(parent, path[-1])
    del parent[path[-1]]
    lines, root = composed(text)
    holder: yaml.Node = root
    key_line = -1
    for step in path[:-1]:
        holder, key_line = _node(holder, step)
    if not isinstance(holder, (yaml.MappingNode, yaml.SequenceNode)):
        raise CannotEdit(f"{shown(path)} is not written one entry a line")
    begins = [(entry[0] if isinstance(entry, tuple) else entry).start_mark for entry in holder.value]
    ends = [(entry[1] if isinstance(entry, tuple) else entry) for entry in holder.value]
    number = _number(holder, path[-1])
    last = number + 1 == len(begins)
    if holder.flow_style:
        # From the end of the entry before to its own end; the first, to the beginning of the next.
        begin = ends[number - 1].end_mark if number else begins[0]
        _cut(lines, begin, begins[1] if not number and not last else ends[number].end_mark)
    elif len(begins) == 1 and key_line >= 0:
        line = lines[key_line]
        bare = line.rstrip("\r\n")
        head = re.match(r"[^:]*:|\"[^\"]*\"\s*:|'[^']*'\s*:", bare)
        empty = "[]" if isinstance(holder, yaml.SequenceNode) else "{}"
        lines[key_line] = f"{head[0] if head else bare} {empty}{line[len(bare) :]}"
        del lines[begins[0].line : end_line(ends[0])]
    else:
        is_key = isinstance(holder, yaml.MappingNode)
        first = begins[number].line
        # A comment between two entries of a list is of the second.
        behind = begins[number + 1].line if is_key and not last else end_line(ends[number])
        lead = lines[first][: begins[number].column]
        if is_key and lead.strip():  # the first key of an entry stands behind its hyphen
            lines[behind] = lead + lines[behind][len(lead) :]
        del lines[first:behind]
    return same("".join(lines), expected, path)


def replace(text: str, value: str, *path: str | int) -> str:
    """The file with another text at a path, where a text is now; raises `CannotEdit`."""
    expected = deepcopy(values(text))
    parent: Any = expected
    for step in path[:-1]:
        parent = child(parent, step)
    if not isinstance(child(parent, path[-1]), str):
        raise CannotEdit(f"{shown(path)} is no text")
    parent[path[-1]] = value
    lines, root = composed(text)
    node: yaml.Node = root
    for step in path:
        node, _ = _node(node, step)
    begin, end = node.start_mark, node.end_mark
    if begin.line != end.line:
        raise CannotEdit(f"{shown(path)} is written over several lines")
    line = lines[begin.line]
    lines[begin.line] = line[: begin.column] + scalar(value) + line[end.column :]
    return same("".join(lines), expected, path)


def _cut(lines: list[str], begin: yaml.Mark, end: yaml.Mark) -> None:
    """Take out what stands between two places of the file."""
    lines[begin.line] = lines[begin.line][: begin.column] + lines[end.line][end.column :]
    del lines[begin.line + 1 : end.line + 1]


def child(value: Any, step: str | int) -> Any:
    """The value at a step of a path; raises `CannotEdit`."""
    try:
        return value[step]
    except (KeyError, IndexError, TypeError):
        raise CannotEdit(f'there is no "{step}" in its front matter') from None


def _node(holder: yaml.Node, step: str | int) -> tuple[yaml.Node, int]:
    """The node at a step of a path, and the line of its key."""
    assert isinstance(holder, (yaml.MappingNode, yaml.SequenceNode))
    entry = holder.value[_number(holder, step)]
    return (
        (entry[1], entry[0].start_mark.line) if isinstance(entry, tuple) else (entry, entry.start_mark.line)
    )


def _number(holder: yaml.Node, step: str | int) -> int:
    if isinstance(step, int):
        return step
    return next(n for n, (key, _) in enumerate(holder.value) if key.value == step)


def shown(path: Sequence[str | int]) -> str:
    """A path for a message."""
    return " ".join(map(str, path))


def scalar(value: str) -> str:
    """A text as a scalar."""
    return value if _DAY.fullmatch(value) or _WORD.fullmatch(value) else as_written(value)


def same(text: str, expected: dict[str, Any], path: Sequence[str | int]) -> str:
    """The text, if its front matter has the values `expected`; raises `CannotEdit`."""
    if values(text) != expected:
        raise CannotEdit(f"{shown(path)} is written in a way that cannot be edited; edit the file")
    return text


def as_read(text: str) -> str:
    """A file's text as the reader takes it: without a byte order mark, with line ends as `\\n`."""
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def values(text: str) -> dict[str, Any]:
    """The front matter of a file; raises `CannotEdit`."""
    plain = as_read(text)
    try:
        return load(split(plain)[0], "", Report())
    except FrontMatterError as wrong:
        raise CannotEdit(f"its front matter cannot be read: {wrong.message}") from None


def _entries(values: dict[str, Any], key: str) -> list[str]:
    there = values.get(key) or []
    there = [there] if isinstance(there, str) else there
    if not isinstance(there, list) or not all(isinstance(entry, str) for entry in there):
        raise CannotEdit(f"its {key} is no list of texts")
    return there


def composed(text: str) -> tuple[list[str], yaml.MappingNode]:
    """The lines of the file with their ends, and the node of the front matter, with the file's lines and columns."""
    lines = _LINE.findall(text)[:-1]
    plain = as_read(text)
    # The first line is a comment here: lines and columns of the nodes are then those of the file.
    mapping = yaml.compose(f"#\n{split(plain)[0]}", Loader=yaml.SafeLoader)
    if not isinstance(mapping, yaml.MappingNode):
        raise CannotEdit("its front matter is empty")
    return lines, mapping


def _parts(text: str, key: str) -> tuple[list[str], yaml.Node | None, int]:
    """The lines of the file with their ends, the node of the key, and the line on which the front matter ends."""
    lines, mapping = composed(text)
    found = next((value for name, value in mapping.value if name.value == key), None)
    plain = as_read(text)
    return lines, found, split(plain)[0].count("\n") + 1


def _key_line(text: str, key: str) -> int:
    _, mapping = composed(text)
    return next(int(name.start_mark.line) for name, _ in mapping.value if name.value == key)


def end_line(node: yaml.Node) -> int:
    """The line behind a node; comments after it do not belong to it."""
    if isinstance(node, (yaml.MappingNode, yaml.SequenceNode)) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_line(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.line) + (node.end_mark.column > 0)


def insert_lines(lines: list[str], at: int, new: Sequence[str]) -> None:
    """Insert lines with the line end of the line before them."""
    before = lines[at - 1]
    end = before[len(before.rstrip("\r\n")) :] or "\n"
    lines[at:at] = [f"{line}{end}" for line in new]


def _quoted(entry: str) -> str:
    return entry if _PLAIN.fullmatch(entry) else as_written(entry)


def _checked(text: str, before: dict[str, Any], key: str, entries: list[str] | None) -> str:
    """The text, if its front matter says what it said before, and these entries."""
    expected = {name: value for name, value in before.items() if name != key}
    now = values(text)
    found = now.pop(key, None)
    if now != expected or ([found] if isinstance(found, str) else found) != entries:
        raise CannotEdit(
            f"its {key} is written in a way that cannot be edited; write it as a list, one item a line"
        )
    return text
