"""Mappings that record which keys are read, and may load a value on first access.

A page is rendered from such mappings; the keys read meanwhile are its dependencies (docs/decisions/0008).
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass, field
from typing import Any, TypeVar

V = TypeVar("V")

ALL = ""
"""The key recorded when a mapping is iterated: no record has an empty id."""


def all_of_kind(kind: str) -> str:
    """The key recorded when all records of a kind are iterated."""
    return f"*{kind}"


def count_of_kind(kind: str) -> str:
    """The key recorded when the records of a kind are counted."""
    return f"#{kind}"


class Tracked(dict[str, V]):
    """A mapping by id that records every key read into `seen`; the caller of `Recorder.drain` empties that."""

    __slots__ = ("load", "reads")

    def __init__(
        self,
        values: Mapping[str, V],
        reads: set[str],
        load: Callable[[str], V | None] | None = None,
    ) -> None:
        super().__init__(values)
        self.reads = reads
        self.load = load
        """Gives the value of an id that is not here yet; None where there is none."""

    def __getitem__(self, key: str) -> V:
        self.reads.add(key)
        return super().__getitem__(key)

    def __missing__(self, key: str) -> V:
        if self.load is not None and (value := self.load(key)) is not None:
            super().__setitem__(key, value)
            return value
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        """As `dict.get`; a missing key is recorded as well."""
        try:
            return self[key]
        except KeyError:
            return default

    def __contains__(self, key: object) -> bool:
        self.reads.add(str(key))
        if super().__contains__(key):
            return True
        return self.load is not None and self.load(str(key)) is not None

    def untracked_values(self) -> ValuesView[V]:
        """The values, recorded by nobody: the caller records by other means what it reads of them."""
        return super().values()

    def __iter__(self) -> Iterator[str]:
        self.reads.add(ALL)
        return super().__iter__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """As `dict.keys`; records `ALL`."""
        self.reads.add(ALL)
        return super().keys()

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """As `dict.values`; records `ALL`."""
        self.reads.add(ALL)
        return super().values()

    def items(self) -> ItemsView[str, V]:  # type: ignore[override]
        """As `dict.items`; records `ALL`."""
        self.reads.add(ALL)
        return super().items()


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The ids read of records, of figures and of index rows."""

    records: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    index_rows: frozenset[str] = frozenset()

    def intersects(self, other: Dependencies) -> bool:
        """Whether the two have an id in common."""
        return not (
            self.records.isdisjoint(other.records)
            and self.figures.isdisjoint(other.figures)
            and self.index_rows.isdisjoint(other.index_rows)
        )


NO_DEPENDENCIES = Dependencies()


@dataclass(slots=True)
class Recorder:
    """The ids read since the last `drain`."""

    records: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    index_rows: set[str] = field(default_factory=set)

    def drain(self) -> Dependencies:
        """Return the ids read since the last call, and forget them."""
        dependencies = Dependencies(
            frozenset(self.records), frozenset(self.figures), frozenset(self.index_rows)
        )
        for ids in (self.records, self.figures, self.index_rows):
            ids.clear()
        return dependencies
