"""A list or a mapping of front matter brought to other values: only the entries and keys that differ are written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from dossier.read.front_additions import Value, insert, put
from dossier.read.front_edits import CannotEdit, child, remove, values
from dossier.read.front_moves import reorder


def change(text: str, value: Value, *path: str | int, order: Sequence[str] = ()) -> str:
    """The file with `value` at `path`; entries of lists and keys of mappings that are equal stay byte for byte.

    A key that is not there yet stands where `order`, the keys of the mapping at `path`, puts it. Raises `CannotEdit`.
    """
    there: Any = values(text)
    for step in path:
        there = child(there, step)
    if there == value:
        return text
    if isinstance(there, dict) and there and isinstance(value, Mapping) and value:
        return _mapping(text, there, value, path, order)
    if isinstance(there, list) and there and isinstance(value, (list, tuple)) and value:
        return _list(text, there, value, path)
    return put(text, value, *path)


def _mapping(
    text: str,
    there: Mapping[str, Any],
    value: Mapping[str, Any],
    path: Sequence[str | int],
    order: Sequence[str],
) -> str:
    for key, one in value.items():
        if key not in there:
            text = put(text, one, *path, key, order=order)
        elif there[key] != one:
            text = change(text, one, *path, key)
    for key in there:
        if key not in value:
            text = remove(text, *path, key)
    return text


def _list(text: str, there: Sequence[Any], value: Sequence[Any], path: Sequence[str | int]) -> str:
    old, new = ([json.dumps(one, sort_keys=True) for one in of] for of in (there, value))
    order = _order(old, new)
    text, old = reorder(text, order, *path), [old[number] for number in order]
    # From the end, so that the numbers of the entries before stay right.
    for kind, i1, i2, j1, j2 in reversed(SequenceMatcher(None, old, new, autojunk=False).get_opcodes()):
        if kind == "equal":
            continue
        both = min(i2 - i1, j2 - j1)
        for n in range(j1 + both, j2):
            text = insert(text, value[n], i2 + n - j1 - both, *path)
        for n in reversed(range(both)):
            text = _entry(text, value[j1 + n], *path, i1 + n)
        for i in reversed(range(i1 + both, i2)):
            text = remove(text, *path, i)
    return text


def _order(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """The numbers of the old entries, those that stay in their new order; the others keep their places."""
    places: dict[str, list[int]] = {}
    for number, one in enumerate(old):
        places.setdefault(one, []).append(number)
    staying = [places[one].pop(0) for one in new if places.get(one)]
    wanted, at = iter(staying), set(staying)
    return [next(wanted) if number in at else number for number in range(len(old))]


def _entry(text: str, value: Value, *path: str | int) -> str:
    """An entry of a list with another value; one that is written in a way that cannot be edited is written anew."""
    try:
        return change(text, value, *path)
    except CannotEdit:
        number = path[-1]
        assert isinstance(number, int)
        return remove(insert(text, value, number + 1, *path[:-1]), *path)
