"""Dataclasses as plain tuples, by the types of their fields: decoding can yield nothing but these classes
(docs/decisions/0009).

A dataclass becomes the tuple of its field values, in order; a date its ordinal; a decimal its text; a `Body` None.
Texts, numbers, and tuples and mappings of these stay as they are. `marshal` can write all of it.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from dossier.model.dates import Window
from dossier.model.parts import Body

Change = Callable[[Any], Any]
_PLAIN = (str, int, bool, float, NoneType)
_EMPTY = Body()


class Codec(NamedTuple):
    """The two conversions of a type; None where its values are plain already."""

    to_plain: Change | None
    from_plain: Change | None


_AS_IT_IS = Codec(None, None)


def to_plain(value: Any) -> Any:
    """Convert a dataclass to tuples."""
    change = _codec(value.__class__).to_plain
    return change(value) if change else value


def from_plain(of: Any, value: Any) -> Any:
    """Convert the tuples of `to_plain` back to the type `of`; raises `TypeError` or `ValueError` for other tuples."""
    change = _codec(of).from_plain
    return change(value) if change else value


@cache
def _codec(hint: Any) -> Codec:
    """The codec of a type annotation; raises `TypeError` if it has none."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _codec(arguments[0])
    if origin is Literal or hint in _PLAIN:
        return _AS_IT_IS
    if origin in (Union, UnionType):
        return _optional([_codec(argument) for argument in arguments if argument is not NoneType])
    if origin is tuple:
        if arguments[-1] is Ellipsis:
            return _several(_codec(arguments[0]))
        return _row([_codec(argument) for argument in arguments])
    if origin is Mapping:
        return _mapping(_codec(arguments[1]))
    if hint is datetime.date:
        return Codec(datetime.date.toordinal, datetime.date.fromordinal)
    if hint is Decimal:
        return Codec(str, Decimal)
    if hint is Body:
        return Codec(lambda _: None, lambda _: _EMPTY)
    if is_dataclass(hint):
        codec = _dataclass(hint)
        # Many records share few dates, and windows are frozen: one object serves all.
        return (
            Codec(codec.to_plain, cache(codec.from_plain)) if hint is Window and codec.from_plain else codec
        )
    raise TypeError(f"{hint} has no plain form")


def _optional(others: list[Codec]) -> Codec:
    if all(other == _AS_IT_IS for other in others):
        return _AS_IT_IS
    (to, back), *more = others
    if more or not to or not back:
        raise TypeError("a union of several types has no plain form")
    return Codec(lambda v: None if v is None else to(v), lambda v: None if v is None else back(v))


def _several(of: Codec) -> Codec:
    to, back = of
    if not to or not back:
        return _AS_IT_IS
    return Codec(lambda v: tuple([to(one) for one in v]), lambda v: tuple([back(one) for one in v]))


def _row(codecs: list[Codec]) -> Codec:
    if all(codec == _AS_IT_IS for codec in codecs):
        return _AS_IT_IS

    def through(changes: list[Change | None]) -> Change:
        return lambda v: tuple(
            [change(one) if change else one for change, one in zip(changes, v, strict=True)]
        )

    return Codec(
        through([codec.to_plain for codec in codecs]), through([codec.from_plain for codec in codecs])
    )


def _mapping(of: Codec) -> Codec:
    to, back = of
    if not to or not back:
        return Codec(dict, dict)
    return Codec(
        lambda v: {key: to(one) for key, one in v.items()},
        lambda v: {key: back(one) for key, one in v.items()},
    )


def _dataclass(of: Any) -> Codec:
    hints = get_type_hints(of, include_extras=True)
    codecs = [(getattr(of, field.name), _codec(hints[field.name])) for field in fields(of)]
    gets = [(slot.__get__, codec.to_plain) for slot, codec in codecs]
    sets = [(slot.__set__, codec.from_plain) for slot, codec in codecs]

    def to(value: Any) -> tuple[Any, ...]:
        return tuple([change(get(value)) if change else get(value) for get, change in gets])

    def back(values: Any) -> Any:
        # Set the slots directly: twice as fast as a frozen dataclass's __init__.
        instance = object.__new__(of)
        for (put, change), value in zip(sets, values, strict=True):
            put(instance, change(value) if change else value)
        return instance

    return Codec(to, back)
