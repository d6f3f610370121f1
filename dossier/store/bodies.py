"""Records as they are kept: without their texts, and the texts apart. A text is brought when it is first looked at."""

from __future__ import annotations

import ctypes
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import Any, BinaryIO

from dossier.model.parts import Body
from dossier.model.records import RECORDS, Record
from dossier.store.codec import from_plain, to_plain
from dossier.store.values import pack, unpack

_FIELDS = tuple(field.name for field in fields(Body))


class LazyBody(Body):
    """A text that is not here yet."""

    __slots__ = ("_load",)

    def __getattr__(self, name: str) -> Any:
        # Only a field that was never set leads here.
        if name not in _FIELDS:
            raise AttributeError(name)
        body = self._load()
        for field in _FIELDS:
            object.__setattr__(self, field, getattr(body, field))
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[Body], tuple[Any, ...]]:
        return Body, tuple(getattr(self, field) for field in _FIELDS)


class PackedBody(Body):
    """A text as it is kept, in memory or in a file. Whoever looks at it has it taken out, the last one at once."""

    __slots__ = ("_packed",)

    def __init__(self, body: Body) -> None:
        self._put(dump_body(body))

    def _put(self, packed: bytes | tuple[int, int, int]) -> None:
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> Any:
        if name not in _FIELDS:
            raise AttributeError(name)
        return getattr(_unpacked(self), name)

    def __reduce__(self) -> tuple[type[Body], tuple[Any, ...]]:
        return Body, tuple(getattr(self, field) for field in _FIELDS)

    def packed(self) -> bytes:
        """It as `dump_body` keeps it."""
        if isinstance(self._packed, bytes):
            return self._packed
        file, size, start = self._packed
        return os.pread(file, size, start)

    def move_to(self, file: BinaryIO, start: int) -> int:
        """Put it into a file, where `start` bytes were written; gives how many there are then."""
        packed = self.packed()
        file.write(packed)
        self._put((file.fileno(), len(packed), start))
        return start + len(packed)


_last: tuple[PackedBody | None, Body] = (None, Body())


def _unpacked(spilled: PackedBody) -> Body:
    """What it holds. Who looks at a text mostly looks at all of it."""
    global _last
    last = _last
    if last[0] is not spilled:
        _last = last = spilled, load_body(spilled.packed())
    return last[1]


@contextmanager
def spilled(records: Iterable[Record]) -> Iterator[None]:
    """Put the texts of records into a file without a name: in memory they are half of a dossier.

    The processes that are forked meanwhile share the file.
    """
    with tempfile.TemporaryFile() as file:
        start = 0
        for record in records:
            body = PackedBody(record.body) if type(record.body) is Body else record.body
            if isinstance(body, PackedBody):
                start = body.move_to(file, start)
                object.__setattr__(record, "body", body)
        file.flush()
        _trim_memory()
        yield


def _trim_memory() -> None:
    """What is free in memory goes to the system, and from now on whatever is large, where the C library keeps it (glibc)."""
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD: it grows otherwise
        system.malloc_trim(0)


def dump_record(record: Record) -> bytes:
    """A record but for its text, and its kind."""
    return pack((record.kind, to_plain(record)))


def dump_body(body: Body) -> bytes:
    """A record's text."""
    if isinstance(body, PackedBody):
        return body.packed()
    return pack(tuple(getattr(body, field) for field in _FIELDS))


def load_body(packed: bytes) -> Body:
    """The text that was kept by `dump_body`."""
    return Body(*unpack(packed))


def load_record(packed: bytes, load: Callable[[], Body]) -> Record:
    """The record that `dump_record` wrote; `bring` loads its text on first access."""
    kind, values = unpack(packed)
    record: Record = from_plain(RECORDS[kind], values)
    later = object.__new__(LazyBody)
    object.__setattr__(later, "_load", load)
    object.__setattr__(record, "body", later)
    return record
