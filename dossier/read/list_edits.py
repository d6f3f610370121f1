"""Edits of a list in front matter, in the file as it is written: byte order mark, line ends, indentation and quotes stay.

The edited text is parsed again: if anything but the list would change, the edit is refused.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import yaml

from dossier.diagnostics import Report
from dossier.read.frontmatter import FrontMatterError, as_written, load, split

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
_PLAIN = re.compile(r"[\w./-]+(?: [\w./-]+)*")
BOM = "\ufeff"


class CannotEdit(Exception):
    """The list cannot be edited as it is written; the message says why, in one line."""


def add_entries(text: str, key: str, entries: Sequence[str]) -> str:
    """The file with texts added to the list `key`, which is made if it is not there; raises `CannotEdit`.

    Entries that are in the list already are not added.
    """
    before = _values(text)
    there = _entries(before, key)
    new = [entry for entry in dict.fromkeys(entries) if entry not in there]
    if not new:
        return text
    lines, node, end = _parts(text, key)
    if node is None:
        _insert(lines, end, [f"{key}:", *(f"  - {_quoted(entry)}" for entry in new)])
    elif not isinstance(node, yaml.SequenceNode):
        _insert(lines, node.start_mark.line + 1, [f"  - {_quoted(entry)}" for entry in new])
    elif node.flow_style:
        last = node.value[-1].end_mark if node.value else None
        at, column = (last.line, last.column) if last else (node.start_mark.line, node.start_mark.column + 1)
        written = ", ".join(map(_quoted, new))
        lines[at] = f"{lines[at][:column]}{', ' if last else ''}{written}{lines[at][column:]}"
    else:
        indent = " " * node.start_mark.column
        _insert(lines, _end_line(node.value[-1]), [f"{indent}- {_quoted(entry)}" for entry in new])
    return _checked("".join(lines), before, key, [*there, *new])


def remove_entry(text: str, key: str, entry: str) -> str:
    """The file without a text of the list `key`; a list that becomes empty is removed with its key; raises `CannotEdit`."""
    before = _values(text)
    there = _entries(before, key)
    if entry not in there:
        raise CannotEdit(f'"{entry}" is not in its {key}')
    left = [other for other in there if other != entry]
    lines, node, _ = _parts(text, key)
    assert isinstance(node, yaml.SequenceNode)
    if not left:
        first = _key_line(text, key)
        last = node.end_mark.line + 1 if node.flow_style else _end_line(node.value[-1])
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
            if begin.line == end.line:
                line = lines[begin.line]
                lines[begin.line] = line[: begin.column] + line[end.column :]
            else:
                lines[begin.line] = lines[begin.line][: begin.column] + lines[end.line][end.column :]
                del lines[begin.line + 1 : end.line + 1]
        else:
            last = number + 1 == len(node.value)
            end_line = _end_line(item) if last else node.value[number + 1].start_mark.line
            del lines[item.start_mark.line : end_line]
    return _checked("".join(lines), before, key, left)


def _values(text: str) -> dict[str, Any]:
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
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


def _parts(text: str, key: str) -> tuple[list[str], yaml.Node | None, int]:
    """The lines of the file with their ends, the node of the key, and the line on which the front matter ends."""
    lines = _LINE.findall(text)[:-1]
    plain = [line.rstrip("\r\n") for line in lines]
    plain[0] = plain[0].removeprefix(BOM)
    front = split("\n".join(plain))[0]
    # The first line is kept as a comment: lines and columns of the nodes are then those of the file.
    mapping = yaml.compose(f"#\n{front}", Loader=yaml.SafeLoader)
    found = None
    if isinstance(mapping, yaml.MappingNode):
        found = next((value for name, value in mapping.value if name.value == key), None)
    return lines, found, front.count("\n") + 1


def _key_line(text: str, key: str) -> int:
    plain = text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")
    mapping = yaml.compose(f"#\n{split(plain)[0]}", Loader=yaml.SafeLoader)
    assert isinstance(mapping, yaml.MappingNode)
    return next(int(name.start_mark.line) for name, _ in mapping.value if name.value == key)


def _end_line(node: yaml.Node) -> int:
    """The line behind a node."""
    return int(node.end_mark.line) + (node.end_mark.column > 0)


def _insert(lines: list[str], at: int, new: Sequence[str]) -> None:
    """Insert lines with the line end of the line before them."""
    before = lines[at - 1]
    end = before[len(before.rstrip("\r\n")) :] or "\n"
    lines[at:at] = [f"{line}{end}" for line in new]


def _quoted(entry: str) -> str:
    return entry if _PLAIN.fullmatch(entry) else as_written(entry)


def _checked(text: str, before: dict[str, Any], key: str, entries: list[str] | None) -> str:
    """The text, if its front matter says what it said before, and these entries."""
    expected = {name: value for name, value in before.items() if name != key}
    now = _values(text)
    found = now.pop(key, None)
    if now != expected or ([found] if isinstance(found, str) else found) != entries:
        raise CannotEdit(
            f"its {key} is written in a way that cannot be edited; write it as a list, one item a line"
        )
    return text
