"""Records as they are kept: without their texts, and the texts apart. A text is brought when it is first looked at."""

from __future__ import annotations

import copyreg
import io
import marshal
import os
import pickle
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import fields
from typing import Any

from dossier.model.parts import Body
from dossier.model.records import Record

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


class Apart(Later):
    """A text that lies in a file; once it was brought it can be forgotten."""

    __slots__ = ("_file", "_size", "_start")

    def __init__(self, file: int, start: int, size: int) -> None:
        for name, value in (("_file", file), ("_start", start), ("_size", size)):
            object.__setattr__(self, name, value)

    def kept(self) -> bytes:
        """It as `text` keeps it."""
        return os.pread(self._file, self._size, self._start)

    def _bring(self) -> Body:
        return body_of(self.kept())

    def forget(self) -> None:
        """Whoever looks at it again has it brought again."""
        for field in _FIELDS:
            with suppress(AttributeError):
                object.__delattr__(self, field)


@contextmanager
def apart(records: Iterable[Record]) -> Iterator[None]:
    """Put the texts of records into a file without a name: in memory they are half of a dossier.

    The processes that are forked meanwhile share the file, and none of them has a text longer than it looks at it.
    """
    with tempfile.TemporaryFile() as file:
        start = 0
        for record in records:
            if type(record.body) is Body:
                kept = text(record.body)
                file.write(kept)
                object.__setattr__(record, "body", Apart(file.fileno(), start, len(kept)))
                start += len(kept)
        file.flush()
        yield


def _no_text() -> None:
    return None


class _Heads(pickle.Pickler):
    """Leaves texts out."""

    dispatch_table = copyreg.dispatch_table.copy()
    dispatch_table[Body] = dispatch_table[Later] = dispatch_table[Apart] = lambda body: (_no_text, ())


def head(record: Record) -> bytes:
    """A record but for its text."""
    into = io.BytesIO()
    _Heads(into, pickle.HIGHEST_PROTOCOL).dump(record)
    return into.getvalue()


def text(body: Body) -> bytes:
    """A record's text."""
    if isinstance(body, Apart):
        return body.kept()
    return marshal.dumps(tuple(getattr(body, field) for field in _FIELDS))


def body_of(kept: bytes) -> Body:
    """The text that was kept by `text`."""
    return Body(*marshal.loads(kept))  # noqa: S302 - what this very program wrote


def record_of(kept: bytes, bring: Callable[[], Body]) -> Record:
    """The record that was kept by `head`, its text brought by `bring` when somebody looks at it."""
    record: Record = pickle.loads(kept)  # noqa: S301 - what this very program wrote
    later = object.__new__(Later)
    object.__setattr__(later, "_bring", bring)
    object.__setattr__(record, "body", later)
    return record
