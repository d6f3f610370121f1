"""Records encoded without their bodies, and bodies that are decoded on first access."""

from __future__ import annotations

import ctypes
import marshal
import os
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import Any, BinaryIO

from dossier.model.parts import Body
from dossier.model.records import RECORDS, Record
from dossier.store.codec import from_plain, to_plain

_FIELDS = tuple(field.name for field in fields(Body))


class LazyBody(Body):
    """A body that is loaded when a field of it is first read."""

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
    """An encoded body, in memory or in a file; it is decoded on access, and only the last one decoded is cached."""

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
        """The bytes that `dump_body` gives for it."""
        if isinstance(self._packed, bytes):
            return self._packed
        file, size, start = self._packed
        return os.pread(file, size, start)

    def move_to(self, file: BinaryIO, start: int) -> int:
        """Append it to a file at the offset `start`; returns the offset behind it."""
        packed = self.packed()
        file.write(packed)
        self._put((file.fileno(), len(packed), start))
        return start + len(packed)


_last: tuple[PackedBody | None, Body] = (None, Body())


def _unpacked(spilled: PackedBody) -> Body:
    """The decoded body. One entry is cached, for its fields are mostly read one after another."""
    global _last
    last = _last
    if last[0] is not spilled:
        _last = last = spilled, load_body(spilled.packed())
    return last[1]


@contextmanager
def spilled(records: Iterable[Record]) -> Iterator[None]:
    """Spill the bodies of records into an unnamed temporary file: in memory they are half of a dossier.

    Processes that are forked meanwhile share the file.
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
    """Return free memory to the system, and from now on that of every large block at once (glibc)."""
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD: it grows otherwise
        system.malloc_trim(0)


def dump_record(record: Record) -> bytes:
    """Encode a record and its kind, without its body."""
    return marshal.dumps((record.kind, to_plain(record)))


def dump_body(body: Body) -> bytes:
    """Encode a body."""
    if isinstance(body, PackedBody):
        return body.packed()
    return marshal.dumps(tuple(getattr(body, field) for field in _FIELDS))


def load_body(packed: bytes) -> Body:
    """Decode what `dump_body` encoded."""
    return Body(*marshal.loads(packed))  # noqa: S302 - authenticated, or of this process


def load_record(packed: bytes, load: Callable[[], Body]) -> Record:
    """Decode what `dump_record` encoded; `load` loads the body on first access."""
    kind, values = marshal.loads(packed)  # noqa: S302 - authenticated
    record: Record = from_plain(RECORDS[kind], values)
    body = object.__new__(LazyBody)
    object.__setattr__(body, "_load", load)
    object.__setattr__(record, "body", body)
    return record
