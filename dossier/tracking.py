"""Mappings that note what is read of them, and may bring a value when it is first asked for.

A page is drawn from many of them; what was noted while it was drawn is what it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass, field
from typing import Any, TypeVar

V = TypeVar("V")

EVERYTHING = ""
"""Noted where a mapping is walked through: no record has an empty id."""


def any_of(kind: str) -> str:
    """Noted where all records of a kind are walked through."""
    return f"*{kind}"


def number_of(kind: str) -> str:
    """Noted where the records of a kind are counted."""
    return f"#{kind}"


class Noted(dict[str, V]):
    """A mapping by id. `seen` is shared by whoever asks what was read, and emptied by them."""

    __slots__ = ("bring", "seen")

    def __init__(
        self,
        values: Mapping[str, V],
        seen: set[str],
        bring: Callable[[str], V | None] | None = None,
    ) -> None:
        super().__init__(values)
        self.seen = seen
        self.bring = bring
        """Gives the value of an id that is not here yet; None where there is none."""

    def __getitem__(self, key: str) -> V:
        self.seen.add(key)
        return super().__getitem__(key)

    def __missing__(self, key: str) -> V:
        if self.bring is not None and (found := self.bring(key)) is not None:
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
        self.seen.add(str(key))
        if super().__contains__(key):
            return True
        return self.bring is not None and self.bring(str(key)) is not None

    def unnoted(self) -> ValuesView[V]:
        """The values, for whoever notes by other means what is read of them."""
        return super().values()

    def __iter__(self) -> Iterator[str]:
        self.seen.add(EVERYTHING)
        return super().__iter__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """As of any mapping."""
        self.seen.add(EVERYTHING)
        return super().keys()

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """As of any mapping."""
        self.seen.add(EVERYTHING)
        return super().values()

    def items(self) -> ItemsView[str, V]:  # type: ignore[override]
        """As of any mapping."""
        self.seen.add(EVERYTHING)
        return super().items()


@dataclass(frozen=True, slots=True)
class Reads:
    """The ids of what was read of each kind."""

    heads: frozenset[str] = frozenset()
    claims: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()

    def touch(self, other: Reads) -> bool:
        """Whether the two have anything in common."""
        return not (
            self.heads.isdisjoint(other.heads)
            and self.claims.isdisjoint(other.claims)
            and self.beside.isdisjoint(other.beside)
        )


NOTHING_READ = Reads()


@dataclass(slots=True)
class Seen:
    """What is being read."""

    heads: set[str] = field(default_factory=set)
    claims: set[str] = field(default_factory=set)
    beside: set[str] = field(default_factory=set)

    def taken(self) -> Reads:
        """What was read since this was last asked."""
        found = Reads(frozenset(self.heads), frozenset(self.claims), frozenset(self.beside))
        for noted in (self.heads, self.claims, self.beside):
            noted.clear()
        return found
