"""The state that a build leaves for the next one: an SQLite file below `.cache/dossier/`, safe to delete at any time.

It holds named values (the table `facts`), and for each record the rows of `TABLES`; `facts.py` and `tables.py` have the
types. It is written in one transaction, after the site is published: a build that is killed earlier leaves the former
state.

Every row is authenticated (`store/seal.py`) before it is decoded. The tags form a tree: the root row holds the tags of
all named values, and for each table one of these holds the tags of its rows, by number. So a row that was changed,
exchanged, lost, added or rolled back is noticed when it is read, and raises `Unusable` (docs/decisions/0009).
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from dossier.incremental import facts, tables
from dossier.store import seal
from dossier.store.seal import Damaged, Unusable
from dossier.store.values import pack, unpack

NAME = "state.db"
FORMAT = 4
"""SQLite's `user_version`: the layout of tables, tags, keys and values. Another number means another version of this
program.
"""
PATCHES = "+"
"""Suffix of a value's name: the changes to a mapping since it was written in full."""
ROOT = "/"
"""The name of the row that holds the tags of all named values."""
TAGS = "#"
"""Prefix of a table's name: the tags of its rows, `seal.SIZE` bytes a number; zeros for a row that does not exist."""
_NONE = bytes(seal.SIZE)


T = TypeVar("T")


class OtherFormat(Unusable):
    """Another version of this program wrote the state."""


class Database:
    """The state of the last successful build. A forked process reads the file by a connection of its own."""

    remembers = True

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Raises `Unusable` if the file has another schema, or is damaged."""
        self.path = path
        self.fingerprint = ""
        self.damage = ""
        """Why the former state was discarded; empty if it is in use, or there was none."""
        self._connection = connection
        self._process = os.getpid()
        try:
            self._hashers = {table: seal.hasher(table) for table in (*tables.TABLES, "facts")}
        except seal.NoKey as why:
            raise Unusable(str(why)) from None
        self._tags: dict[str, bytearray] = {}
        self._changed: set[str] = set()
        """Tables whose tags are not written yet."""
        self._root: dict[str, bytes] = self._rooted()
        self.ids = self.get(facts.IDS)
        """Ids by number: those of records, and others that some page has asked for."""
        self.numbers = dict(zip(self.ids, range(len(self.ids)), strict=True))
        self._numbered = len(self.ids)

    def _rows(self, question: str, *values: object) -> Iterator[tuple[object, ...]]:
        if os.getpid() != self._process:
            # SQLite: no connection is carried across a fork.
            self._connection = _connected(self.path, only_read=True)
            self._process = os.getpid()
        try:
            yield from self._connection.execute(question, values)
        except sqlite3.Error as error:
            raise Unusable(f"{self.path.name}: {error}") from None

    def _value(self, question: str, *values: object) -> object:
        """The first column of the first row; None if there is no row."""
        return next((row[0] for row in self._rows(question, *values)), None)

    def _rooted(self) -> dict[str, bytes]:
        """The tags of all named values; empty in a new file. Raises `Unusable`."""
        if self._value("PRAGMA user_version") != FORMAT:
            raise OtherFormat(f"{self.path.name} was written by another version of dossier")
        if {*self._rows("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL")} != {*_SCHEMA}:
            raise self._damaged()
        value = self._value("SELECT value FROM facts WHERE name = ?", ROOT)
        if value is None:
            if self._value("SELECT 1 FROM facts LIMIT 1"):
                raise self._damaged()
            return {}
        try:
            data = seal.opened(ROOT, value if isinstance(value, bytes) else b"")
        except seal.NotSealed:
            raise self._damaged() from None
        root: dict[str, bytes] = unpack(data)
        return root

    def _damaged(self) -> Damaged:
        return Damaged(f"{self.path.name} is damaged, or was made with another key")

    def get(self, fact: facts.Fact[T]) -> T:
        """The value of a fact, with its patches applied; its default if there is none. Raises `Unusable`."""
        value, patches = self._plain(fact.name), self._plain(fact.name + PATCHES)
        if isinstance(value, dict) and isinstance(patches, dict):
            value.update(patches)
            for key in [key for key, new in patches.items() if new is None]:
                del value[key]
        return fact.default() if value is None else fact.from_plain(value)

    def _plain(self, name: str) -> object:
        if name not in self._root:
            return None
        value = self._value("SELECT value FROM facts WHERE name = ?", name)
        if type(value) is not bytes or self._tag("facts", name.encode(), value) != self._root[name]:
            raise self._damaged()
        return unpack(value)

    def _tags_of(self, table: str) -> bytearray:
        """The tags of a table's rows."""
        if table not in self._tags:
            stored = self._plain(TAGS + table)
            self._tags[table] = bytearray(stored if isinstance(stored, bytes) else b"")
        return self._tags[table]

    def _tag(self, table: str, key: bytes, value: bytes) -> bytes:
        """The tag of a row, over its table, key and value."""
        hasher = self._hashers[table].copy()
        hasher.update(key + b"\0")
        hasher.update(value)
        return hasher.digest()

    def row(self, table: tables.Table[T], id_: str) -> T | None:
        """The value of a record in a table; None if there is none. Raises `Unusable`."""
        row = self.packed_row(table, id_)
        return None if row is None else table.load(row)

    def required(self, table: tables.Table[T], id_: str) -> T:
        """The value of a record that is in a table. Raises `Unusable`."""
        row = self.packed_row(table, id_)
        if row is None:
            raise self._damaged()
        return table.load(row)

    def packed_row(self, table: tables.Table[T], id_: str) -> bytes | None:
        """The row of a record in a table; None if there is none. Raises `Unusable`."""
        number = self.numbers.get(id_, -1)
        if number < 0:
            return None
        tag = self._tags_of(table.name)[number * seal.SIZE : (number + 1) * seal.SIZE]
        if not tag or tag == _NONE:
            return None
        value = self._value(f"SELECT value FROM {table.name} WHERE number = ?", number)  # noqa: S608
        if type(value) is not bytes or self._tag(table.name, _row(number), value) != tag:
            raise self._damaged()
        return value

    def rows(self, table: tables.Table[T]) -> tables.StoredRows[T]:
        """All rows of a table, by id. Raises `Unusable`."""
        tags, size = bytes(self._tags_of(table.name)), seal.SIZE
        rows: dict[str, bytes] = {}
        for number, value in self._rows(f"SELECT number, value FROM {table.name}"):  # noqa: S608 - one of `TABLES`
            if type(number) is not int or not 0 <= number < len(self.ids) or type(value) is not bytes:
                raise self._damaged()
            if self._tag(table.name, _row(number), value) != tags[number * size : (number + 1) * size]:
                raise self._damaged()
            rows[self.ids[number]] = value
        expected = sum(tags[at : at + size] != _NONE for at in range(0, len(tags), size))
        if len(rows) != expected:
            raise self._damaged()
        return tables.StoredRows(table, rows)

    def ids_containing(self, table: tables.Table[T], texts: Sequence[str]) -> set[str]:
        """The ids of the rows of a table that contain any of these texts, in UTF-8, anywhere."""
        wanted = [text.encode() for text in texts]
        rows = self.rows(table).packed if wanted else {}
        return {id_ for id_, value in rows.items() if any(text in value for text in wanted)}

    def assign_numbers(self, ids: Iterable[str]) -> None:
        """Give the next free numbers to ids that have none."""
        for id_ in ids:
            if id_ not in self.numbers:
                self.numbers[id_] = len(self.ids)
                self.ids.append(id_)

    def commit(self, changes: Iterable[facts.Change], rows: tables.Rows, gone: Sequence[str] = ()) -> None:
        """In one transaction change facts, write rows, and delete the rows of the records `gone`. Raises `Unusable`."""
        for rows_of in rows.values():
            self.assign_numbers(rows_of)
        own = [facts.STAMP.to(self.fingerprint), facts.GENERATION.to(os.urandom(8))]
        if len(self.ids) != self._numbered:
            own.append(facts.IDS.to(self.ids))
        values = self._values_of((*changes, *own))
        try:
            with self._connection as open_:
                for table, rows_of in rows.items():
                    self._put(table, rows_of)
                for table in tables.TABLES if gone else ():
                    self._delete(table, gone)
                values |= {TAGS + table: bytes(self._tags_of(table)) for table in self._changed}
                packed = {name: pack(value) for name, value in values.items()}
                tags = {name: self._tag("facts", name.encode(), data) for name, data in packed.items()}
                root = {**self._root, **tags}
                packed[ROOT] = seal.sealed(ROOT, pack(root))
                open_.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", packed.items())
        except sqlite3.Error as error:
            raise Unusable(f"{self.path}: {error}") from None
        self._root, self._numbered = root, len(self.ids)
        self._changed.clear()

    def _values_of(self, changes: Iterable[facts.Change]) -> dict[str, object]:
        """The values to write for changes, by name. A value that is written in full has no patches."""
        values: dict[str, object] = {}
        for name, plain, is_patch in changes:
            if not is_patch:
                values |= {name: plain, name + PATCHES: {}}
            elif isinstance(plain, dict):
                patches = self._plain(name + PATCHES)
                values[name + PATCHES] = {**(patches if isinstance(patches, dict) else {}), **plain}
        return values

    def stage(self, table: tables.TableName, of: Mapping[str, bytes]) -> None:
        """Insert rows by id; other connections see them only after the next `commit`. Raises `Unusable`."""
        self.assign_numbers(of)
        try:
            self._put(table, of)
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise Unusable(f"{self.path}: {error}") from None

    def _put(self, table: str, rows_of: Mapping[str, bytes]) -> None:
        rows = [(self.numbers[id_], value) for id_, value in rows_of.items()]
        for number, value in rows:
            self._note(table, number, self._tag(table, _row(number), value))
        self._connection.executemany(f"INSERT OR REPLACE INTO {table} VALUES (?, ?)", rows)  # noqa: S608

    def _delete(self, table: str, ids: Iterable[str]) -> None:
        numbers = [self.numbers[id_] for id_ in ids]
        for number in numbers:
            self._note(table, number, _NONE)
        rows = ((number,) for number in numbers)
        self._connection.executemany(f"DELETE FROM {table} WHERE number = ?", rows)  # noqa: S608

    def _note(self, table: str, number: int, tag: bytes) -> None:
        """Set the tag of a row in memory."""
        tags, at = self._tags_of(table), number * seal.SIZE
        if len(tags) < at:
            tags.extend(bytes(at - len(tags)))
        tags[at : at + seal.SIZE] = tag
        self._changed.add(table)

    def clear(self) -> None:
        """Delete the file, and start an empty one."""
        self._connection.close()
        remove_database(self.path)
        self._connection = _connected(self.path)
        self.ids, self.numbers, self._numbered = [], {}, 0
        self._root, self._tags = {}, {}
        self._changed.clear()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _row(number: int) -> bytes:
    """The key of a row for its tag; raises `OverflowError` for a number that no row of ours has."""
    return number.to_bytes(8, "big")


def connect(path: Path, *, only_read: bool = False) -> Database:
    """The state in a file. Raises `Unusable` if the file is no database, or has another schema."""
    try:
        connection = _connected(path, only_read=only_read)
    except sqlite3.Error as error:
        raise Unusable(f"{path.name}: {error}") from None
    try:
        return Database(path, connection)
    except BaseException:
        connection.close()
        raise


def _connected(path: Path, *, only_read: bool = False) -> sqlite3.Connection:
    if only_read:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            connection.execute("BEGIN")  # one snapshot for all reads
        except sqlite3.Error:
            connection.close()
            raise
        return connection
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE")
    try:
        # A power cut may lose the last commit, but never mixes two states.
        connection.execute("PRAGMA synchronous = NORMAL")
        if not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone():
            connection.execute(f"PRAGMA user_version = {FORMAT}")
            for _, _, sql in _SCHEMA:
                connection.execute(sql)
            connection.commit()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


_SCHEMA = (
    ("table", "facts", "CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB)"),
    *(("table", t, f"CREATE TABLE {t} (number INTEGER PRIMARY KEY, value BLOB)") for t in tables.TABLES),
)
"""The complete schema. A file with any other, or with views or triggers, is not used."""


def remove_database(path: Path) -> None:
    """Removes the database and its journal."""
    for name in (path, path.with_name(f"{path.name}-journal")):
        remove_path(name)


def is_file(path: Path) -> bool:
    """Whether a path is a regular file, and no symbolic link."""
    return path.is_file() and not path.is_symlink()


def remove_path(path: Path) -> None:
    """Remove a file, a directory, or a symbolic link itself, as far as that is possible."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
