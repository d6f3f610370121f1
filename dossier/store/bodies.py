"""Records as they are kept: without their texts, and the texts apart. A text is brought when it is first looked at."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import fields
from typing import Any

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
    """A body serialised by `dump_body`, in memory or in a file; reading a field unpacks it. The last one stays unpacked."""

    __slots__ = ("_packed",)

    def __init__(self, body: Body) -> None:
        self._put(dump_body(body))

    def _put(self, packed: bytes | tuple[SpillFile, int, int]) -> None:
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> Any:
        if name not in _FIELDS:
            raise AttributeError(name)
        return getattr(_unpacked(self), name)

    def __reduce__(self) -> tuple[type[Body], tuple[Any, ...]]:
        return Body, tuple(getattr(self, field) for field in _FIELDS)

    def packed(self) -> bytes:
        """The bytes, as `dump_body` gives them."""
        if isinstance(self._packed, bytes):
            return self._packed
        file, size, start = self._packed
        return os.pread(file.descriptor, size, start)

    def move_to(self, file: SpillFile) -> None:
        """Moves the bytes to the end of a file."""
        packed = self.packed()
        self._put((file, len(packed), file.append(packed)))


class SpillFile:
    """A file without a name, which is there as long as a body is in it. Forked processes share it."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            self.descriptor = os.dup(file.fileno())
        self._size = 0

    def append(self, data: bytes) -> int:
        """Writes bytes at the end; returns where they begin."""
        start = self._size
        while self._size < start + len(data):
            self._size += os.write(self.descriptor, data[self._size - start :])
        return start

    def __del__(self) -> None:
        os.close(self.descriptor)


_last: tuple[PackedBody | None, Body] = (None, Body())


def _unpacked(packed: PackedBody) -> Body:
    """The body itself. Whoever reads one field of a body mostly reads all of them."""
    global _last
    last = _last
    if last[0] is not packed:
        _last = last = packed, load_body(packed.packed())
    return last[1]


def spill(records: Iterable[Record]) -> None:
    """Moves the packed bodies of records into one file: in memory they are half of a dossier."""
    file = SpillFile()
    for record in records:
        if isinstance(record.body, PackedBody):
            record.body.move_to(file)


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
