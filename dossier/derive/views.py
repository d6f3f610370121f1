"""A saved view of Explore: its query, read as the page's script reads it, what is wrong with it, and what it leaves.

`exploring.js` does the same in a browser; the names of facets, and the value of what has none, reach it with Explore's data.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from dossier.derive.facets import FACETS, NONE, WITHOUT, Entry
from dossier.diagnostics import did_you_mean
from dossier.model.dates import Window

WORDS, ORDER = "q", "sort"
"""What an address of Explore may also have: words to search for, and the order of the list."""
ENDS = ("from", "to")
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Problem(NamedTuple):
    """A part of a query that no feed can follow."""

    part: str
    """As it is written; empty for the whole."""
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Filters:
    """What a query filters by: values by facet, and days as ISO dates, empty where open."""

    chosen: Mapping[str, Set[str]]
    begin: str = ""
    end: str = ""

    def leave(self, entry: Entry) -> bool:
        """True of an entry with one of the values of each facet, and a date that may lie within the days, or none."""
        return all(
            not chosen.isdisjoint(values_of(entry, facet)) for facet, chosen in self.chosen.items() if chosen
        ) and (entry.when is None or self._within(entry.when))

    def _within(self, when: Window) -> bool:
        first, last = (day.isoformat() if day else "" for day in (when.earliest, when.latest))
        return (not self.end or not first or first <= self.end) and (
            not self.begin or not last or last >= self.begin
        )


def values_of(entry: Entry, facet: str) -> Sequence[str]:
    """An entry's values of a facet; what has no date or no place has a value that says so."""
    return entry.values.get(facet) or ((NONE,) if facet in WITHOUT else ())


def known_values(entries: Sequence[Entry]) -> dict[str, set[str]]:
    """The values that can be chosen, by facet."""
    known: dict[str, set[str]] = {facet: {NONE} if facet in WITHOUT else set() for facet in FACETS}
    for entry in entries:
        for facet, values in entry.values.items():
            known[facet].update(values)
    return known


def shown_by(query: str, entries: Sequence[Entry]) -> list[Entry]:
    """The entries that Explore lists at an address with this query; a value that none of them has filters nothing."""
    known = known_values(entries)
    pairs = _pairs(query)
    first = dict(reversed(pairs))
    begin, end = (day if _DAY.fullmatch(day := first.get(key, "")) else "" for key in ENDS)
    chosen = {
        facet: frozenset(value for key, value in pairs if key == facet and value in known[facet])
        for facet in FACETS
    }
    filters = Filters(chosen, begin, end)
    return [entry for entry in entries if filters.leave(entry)]


def problems(query: str, known: Mapping[str, Collection[str]]) -> Iterator[Problem]:
    """What is wrong with the query of a saved view; `known` are the values of each facet."""
    filtered = False
    for part in query.removeprefix("?").split("&"):
        for key, value in _pairs(part):
            if key == WORDS:
                hint = "take it out, or choose an actor or a place"
                yield Problem(part, "a feed follows facets and days, and no searched words", hint)
            elif key in ENDS:
                if not _is_day(value):
                    yield Problem(part, f'"{value}" is no day', f"write {key}=2019-05-03")
            elif key in FACETS:
                if value not in known[key]:
                    hint = did_you_mean(value, known[key]) or "copy the address from the page Explore"
                    yield Problem(part, f'no record has {key} "{value}"', hint)
            elif key != ORDER:
                hint = did_you_mean(key, FACETS) or f"one of {', '.join(FACETS)}"
                yield Problem(part, f'"{key}" is no facet of Explore', hint)
            filtered |= key not in (WORDS, ORDER)
    if not filtered:
        yield Problem(
            "", "it filters nothing", "write query: place=quay-town&kind=claim, as in Explore's address"
        )


def address(query: str) -> str:
    """The address of a view below the site, without an order of its list."""
    return f"explore/?{urlencode([pair for pair in _pairs(query) if pair[0] != ORDER])}"


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query.removeprefix("?"), keep_blank_values=True)


def _is_day(text: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(text).isoformat() == text
    return False
