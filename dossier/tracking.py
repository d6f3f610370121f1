"""Mappings that note what is read of them, and may bring a value when it is first asked for.

A page is drawn from many of them; what was noted while it was drawn is what it depends on.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

K = TypeVar("K")
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
    """A mapping by id that records every key read, and may load values on first access."""

    __slots__ = ("load", "reads", "recorder")

    def __init__(
        self,
        values: Mapping[str, V],
        recorder: Recorder,
        kind: Literal["records", "figures", "index_rows"],
        load: Callable[[str], V | None] | None = None,
    ) -> None:
        super().__init__(values)
        self.recorder = recorder
        self.reads: Reads = getattr(recorder, kind)
        self.load = load
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


class Reads:
    """The ids that are being read of one kind. `add` is the set's own method: it is called at every read."""

    __slots__ = ("add", "ids", "update")

    def __init__(self) -> None:
        self.replace(set())

    def replace(self, ids: set[str]) -> None:
        """Goes on with another set."""
        self.ids, self.add, self.update = ids, ids.add, ids.update


class Recorder:
    """Records what is read of the mappings that are tracked with it."""

    def __init__(self) -> None:
        self.records, self.figures, self.index_rows = self._all = Reads(), Reads(), Reads()

    def drain(self) -> Dependencies:
        """What was read since the last call."""
        found = Dependencies(*(frozenset(reads.ids) for reads in self._all))
        for reads in self._all:
            reads.ids.clear()
        return found

    def made(self, make: Callable[[], V]) -> tuple[V, Dependencies]:
        """What `make` returns, and what it read; that counts as read by the caller as well."""
        outer = [reads.ids for reads in self._all]
        for reads in self._all:
            reads.replace(set())
        try:
            value = make()
            return value, Dependencies(*(frozenset(reads.ids) for reads in self._all))
        finally:
            for reads, ids in zip(self._all, outer, strict=True):
                ids |= reads.ids
                reads.replace(ids)

    def replay(self, read: Dependencies) -> None:
        """Counts as read what was read when a value was made."""
        self.records.update(read.records)
        self.figures.update(read.figures)
        self.index_rows.update(read.index_rows)


class TrackedMemo(Generic[K, V]):
    """Memoises values together with what was read to make them, and replays those reads at a hit (as salsa and comemo do).

    So it makes no difference to what a page depends on whether a value was made for it, or for another page before.
    """

    MOST = 1 << 13
    """Values above which it starts anew: a large dossier has more links than fit in memory."""

    def __init__(self, source: Mapping[str, Any]) -> None:
        """`source` is one of the mappings that values are made from; one that is not tracked records nothing."""
        self._recorder = source.recorder if isinstance(source, Tracked) else None
        self._values: dict[K, tuple[V, Dependencies]] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made at first."""
        found = self._values.get(key)
        if found is not None:
            if self._recorder and found[1] is not NO_DEPENDENCIES:
                self._recorder.replay(found[1])
            return found[0]
        made = self._recorder.made(make) if self._recorder else (make(), NO_DEPENDENCIES)
        if len(self._values) >= self.MOST:
            self._values.clear()
        self._values[key] = made
        return made[0]
