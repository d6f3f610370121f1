"""Records encoded without their bodies, and bodies that are decoded on first access."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import fields

from dossier.model.parts import Body, Kind
from dossier.model.records import RECORDS, Record
from dossier.store.codec import from_plain, to_plain
from dossier.store.values import pack, unpack

_FIELDS = tuple(field.name for field in fields(Body))


class LazyBody(Body):
    """A body that is loaded when a field of it is first read."""

    __slots__ = ("_load",)
    _load: Callable[[], Body]

    def __getattr__(self, name: str) -> object:
        # Only a field that was never set leads here.
        if name not in _FIELDS:
            raise AttributeError(name)
        body = self._load()
        for field in _FIELDS:
            object.__setattr__(self, field, getattr(body, field))
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[Body], tuple[object, ...]]:
        return Body, body_fields(self)


class PackedBody(Body):
    """An encoded body, in memory or in a file; it is decoded on access, and only the last one decoded is cached."""

    __slots__ = ("_packed",)
    _packed: bytes | tuple[SpillFile, int, int]

    def __init__(self, body: Body) -> None:
        self._put(dump_body(body))

    def _put(self, packed: bytes | tuple[SpillFile, int, int]) -> None:
        object.__setattr__(self, "_packed", packed)

    def __getattr__(self, name: str) -> object:
        if name not in _FIELDS:
            raise AttributeError(name)
        return getattr(_unpacked(self), name)

    def __reduce__(self) -> tuple[type[Body], tuple[object, ...]]:
        return Body, body_fields(self)

    def packed(self) -> bytes:
        """The bytes that `dump_body` gives for it."""
        if isinstance(self._packed, bytes):
            return self._packed
        file, size, start = self._packed
        return os.pread(file.descriptor, size, start)

    def move_to(self, file: SpillFile) -> None:
        """Append it to a file, and read it from there from now on."""
        packed = self.packed()
        self._put((file, len(packed), file.append(packed)))


class SpillFile:
    """An unnamed file that exists as long as a body refers to it. Forked processes share it."""

    def __init__(self) -> None:
        with tempfile.TemporaryFile() as file:
            self.descriptor = os.dup(file.fileno())
        self._size = 0

    def append(self, data: bytes) -> int:
        """Append bytes; returns the offset at which they begin."""
        start = self._size
        while self._size < start + len(data):
            self._size += os.write(self.descriptor, data[self._size - start :])
        return start

    def __del__(self) -> None:
        os.close(self.descriptor)


_last: tuple[PackedBody | None, Body] = (None, Body())


def _unpacked(packed: PackedBody) -> Body:
    """The decoded body. One entry is cached, for its fields are mostly read one after another."""
    global _last
    last = _last
    if last[0] is not packed:
        _last = last = packed, load_body(packed.packed())
    return last[1]


def spill(records: Iterable[Record]) -> None:
    """Move the packed bodies of records into one file: in memory they are half of a dossier."""
    file = SpillFile()
    for record in records:
        if isinstance(record.body, PackedBody):
            record.body.move_to(file)


def record_to_plain(record: Record) -> object:
    """A record's kind, and its values without its body."""
    return record.kind, to_plain(record)


def record_from_plain(plain: tuple[Kind, object]) -> Record:
    """The record that `record_to_plain` encoded, with an empty body."""
    kind, values = plain
    record: Record = from_plain(RECORDS[kind], values)
    return record


def with_body(record: Record, load: Callable[[], Body]) -> Record:
    """Give a record that was just decoded its body, which `load` loads on first access."""
    body = object.__new__(LazyBody)
    object.__setattr__(body, "_load", load)
    object.__setattr__(record, "body", body)
    return record


def body_fields(body: Body) -> tuple[object, ...]:
    """The values of a body."""
    return tuple(getattr(body, field) for field in _FIELDS)


def dump_body(body: Body) -> bytes:
    """Encode a body."""
    if isinstance(body, PackedBody):
        return body.packed()
    return pack(body_fields(body))


def load_body(packed: bytes) -> Body:
    """Decode what `dump_body` encoded."""
    return Body(*unpack(packed))
