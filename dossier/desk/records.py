"""The text of a new record, from the values of a form. The form is made of the kind's schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from dossier.desk.given import MOST_LETTERS, Refused
from dossier.model.checks import id_fault, is_id
from dossier.model.parts import FOLDERS, Kind
from dossier.model.records import RECORDS
from dossier.model.schema import hints
from dossier.read.front_additions import pair, put
from dossier.read.front_edits import CannotEdit, remove, values
from dossier.read.front_values import change

MOST_DEPTH = 4
MOST_MOVES = 200


def new_record(given: Mapping[str, Any]) -> tuple[Kind, str, str]:
    """The kind, id and text of a record; raises `Refused`."""
    kind, id_, written = given.get("kind"), given.get("id"), given.get("values")
    if not isinstance(kind, str) or kind not in FOLDERS:
        raise Refused("there is no such kind of record")
    if not isinstance(id_, str) or not is_id(id_) or id_ == "index":
        fault = id_fault(str(id_))
        raise Refused(f"{fault.message}; {fault.hint}", "id")
    if not isinstance(written, dict):
        raise Refused("no values are given")
    of: type = RECORDS[kind]
    keys = list(hints(of))
    if unknown := [key for key in written if key not in keys]:
        raise Refused(f'there is no key "{unknown[0]}"')
    filled = {key: _sound(written[key]) for key in keys if written.get(key) not in (None, "", [], {})}
    body = str(given.get("body", "")).strip()
    if not body:
        raise Refused("write a sentence on it, in your own words", "body")
    lines = [line for key, value in filled.items() for line in pair(key, value, 0)]
    return kind, id_, "\n".join(["---", *lines, "---", "", body, ""])


def edited(kind: Kind, text: str, given: Mapping[str, Any]) -> str:
    """The file of a record with the values of a form, where they differ; a value that is null goes. Raises `Refused`.

    `given["was"]` has the values that the form was made of: a key with another one by now was changed from outside.
    """
    of: type = RECORDS[kind]
    keys = list(hints(of))
    written, was = given.get("values"), given.get("was")
    if not isinstance(written, dict):
        raise Refused("no values are given")
    if unknown := [key for key in written if key not in keys]:
        raise Refused(f'there is no key "{unknown[0]}"')
    try:
        for key, value in written.items():
            there = values(text)
            if isinstance(was, dict) and there.get(key) not in (was.get(key), value):
                raise Refused(
                    f"its {key} was changed from outside; reload the page, then change it again", key
                )
            if value in (None, "", [], {}):
                text = remove(text, key) if key in there else text
            elif key in there:
                text = change(text, _sound(value, 0, there[key]), key)
            else:
                text = put(text, _sound(value), key, order=keys)
    except CannotEdit as wrong:
        raise Refused(f"not written: {wrong}") from None
    return text


def edits(kind: Kind, text: str, given: Mapping[str, Any], read: Callable[[str], None]) -> Iterator[str]:
    """The file after each of `given["moves"]`, values with an entry moved, then with all values of the form.

    Raises `Refused`; a move alone that `read` refuses, for what was typed beside it, is no step of its own.
    """
    was, moves = given.get("was"), given.get("moves")
    was = dict(was) if isinstance(was, dict) else {}
    for values_ in moves[:MOST_MOVES] if isinstance(moves, list) else ():
        moved = edited(kind, text, {"values": values_, "was": was})
        try:
            read(moved)
        except Refused:
            continue
        text = moved
        was |= values_
        yield text
    yield edited(kind, text, {**given, "was": was} if "was" in given else given)


def _sound(value: Any, depth: int = 0, there: Any = None) -> Any:
    """A value made of texts, lists and mappings alone; raises `Refused`. What is `there` already stays as it is."""
    if value == there:
        return there
    if (
        isinstance(value, str)
        and len(value) <= MOST_LETTERS
        and not any(ord(c) < 32 and c != "\n" for c in value)
    ):
        return " ".join(value.split())
    if depth < MOST_DEPTH and isinstance(value, list) and len(value) <= 500:
        old = there if isinstance(there, list) else []
        beside = dict(enumerate(old)) if len(old) == len(value) else {}
        return [
            one if one in old else _sound(one, depth + 1, beside.get(number))
            for number, one in enumerate(value)
        ]
    if depth < MOST_DEPTH and isinstance(value, dict) and len(value) <= 50:
        before = there if isinstance(there, dict) else {}
        return {str(key): _sound(one, depth + 1, before.get(key)) for key, one in value.items()}
    raise Refused("a value is no text, list or mapping, or is too long")
