"""Mappings that record which keys are read, and may load a value on first access.

A page is rendered from such mappings; the keys read meanwhile are its dependencies (docs/decisions/0008).
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass
from functools import cache
from threading import RLock
from typing import Generic, Literal, TypeVar

K = TypeVar("K")
V = TypeVar("V")
D = TypeVar("D")

ALL = ""
"""The key recorded when a mapping is iterated: no record has an empty id."""


def all_of_kind(kind: str) -> str:
    """The key recorded when all records of a kind are iterated."""
    return f"*{kind}"


def count_of_kind(kind: str) -> str:
    """The key recorded when the records of a kind are counted."""
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
        """Loads the value of an id that is not here yet; None if there is none. Such a mapping cannot be iterated."""

    def __getitem__(self, key: str) -> V:
        self.reads.add(key)
        return super().__getitem__(key)

    def __missing__(self, key: str) -> V:
        if self.load is not None and (value := self.load(key)) is not None:
            super().__setitem__(key, value)
            return value
        raise KeyError(key)

    def get(self, key: str, default: D | None = None) -> V | D | None:  # type: ignore[override]
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

    def _read_all(self) -> None:
        if self.load is not None:
            raise LookupError("all values are asked for, where they are loaded one by one")
        self.reads.add(ALL)

    def __len__(self) -> int:
        self._read_all()
        return super().__len__()

    def __iter__(self) -> Iterator[str]:
        self._read_all()
        return super().__iter__()

    def keys(self) -> KeysView[str]:  # type: ignore[override]
        """As `dict.keys`; records `ALL`."""
        self._read_all()
        return super().keys()

    def values(self) -> ValuesView[V]:  # type: ignore[override]
        """As `dict.values`; records `ALL`."""
        self._read_all()
        return super().values()

    def items(self) -> ItemsView[str, V]:  # type: ignore[override]
        """As `dict.items`; records `ALL`."""
        self._read_all()
        return super().items()


class Deferred(Mapping[str, V]):
    """A mapping that is computed as a whole when it is first read."""

    def __init__(self, compute: Callable[[], Mapping[str, V]]) -> None:
        self._compute: Callable[[], Mapping[str, V]] | None = compute
        self._values: Mapping[str, V] = {}

    def _computed(self) -> Mapping[str, V]:
        if self._compute is not None:
            self._values, self._compute = self._compute(), None
        return self._values

    def __getitem__(self, key: str) -> V:
        return self._computed()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._computed())

    def __len__(self) -> int:
        return len(self._computed())

    def __reduce__(self) -> tuple[Callable[[Mapping[str, V]], Mapping[str, V]], tuple[Mapping[str, V]]]:
        return dict, (self._computed(),)


class OnDemand(Mapping[str, V]):
    """A mapping whose keys are known, and whose values are computed one by one when they are first read.

    Safe to use from several threads.
    """

    def __init__(
        self, keys: Iterable[str], compute: Callable[[str], V], recorder: Recorder | None = None
    ) -> None:
        """`recorder` records what is read while values are computed, so that another such mapping can take them over."""
        self._keys, self._compute, self._recorder = dict.fromkeys(keys), compute, recorder
        self._values: dict[str, V] = {}
        self._dependencies: dict[str, Dependencies] = {}
        self._lock = RLock()

    def __getitem__(self, key: str) -> V:
        if key not in self._values:
            if key not in self._keys:
                raise KeyError(key)
            with self._lock:
                if key not in self._values:
                    self._values[key] = self._computed(key)
        return self._values[key]

    def _computed(self, key: str) -> V:
        if self._recorder is None:
            return self._compute(key)
        value, self._dependencies[key] = self._recorder.made(lambda: self._compute(key))
        return value

    def take_over(self, other: OnDemand[V], changed: Dependencies) -> None:
        """Take over the values of another mapping, computed with a recorder, that depend on nothing `changed`."""
        with other._lock:
            for key, dependencies in other._dependencies.items():
                if key in self._keys and not dependencies.intersects(changed):
                    self._values[key], self._dependencies[key] = other._values[key], dependencies

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def __reduce__(self) -> tuple[Callable[[Mapping[str, V]], Mapping[str, V]], tuple[Mapping[str, V]]]:
        return dict, (dict(self),)


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


class Reads:
    """The ids read of one kind since the last `drain`. `add` is the set's own method, for it is called at every read."""

    __slots__ = ("add", "ids", "update")

    def __init__(self) -> None:
        self.replace(set())

    def replace(self, ids: set[str]) -> None:
        """Go on with another set."""
        self.ids, self.add, self.update = ids, ids.add, ids.update


class Recorder:
    """Records what is read of the mappings that are tracked with it."""

    def __init__(self) -> None:
        self.records, self.figures, self.index_rows = self._all = Reads(), Reads(), Reads()

    def drain(self) -> Dependencies:
        """Return the ids read since the last call, and forget them."""
        dependencies = Dependencies(*(frozenset(reads.ids) for reads in self._all))
        for reads in self._all:
            reads.ids.clear()
        return dependencies

    def made(self, make: Callable[[], V]) -> tuple[V, Dependencies]:
        """Call `make`; returns its value and its dependencies, which count as read by the caller as well."""
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
        """Count dependencies as read."""
        self.records.update(read.records)
        self.figures.update(read.figures)
        self.index_rows.update(read.index_rows)


class Recorded(Generic[V]):
    """A value that was computed once, with what was read for it: this counts as read by whoever reads the value."""

    def __init__(
        self, value: V, dependencies: Dependencies = NO_DEPENDENCIES, recorder: Recorder | None = None
    ) -> None:
        self._value, self._dependencies, self._recorder = value, dependencies, recorder

    def read(self) -> V:
        """The value."""
        if self._recorder:
            self._recorder.replay(self._dependencies)
        return self._value

    def tracked(self, recorder: Recorder) -> Recorded[V]:
        """The same value; its reads are recorded in `recorder`."""
        return Recorded(self._value, self._dependencies, recorder)


def memoised(make: Callable[[str], V], source: Mapping[str, object]) -> Callable[[str], V]:
    """`make`, computed once for each argument; if `source` is tracked, what it reads counts as read at each call."""
    if not isinstance(source, Tracked):
        return cache(make)
    memo: TrackedMemo[str, V] = TrackedMemo(source)
    return lambda key: memo.get(key, lambda: make(key))


class TrackedMemo(Generic[K, V]):
    """Memoises values with their dependencies, and replays these on a hit (as salsa and comemo do).

    So a page's dependencies are the same whether a value was computed for it, or for another page before.
    """

    MOST = 1 << 13
    """Values above which the memo is emptied: a large dossier has more links than fit in memory."""

    def __init__(self, source: Mapping[str, object]) -> None:
        """`source` is one of the mappings that values are made from; if it is not tracked, nothing is recorded."""
        self._recorder = source.recorder if isinstance(source, Tracked) else None
        self._values: dict[K, tuple[V, Dependencies]] = {}

    def get(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key; computed by `make` if it is not memoised."""
        memoised = self._values.get(key)
        if memoised is not None:
            if self._recorder and memoised[1] is not NO_DEPENDENCIES:
                self._recorder.replay(memoised[1])
            return memoised[0]
        computed = self._recorder.made(make) if self._recorder else (make(), NO_DEPENDENCIES)
        if len(self._values) >= self.MOST:
            self._values.clear()
        self._values[key] = computed
        return computed[0]
