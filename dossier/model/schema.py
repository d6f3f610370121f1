"""The records' classes seen as a schema: which keys a mapping has, and which texts in a record are ids of others."""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from typing import Any, NamedTuple, Union, get_args, get_origin

from dossier.model.bylines import author
from dossier.model.checks import Checked, Ref, Short, printed_text, record_title
from dossier.model.parts import key_of
from dossier.model.records import FILE_KEYS, Record

Keys = tuple[str | int, ...]


class Reference(NamedTuple):
    """An id that a record's front matter names."""

    keys: Keys
    """The keys that lead to it."""
    on_key: bool
    """True where the id is itself a key: under `actors`."""
    target: str
    rule: Ref


@cache
def hints(cls: type) -> dict[str, Any]:
    """The annotations of a class's fields, by key in the front matter; what comes from the file is left out."""
    found = typing.get_type_hints(cls, include_extras=True)
    kept = {f.name for f in fields(cls) if not (issubclass(cls, Record) and f.name in FILE_KEYS)}
    return {key_of(name): hint for name, hint in found.items() if name in kept}


@cache
def labels(cls: type) -> dict[str, str]:
    """The keys of a class in plain English, for forms: what the model says of them, else the key with blanks."""
    said: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        said |= base.__dict__.get("LABELS", {})
    return {key: said.get(key) or key.replace("_", " ").capitalize() for key in hints(cls)}


def type_at(cls: type, keys: Keys) -> Any:
    """The type, without `Annotated` and `| None`, of what stands at `keys` of a record of class `cls`."""
    return _bare(_hint_at(cls, keys))


def is_prose_at(cls: type, keys: Keys) -> bool:
    """Whether words of an author or a source stand at `keys` of a record of class `cls`: no id, date or word of a list."""
    if keys[:1] in WITHOUT_PROSE:
        return False
    hint = _hint_at(cls, keys)
    notes = [note for layer in _layers(hint) for note in getattr(layer, "__metadata__", ())]
    short = next((note.key for note in notes if isinstance(note, Short)), None)
    if short is not None:
        return is_prose_at(_bare(hint), (short,))
    return any(
        isinstance(note, Checked) and note.parse in (printed_text, record_title, author) for note in notes
    )


WITHOUT_PROSE = {("to_confirm",), ("identifiers",)}
"""Keys whose texts have a form of their own."""


def _hint_at(cls: type, keys: Keys) -> Any:
    at: Any = cls
    for key in keys:
        at = _step(at, key)
    return at


def keys_at(cls: type, keys: Keys) -> list[str]:
    """The keys that a mapping at `keys` of a record of class `cls` may have; empty where any may stand."""
    at = type_at(cls, keys)
    return list(hints(at)) if isinstance(at, type) and is_dataclass(at) else []


def references(record: Record) -> list[Reference]:
    """Every id in a record's front matter, in the order of the schema."""
    found: list[Reference] = []
    _in_object(record, (), found)
    return found


def published_references(record: Record) -> list[Reference]:
    """The same without those of withheld accounts: that an article has one of a claim is not published."""
    accounts = getattr(record, "claims", ())
    hidden = {
        ("claims", number) for number, account in enumerate(accounts) if getattr(account, "publish", "")
    }
    return [each for each in references(record) if each.keys[:2] not in hidden]


Walk = Callable[[Any, Keys, list[Reference]], None]
"""Appends to the list every id in a value, given the keys that lead to the value."""


def _in_object(value: Any, keys: Keys, found: list[Reference]) -> None:
    cls: Any = type(value)
    for name, key, walk in _walks(cls):
        field_value = getattr(value, name)
        if field_value is not None:
            walk(field_value, (*keys, key), found)


@cache
def _walks(cls: type) -> tuple[tuple[str, str, Walk], ...]:
    """The fields of a class that can contain ids: name, key, and the function that collects them."""
    known = hints(cls)
    walks = (
        (f.name, key_of(f.name), _walk(known[key_of(f.name)])) for f in fields(cls) if key_of(f.name) in known
    )
    return tuple((name, key, walk) for name, key, walk in walks if walk)


def _walk(hint: Any) -> Walk | None:
    """The function that collects ids in a value with this annotation; None if it can contain none."""
    bare, rule = _bare(hint), _rule(hint)
    if rule is not None:
        return partial(_on_id, rule)
    if isinstance(bare, type) and is_dataclass(bare):
        return _in_object if _walks(bare) else None
    arguments = _arguments(hint)
    if get_origin(bare) is tuple and arguments:
        of_item = _walk(arguments[0])
        return partial(_in_items, of_item) if of_item else None
    if len(arguments) == 2 and get_origin(bare) is Mapping:
        key_rule, of_value = _rule(arguments[0]), _walk(arguments[1])
        return partial(_in_mapping, key_rule, of_value) if key_rule or of_value else None
    return None


def _on_id(rule: Ref, value: Any, keys: Keys, found: list[Reference]) -> None:
    found.append(Reference(keys, False, value, rule))


def _in_items(walk: Walk, value: Any, keys: Keys, found: list[Reference]) -> None:
    for index, item in enumerate(value):
        walk(item, (*keys, index), found)


def _in_mapping(
    key_rule: Ref | None, walk: Walk | None, value: Any, keys: Keys, found: list[Reference]
) -> None:
    for name, item in value.items():
        if key_rule:
            found.append(Reference((*keys, name), True, name, key_rule))
        if walk:
            walk(item, (*keys, name), found)


def _layers(hint: Any) -> Iterator[Any]:
    """The annotation, and what remains as `Annotated` and `| None` are removed one by one."""
    while True:
        yield hint
        if hasattr(hint, "__metadata__"):
            hint = hint.__origin__
        elif get_origin(hint) in (Union, types.UnionType):
            hint = next(part for part in get_args(hint) if part is not type(None))
        else:
            return


def _bare(hint: Any) -> Any:
    """The annotation without `Annotated` and without `| None`."""
    *_, bare = _layers(hint)
    return bare


def _rule(hint: Any) -> Ref | None:
    notes = (note for layer in _layers(hint) for note in getattr(layer, "__metadata__", ()))
    return next((note for note in notes if isinstance(note, Ref)), None)


def _arguments(hint: Any) -> tuple[Any, ...]:
    return tuple(part for part in get_args(_bare(hint)) if part is not Ellipsis)


def _step(hint: Any, key: str | int) -> Any:
    bare = _bare(hint)
    if isinstance(bare, type) and is_dataclass(bare):
        return hints(bare).get(str(key))
    arguments = _arguments(hint)
    if not arguments:
        return None
    return arguments[0] if isinstance(key, int) else arguments[-1]
