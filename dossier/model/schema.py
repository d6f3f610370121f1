"""The records' classes seen as a schema: which keys a mapping has, and which texts in a record are ids of others."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Union, get_args, get_origin

from dossier.model.checks import Ref
from dossier.model.parts import key_of
from dossier.model.records import FILE_KEYS, Record

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """An id that a record's front matter names."""

    keys: Keys
    """Where in the front matter."""
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


def keys_at(cls: type, keys: Keys) -> list[str]:
    """The keys that a mapping at `keys` of a record of class `cls` may have; empty where any may stand."""
    at: Any = cls
    for key in keys:
        at = _step(at, key)
    return list(hints(at)) if isinstance(at, type) and is_dataclass(at) else []


def references(record: Record) -> Iterator[Reference]:
    """Every id in a record's front matter, in the order of the schema."""
    yield from _in_object(record, ())


def _in_object(value: Any, keys: Keys) -> Iterator[Reference]:
    cls: Any = type(value)
    known = hints(cls)
    for field in fields(value):
        key = key_of(field.name)
        field_value = getattr(value, field.name) if key in known else None
        if field_value is not None:
            yield from _in_value(field_value, known[key], (*keys, key))


def _in_value(value: Any, hint: Any, keys: Keys) -> Iterator[Reference]:
    rule = _rule(hint)
    if rule is not None and isinstance(value, str):
        yield Reference(keys, False, value, rule)
    elif is_dataclass(value):
        yield from _in_object(value, keys)
    elif isinstance(value, tuple):
        of_item = _arguments(hint)
        for index, item in enumerate(value):
            yield from _in_value(item, of_item[0] if of_item else None, (*keys, index))
    elif isinstance(value, Mapping):
        of_key, of_item = (*_arguments(hint), None, None)[:2]
        for name, item in value.items():
            if (key_rule := _rule(of_key)) is not None:
                yield Reference((*keys, name), True, name, key_rule)
            yield from _in_value(item, of_item, (*keys, name))


def _layers(hint: Any) -> Iterator[Any]:
    """The annotation, and what is left as `Annotated` and `| None` are taken off it one by one."""
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
        return _bare(hints(bare).get(str(key)))
    arguments = _arguments(hint)
    if not arguments:
        return None
    return _bare(arguments[0] if isinstance(key, int) else arguments[-1])
