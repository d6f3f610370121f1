"""What a good build leaves for the next one: an SQLite file below `.cache/dossier/`, safe to delete at any time.

It holds what was read of each file, what was worked out of it, and what each page was drawn from. It is written in one
transaction, after the site stands: whoever is killed before leaves what was there. A file that cannot be read, that
another version has written, or that another build is using, is not used, and nothing is lost by it but time.
"""

from __future__ import annotations

import fcntl
import marshal
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

NAME = "state.db"
TABLES = ("heads", "bodies", "claims", "beside", "named", "reads", "entries", "previews")
"""Blobs by the number of a record; what is in each is the affair of whoever puts it there."""


EDITS = "+"
"""After a fact's name: what of it has changed since it was kept whole."""


class Unusable(Exception):
    """The state cannot be used or kept: what is wrong, in a line."""


class State:
    """What the last good build left. A process that was forked asks the file for itself."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self.stamp = ""
        self._connection = connection
        self._process = os.getpid()
        self.ids: list[str] = self.fact("ids") or []
        """Ids by their numbers: those of records, and others that were looked for."""
        self.numbers = dict(zip(self.ids, range(len(self.ids)), strict=True))
        self._numbered = len(self.ids)

    def _ask(self, question: str, *values: object) -> sqlite3.Cursor:
        if os.getpid() != self._process:
            # SQLite: no connection is carried across a fork.
            self._connection = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
            self._process = os.getpid()
        try:
            return self._connection.execute(question, values)
        except sqlite3.Error as error:
            raise Unusable(f"{self.path}: {error}") from None

    def _value(self, kept: bytes) -> bytes:
        """What was kept, if it is whole."""
        if len(kept) < 5 or zlib.crc32(kept[4:]) != int.from_bytes(kept[:4], "big"):
            raise Unusable(f"{self.path}: it is spoilt")
        return kept[4:]

    def fact(self, name: str) -> Any:
        """A value kept by its name (of what `marshal` holds); None where there is none."""
        found, edits = self._plain(name), self._plain(name + EDITS)
        for key, value in (edits or {}).items():
            if value is None:
                found.pop(key, None)
            else:
                found[key] = value
        return found

    def _plain(self, name: str) -> Any:
        found = self._ask("SELECT value FROM facts WHERE name = ?", name).fetchone()
        return None if found is None else marshal.loads(self._value(found[0]))  # noqa: S302 - ours, and whole

    def blob(self, table: str, id_: str) -> bytes | None:
        """What a table has of a record."""
        number = self.numbers.get(id_, -1)
        found = self._ask(f"SELECT value FROM {table} WHERE number = ?", number).fetchone()  # noqa: S608
        return None if found is None else self._value(found[0])

    def blobs(self, table: str) -> dict[str, bytes]:
        """All that a table has, by id."""
        found = self._ask(f"SELECT number, value FROM {table}")  # noqa: S608 - one of `TABLES`
        return {self.ids[number]: self._value(value) for number, value in found}

    def holding(self, table: str, texts: Sequence[str]) -> set[str]:
        """The ids of what a table has that holds any of these texts, in UTF-8, wherever in it."""
        question = f"SELECT number FROM {table} WHERE {' OR '.join(['instr(value, ?)'] * len(texts))}"  # noqa: S608
        found = self._ask(question, *(text.encode() for text in texts)) if texts else ()
        return {self.ids[number] for (number,) in found}

    def number(self, ids: Iterable[str]) -> None:
        """Number what has no number yet."""
        for id_ in ids:
            if id_ not in self.numbers:
                self.numbers[id_] = len(self.ids)
                self.ids.append(id_)

    def keep(
        self,
        facts: Mapping[str, Any],
        blobs: Mapping[str, Mapping[str, bytes]],
        gone: Sequence[str] = (),
        edits: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Keep facts, and blobs by table and id, and forget the records of `gone`: in one step. Raises `Unusable`.

        `edits` are changes to facts that are mappings: None for what is no longer there.
        """
        changed = {
            name + EDITS: {**(self._plain(name + EDITS) or {}), **of} for name, of in (edits or {}).items()
        }
        whole: dict[str, Any] = {name + EDITS: {} for name in facts}
        kept = {**whole, **facts, **changed, "stamp": self.stamp, "generation": os.urandom(8)}
        if len(self.ids) != self._numbered:
            kept["ids"] = self.ids
        for of in blobs.values():
            self.number(of)
        try:
            with self._connection as open_:
                for table, of in blobs.items():
                    self._put(table, of)
                for table in TABLES if gone else ():
                    open_.executemany(
                        f"DELETE FROM {table} WHERE number = ?",  # noqa: S608 - one of `TABLES`
                        ((self.numbers[id_],) for id_ in gone),
                    )
                open_.executemany(
                    "INSERT OR REPLACE INTO facts VALUES (?, ?)",
                    ((name, _summed(marshal.dumps(value))) for name, value in kept.items()),
                )
        except sqlite3.Error as error:
            raise Unusable(f"{self.path}: {error}") from None

    def put(self, table: str, of: Mapping[str, bytes]) -> None:
        """Put blobs by id, to be kept when the rest is: until then they are not there. Raises `Unusable`."""
        self.number(of)
        try:
            self._put(table, of)
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise Unusable(f"{self.path}: {error}") from None

    def _put(self, table: str, of: Mapping[str, bytes]) -> None:
        self._connection.executemany(
            f"INSERT OR REPLACE INTO {table} VALUES (?, ?)",  # noqa: S608 - one of `TABLES`
            ((self.numbers[id_], _summed(value)) for id_, value in of.items()),
        )

    def empty(self) -> None:
        """Forget everything."""
        self._connection.close()
        _removed(self.path)
        self._connection = _connected(self.path)
        self.ids, self.numbers, self._numbered = [], {}, 0

    def close(self) -> None:
        """Be done with it."""
        self._connection.close()


def _summed(value: bytes) -> bytes:
    return zlib.crc32(value).to_bytes(4, "big") + value


def peeked(folder: Path, names: Sequence[str]) -> list[Any]:
    """Facts of a state that somebody else may be changing: for whoever looks ahead. Raises `Unusable`."""
    path = folder.resolve() / NAME
    try:
        state = State(path, sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True))
    except sqlite3.Error as error:
        raise Unusable(str(error)) from None
    try:
        return [state.fact(name) for name in names]
    finally:
        state.close()


@contextmanager
def opened(folder: Path, stamp: str, *, only_read: bool = False) -> Iterator[State]:
    """The state below `folder`, for one build alone, or to be `only_read` by several; raises `Unusable`.

    It is empty where it was written under another `stamp`: by other code, or for other settings.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("a+b")
    except OSError as error:
        raise Unusable(f"{error.filename}: {error.strerror}") from None
    with lock:
        _alone(lock, shared=only_read)
        try:
            state = State(folder / NAME, _connected(folder / NAME))
        except (Unusable, sqlite3.Error):
            # Whatever has become of it, it is only a cache.
            _removed(folder / NAME)
            try:
                state = State(folder / NAME, _connected(folder / NAME))
            except sqlite3.Error as error:
                raise Unusable(f"{folder / NAME}: {error}") from None
        try:
            if state.fact("stamp") != stamp and not only_read:
                state.empty()
            state.stamp = stamp
            yield state
        except Unusable:
            if not only_read:
                _removed(folder / NAME)
            raise
        finally:
            state.close()


def _alone(lock: IO[bytes], *, shared: bool) -> None:
    # A lock of the process, not of the file: those that are forked have no part in it, and outlive nobody's.
    try:
        fcntl.lockf(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        raise Unusable("another build is using it") from None


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE")
    try:
        # A kept state may be lost by a power cut, but not be half of one and half of another.
        connection.execute("PRAGMA synchronous = NORMAL")
        for table in ("facts (name TEXT PRIMARY KEY, value BLOB)", *map(_TABLE.format, TABLES)):
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
        connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


_TABLE = "{} (number INTEGER PRIMARY KEY, value BLOB)"


def _removed(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            name.unlink()
