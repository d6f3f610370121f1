"""Records as they are kept: without their texts, and the texts apart. A text is brought when it is first looked at."""

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
from dossier.store.codec import made, plain

_FIELDS = tuple(field.name for field in fields(Body))


class Later(Body):
    """A text that is not here yet."""

    __slots__ = ("_bring",)

    def __getattr__(self, name: str) -> Any:
        # Only a field that was never set leads here.
        if name not in _FIELDS:
            raise AttributeError(name)
        body = self._bring()
        for field in _FIELDS:
            object.__setattr__(self, field, getattr(body, field))
        return getattr(self, name)

    def __reduce__(self) -> tuple[type[Body], tuple[Any, ...]]:
        return Body, tuple(getattr(self, field) for field in _FIELDS)


class Apart(Body):
    """A text as it is kept, in memory or in a file. Whoever looks at it has it taken out, the last one at once."""

    __slots__ = ("_kept",)

    def __init__(self, body: Body) -> None:
        self._put(text(body))

    def _put(self, kept: bytes | tuple[int, int, int]) -> None:
        object.__setattr__(self, "_kept", kept)

    def __getattr__(self, name: str) -> Any:
        if name not in _FIELDS:
            raise AttributeError(name)
        return getattr(_opened(self), name)

    def __reduce__(self) -> tuple[type[Body], tuple[Any, ...]]:
        return Body, tuple(getattr(self, field) for field in _FIELDS)

    def kept(self) -> bytes:
        """It as `text` keeps it."""
        if isinstance(self._kept, bytes):
            return self._kept
        file, size, start = self._kept
        return os.pread(file, size, start)

    def move(self, file: BinaryIO, start: int) -> int:
        """Put it into a file, where `start` bytes were written; gives how many there are then."""
        kept = self.kept()
        file.write(kept)
        self._put((file.fileno(), len(kept), start))
        return start + len(kept)


_last: tuple[Apart | None, Body] = (None, Body())


def _opened(apart: Apart) -> Body:
    """What it holds. Who looks at a text mostly looks at all of it."""
    global _last
    last = _last
    if last[0] is not apart:
        _last = last = apart, body_of(apart.kept())
    return last[1]


@contextmanager
def apart(records: Iterable[Record]) -> Iterator[None]:
    """Put the texts of records into a file without a name: in memory they are half of a dossier.

    The processes that are forked meanwhile share the file.
    """
    with tempfile.TemporaryFile() as file:
        start = 0
        for record in records:
            body = Apart(record.body) if type(record.body) is Body else record.body
            if isinstance(body, Apart):
                start = body.move(file, start)
                object.__setattr__(record, "body", body)
        file.flush()
        _give_back()
        yield


def _give_back() -> None:
    """What is free in memory goes to the system, and from now on whatever is large, where the C library keeps it (glibc)."""
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD: it grows otherwise
        system.malloc_trim(0)


def head(record: Record) -> bytes:
    """A record but for its text, and its kind."""
    return marshal.dumps((record.kind, plain(record)))


def text(body: Body) -> bytes:
    """A record's text."""
    if isinstance(body, Apart):
        return body.kept()
    return marshal.dumps(tuple(getattr(body, field) for field in _FIELDS))


def body_of(kept: bytes) -> Body:
    """The text that was kept by `text`."""
    return Body(*marshal.loads(kept))  # noqa: S302 - authenticated, or of this process


def record_of(kept: bytes, bring: Callable[[], Body]) -> Record:
    """The record that `head` wrote; `bring` loads its text on first access."""
    kind, values = marshal.loads(kept)  # noqa: S302 - authenticated
    record: Record = made(RECORDS[kind], values)
    later = object.__new__(Later)
    object.__setattr__(later, "_bring", bring)
    object.__setattr__(record, "body", later)
    return record
