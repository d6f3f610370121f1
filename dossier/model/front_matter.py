"""A record's front matter as a value of JSON's types: what its file says, as far as it is published.

Keys whose value is the default are left out. A place has no more digits than its precision bears; a withheld account is
left out, and a withheld quotation has no words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from dossier.model.dates import Window
from dossier.model.geography import Location
from dossier.model.locators import Locator
from dossier.model.parts import Account, Quote, key_of
from dossier.model.records import FILE_KEYS, Record


def front_matter(record: Record) -> dict[str, Any]:
    """The keys and values of a record's file; its id and its text are not among them."""
    return plain_mapping(record)


def dates_of(record: Record) -> dict[str, dict[str, Any]]:
    """The dates of a record by their keys: as EDTF, the first and the last day that each may mean, and in words."""
    return {
        key: {
            "edtf": window.edtf,
            "earliest": window.earliest.isoformat() if window.earliest else None,
            "latest": window.latest.isoformat() if window.latest else None,
            "doubtful": window.doubtful,
            "wording": window.wording,
        }
        for name, key, _ in _keys(_class(record))
        if isinstance(window := getattr(record, name), Window)
    }


def plain_mapping(value: Any) -> dict[str, Any]:
    """A mapping of front matter, or an entry of `retired.yml`, by its keys."""
    found = {}
    for name, key, default in _keys(_class(value)):
        item = getattr(value, name)
        if item == default:
            continue
        plain = _plain(item)
        if plain is not None and plain != []:  # all of it may be withheld
            found[key] = plain
    return found


@cache
def _keys(cls: Any) -> tuple[tuple[str, str, Any], ...]:
    """The fields of a class that are keys: name, key, and the value that a key left out has."""
    left_out = FILE_KEYS if issubclass(cls, Record) else ()
    return tuple(
        (each.name, key_of(each.name), _default(each)) for each in fields(cls) if each.name not in left_out
    )


def _class(value: Any) -> Any:
    return type(value)


def _default(field: Any) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return field.default


def _plain(value: Any) -> Any:
    if isinstance(value, str) or value is None:
        return value
    special = _SPECIAL.get(type(value))
    if special:
        return special(value)
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [_plain(item) for item in value if not (isinstance(item, Account) and item.publish)]
    assert is_dataclass(value)
    return plain_mapping(value)


def _location(location: Location) -> dict[str, Any]:
    lat, lon = location.shown
    return {"lat": float(lat), "lon": float(lon), "precision": location.precision}


def _quote(quote: Quote) -> dict[str, Any]:
    found = plain_mapping(quote)
    if quote.publish:
        found.pop("text", None)
    return found


_SPECIAL: dict[type, Callable[[Any], Any]] = {
    Window: lambda window: window.text,
    Locator: lambda locator: None if locator.derived else locator.wording,
    Decimal: float,
    Location: _location,
    Quote: _quote,
}
