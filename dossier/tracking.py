"""Mappings that note what is read of them, and may bring a value when it is first asked for.

A page is drawn from many of them; what was noted while it was drawn is what it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass, field
from typing import Any, TypeVar

V = TypeVar("V")

ALL = ""
"""Noted where a mapping is walked through: no record has an empty id."""


def all_of_kind(kind: str) -> str:
    """Noted where all records of a kind are walked through."""
    return f"*{kind}"


def count_of_kind(kind: str) -> str:
    """Noted where the records of a kind are counted."""
    return f"#{kind}"


class Tracked(dict[str, V]):
    """A mapping by id. `seen` is shared by whoever asks what was read, and emptied by them."""

    __slots__ = ("load", "reads")

    def __init__(
        self,
        values: Mapping[str, V],
        seen: set[str],
        bring: Callable[[str], V | None] | None = None,
    ) -> None:
        super().__init__(values)
        self.reads = seen
        self.load = bring
        """Gives the value of an id that is not here yet; None where there is none."""

    def __getitem__(self, key: str) -> V:
        self.reads.add(key)
        return super().__getitem__(key)

    def __missing__(self, key: str) -> V:
        if self.load is not None and (found := self.load(key)) is not None:
            super().__setitem__(key, found)
            return found
        raise KeyError(key)

    def get(self, key: str, default: Any = None) -> Any:
        """As of any mapping; that there is nothing is noted as well."""
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
        """The values, for whoever notes by other means what is read of them."""
        return super().values()

    def __iter__(self) -> Iterator[str]:
        self.reads.add(ALL)
        return super().__iter__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """As of any mapping."""
        self.reads.add(ALL)
        return super().keys()

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """As of any mapping."""
        self.reads.add(ALL)
        return super().values()

    def items(self) -> ItemsView[str, V]:  # type: ignore[override]
        """As of any mapping."""
        self.reads.add(ALL)
        return super().items()


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The ids of what was read of each kind."""

    records: frozenset[str] = frozenset()
    figures: frozenset[str] = frozenset()
    index_rows: frozenset[str] = frozenset()

    def intersects(self, other: Dependencies) -> bool:
        """Whether the two have anything in common."""
        return not (
            self.records.isdisjoint(other.records)
            and self.figures.isdisjoint(other.figures)
            and self.index_rows.isdisjoint(other.index_rows)
        )


NO_DEPENDENCIES = Dependencies()


@dataclass(slots=True)
class Recorder:
    """What is being read."""

    records: set[str] = field(default_factory=set)
    figures: set[str] = field(default_factory=set)
    index_rows: set[str] = field(default_factory=set)

    def drain(self) -> Dependencies:
        """What was read since this was last asked."""
        found = Dependencies(frozenset(self.records), frozenset(self.figures), frozenset(self.index_rows))
        for noted in (self.records, self.figures, self.index_rows):
            noted.clear()
        return found
