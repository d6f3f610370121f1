"""The state a successful build leaves for the next one: an SQLite file below `.cache/dossier/`, safe to delete at any time.

It holds what was read of each file, the figures computed from it, and what each page was drawn from. It is written in one
transaction, after the site stands: a build that is killed before leaves the former state.

Every row is authenticated (`store/seal.py`) before it is decoded. The tags form a tree: the root row holds the tags of all
facts, and for each table one fact holds the tags of its rows by their numbers. So a row that is changed, exchanged, lost,
added or of an earlier state is noticed when it is read, and raises `Unusable`.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from dossier.store import seal
from dossier.store.seal import Unusable
from dossier.store.values import pack, unpack

NAME = "state.db"
FORMAT = 3
"""SQLite's `user_version`: how tables, tags and keys are laid out. Any other is another version's, and no damage."""
TABLES = ("records", "bodies", "figures", "index_rows", "names", "dependencies", "entries", "previews")
"""Blobs by the number of a record; what is in each is the affair of whoever puts it there."""

PATCHES = "+"
"""After a fact's name: what of it has changed since it was written in full."""
ROOT = "/"
"""The name of the row that holds the tags of all facts."""
TAGS = "#"
"""Before a table's name: the fact with the tags of its rows, `seal.SIZE` bytes a number; zeros where there is no row."""
_NONE = bytes(seal.SIZE)


class OtherFormat(Unusable):
    """Another version of this program wrote the state."""


class Database:
    """The state of the last successful build. A process that was forked reads the file by a connection of its own."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """Raises `Unusable` where the file is none of ours, or damaged."""
        self.path = path
        self.fingerprint = ""
        self.damage = ""
        """Why the former state was not used and is gone; empty where it was used, or there was none."""
        self._connection = connection
        self._process = os.getpid()
        try:
            self._hashers = {table: seal.hasher(table) for table in (*TABLES, "facts")}
        except seal.NoKey as why:
            raise Unusable(str(why)) from None
        self._tags: dict[str, bytearray] = {}
        self._changed: set[str] = set()
        """Tables whose tags are not written yet."""
        self._root: dict[str, bytes] = self._rooted()
        self.ids: list[str] = self.get("ids") or []
        """Ids by their numbers: those of records, and others that were looked for."""
        self.numbers = dict(zip(self.ids, range(len(self.ids)), strict=True))
        self._numbered = len(self.ids)

    def _rows(self, question: str, *values: object) -> Iterator[tuple[Any, ...]]:
        if os.getpid() != self._process:
            # SQLite: no connection is carried across a fork.
            self._connection = _connected(self.path, only_read=True)
            self._process = os.getpid()
        try:
            yield from self._connection.execute(question, values)
        except sqlite3.Error as error:
            raise Unusable(f"{self.path.name}: {error}") from None

    def _value(self, question: str, *values: object) -> Any:
        """The value of the first row; None where there is none."""
        return next((row[0] for row in self._rows(question, *values)), None)

    def _rooted(self) -> dict[str, bytes]:
        """The tags of all facts; none where nothing was ever written."""
        if self._value("PRAGMA user_version") != FORMAT:
            raise OtherFormat(f"{self.path.name} was written by another version of dossier")
        if sorted(self._rows("SELECT type, name, sql FROM sqlite_master WHERE sql NOT NULL")) != _SCHEMA:
            raise self._damaged()
        found = self._value("SELECT value FROM facts WHERE name = ?", ROOT)
        if found is None:
            if self._value("SELECT 1 FROM facts LIMIT 1"):
                raise self._damaged()
            return {}
        try:
            data = seal.opened(ROOT, found)
        except (seal.NotSealed, TypeError, ValueError):
            raise self._damaged() from None
        root: dict[str, bytes] = unpack(data)
        return root

    def _damaged(self) -> Unusable:
        return Unusable(f"{self.path.name} is damaged, or was made with another key")

    def get(self, name: str) -> Any:
        """A value by its name (of what `marshal` holds); None where there is none."""
        found, patches = self._plain(name), self._plain(name + PATCHES)
        for key, value in (patches or {}).items():
            if value is None:
                found.pop(key, None)
            else:
                found[key] = value
        return found

    def _plain(self, name: str) -> Any:
        if name not in self._root:
            return None
        found = self._value("SELECT value FROM facts WHERE name = ?", name)
        if type(found) is not bytes or self._tag("facts", name.encode(), found) != self._root[name]:
            raise self._damaged()
        return unpack(found)

    def _tags_of(self, table: str) -> bytearray:
        """The tags of a table's rows."""
        if table not in self._tags:
            self._tags[table] = bytearray(self._plain(TAGS + table) or b"")
        return self._tags[table]

    def _tag(self, table: str, key: bytes, value: bytes) -> bytes:
        """The tag of a row: over its table, its key and its value."""
        found = self._hashers[table].copy()
        found.update(key + b"\0")
        found.update(value)
        return found.digest()

    def row(self, table: str, id_: str) -> bytes | None:
        """The value that a table has of a record."""
        number = self.numbers.get(id_, -1)
        if number < 0:
            return None
        tag = self._tags_of(table)[number * seal.SIZE : (number + 1) * seal.SIZE]
        if not tag or tag == _NONE:
            return None
        found = self._value(f"SELECT value FROM {table} WHERE number = ?", number)  # noqa: S608
        if type(found) is not bytes or self._tag(table, _row(number), found) != tag:
            raise self._damaged()
        return found

    def rows(self, table: str) -> dict[str, bytes]:
        """All values of a table, by id."""
        tags, size = bytes(self._tags_of(table)), seal.SIZE
        found: dict[str, bytes] = {}
        try:
            for number, value in self._rows(f"SELECT number, value FROM {table}"):  # noqa: S608 - one of `TABLES`
                if self._tag(table, _row(number), value) != tags[number * size : (number + 1) * size]:
                    raise self._damaged()
                found[self.ids[number]] = value
        except (TypeError, OverflowError, IndexError):
            raise self._damaged() from None
        there = sum(tags[at : at + size] != _NONE for at in range(0, len(tags), size))
        if len(found) != there:
            raise self._damaged()
        return found

    def ids_containing(self, table: str, texts: Sequence[str]) -> set[str]:
        """The ids of the rows of a table that hold any of these texts, in UTF-8, anywhere in them."""
        wanted = [text.encode() for text in texts]
        found = self.rows(table) if wanted else {}
        return {id_ for id_, value in found.items() if any(text in value for text in wanted)}

    def assign_numbers(self, ids: Iterable[str]) -> None:
        """Number what has no number yet."""
        for id_ in ids:
            if id_ not in self.numbers:
                self.numbers[id_] = len(self.ids)
                self.ids.append(id_)

    def commit(
        self,
        facts: Mapping[str, Any],
        blobs: Mapping[str, Mapping[str, bytes]],
        gone: Sequence[str] = (),
        patches: Mapping[str, Mapping[str, Any]] | None = None,
    ) -> None:
        """Write facts, and blobs by table and id, and delete the records of `gone`: in one step. Raises `Unusable`.

        `patches` are changes to facts that are mappings: None for what is no longer there.
        """
        changed = {
            name + PATCHES: {**(self._plain(name + PATCHES) or {}), **of}
            for name, of in (patches or {}).items()
        }
        context: dict[str, Any] = {name + PATCHES: {} for name in facts}
        kept = {**context, **facts, **changed, "stamp": self.fingerprint, "generation": os.urandom(8)}
        for of in blobs.values():
            self.assign_numbers(of)
        if len(self.ids) != self._numbered:
            kept["ids"] = self.ids
        try:
            with self._connection as open_:
                for table, of in blobs.items():
                    self._put(table, of)
                for table in TABLES if gone else ():
                    self._delete(table, gone)
                kept |= {TAGS + table: bytes(self._tags_of(table)) for table in self._changed}
                rows = {name: pack(value) for name, value in kept.items()}
                root = {
                    **self._root,
                    **{name: self._tag("facts", name.encode(), data) for name, data in rows.items()},
                }
                rows[ROOT] = seal.sealed(ROOT, pack(root))
                open_.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", rows.items())
        except sqlite3.Error as error:
            raise Unusable(f"{self.path}: {error}") from None
        self._root, self._numbered = root, len(self.ids)
        self._changed.clear()

    def stage(self, table: str, of: Mapping[str, bytes]) -> None:
        """Put blobs by id, to be committed by `keep`: until then they are not there. Raises `Unusable`."""
        self.assign_numbers(of)
        try:
            self._put(table, of)
        except sqlite3.Error as error:
            with suppress(sqlite3.Error):
                self._connection.rollback()
            raise Unusable(f"{self.path}: {error}") from None

    def _put(self, table: str, of: Mapping[str, bytes]) -> None:
        rows = [(self.numbers[id_], value) for id_, value in of.items()]
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
        """Set the tag of a row."""
        tags, at = self._tags_of(table), number * seal.SIZE
        if len(tags) < at:
            tags.extend(bytes(at - len(tags)))
        tags[at : at + seal.SIZE] = tag
        self._changed.add(table)

    def clear(self) -> None:
        """Delete everything."""
        self._connection.close()
        _remove_database(self.path)
        self._connection = _connected(self.path)
        self.ids, self.numbers, self._numbered = [], {}, 0
        self._root, self._tags = {}, {}
        self._changed.clear()

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _row(number: int) -> bytes:
    """The key of a row; raises `OverflowError` for a number that no row of ours has."""
    return number.to_bytes(8, "big")


def peek(folder: Path, names: Sequence[str]) -> list[Any]:
    """Facts of a state that another process may be changing. Raises `Unusable`."""
    state = _open_for_reading(folder.resolve() / NAME)
    try:
        return [state.get(name) for name in names]
    finally:
        state.close()


def _open_for_reading(path: Path) -> Database:
    """The state in a file, as it is at this moment, to be read alone."""
    return _connect(path, only_read=True)


@contextmanager
def open_database(folder: Path, stamp: str, *, only_read: bool = False) -> Iterator[Database]:
    """The state below `folder`, for one build alone, or to be `only_read` by several; raises `Unusable`.

    It is empty where it was written under another `stamp`: by other code, or for other settings. Where it cannot be used
    it is made anew, and `Database.damage` says why.
    """
    try:
        seal.hasher("")
    except seal.NoKey as why:
        raise Unusable(str(why)) from None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not only_read and os.path.lexists(folder / "lock") and not _is_file(folder / "lock"):
            remove_path(folder / "lock")
        lock = (folder / "lock").open("rb" if only_read else "a+b")
    except OSError as error:
        raise Unusable(f"{error.filename}: {error.strerror}") from None
    with lock:
        _lock(lock, shared=only_read)
        state = _open_for_reading(folder / NAME) if only_read else _open_for_writing(folder / NAME)
        try:
            if not only_read and state.get("stamp") != stamp:
                state.clear()
            state.fingerprint = stamp
            yield state
        finally:
            state.close()


def _open_for_writing(path: Path) -> Database:
    """The state in a file, to be written; an empty one where that cannot be used."""
    damage = ""
    try:
        return _connect(path)
    except OtherFormat:
        pass  # after an upgrade
    except Exception as why:  # of whatever class: it is only a cache
        damage = str(why) if isinstance(why, Unusable) else f"{path.name} is damaged ({type(why).__name__})"
    _remove_database(path)
    state = _connect(path)
    state.damage = damage
    return state


def _connect(path: Path, *, only_read: bool = False) -> Database:
    """The state in a file. Raises `Unusable` where the file is no database of ours."""
    try:
        connection = _connected(path, only_read=only_read)
    except sqlite3.Error as error:
        raise Unusable(f"{path.name}: {error}") from None
    try:
        return Database(path, connection)
    except BaseException:
        connection.close()
        raise


def _lock(lock: IO[bytes], *, shared: bool) -> None:
    # A lock of the process, not of the file: those that are forked have no part in it, and outlive nobody's.
    try:
        fcntl.lockf(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        raise Busy("another build is using it") from None


class Busy(Unusable):
    """Another process is using the state."""


def _connected(path: Path, *, only_read: bool = False) -> sqlite3.Connection:
    if only_read:
        connection = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            connection.execute("BEGIN")  # all that is read is of one moment
        except sqlite3.Error:
            connection.close()
            raise
        return connection
    connection = sqlite3.connect(path, isolation_level="IMMEDIATE")
    try:
        # The state may be lost by a power cut, but not be half of one and half of another.
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


_SCHEMA = sorted(
    [
        ("table", "facts", "CREATE TABLE facts (name TEXT PRIMARY KEY, value BLOB)"),
        *(("table", t, f"CREATE TABLE {t} (number INTEGER PRIMARY KEY, value BLOB)") for t in TABLES),
    ]
)
"""The complete schema. A file with any other, or with views or triggers, is not used."""


def _remove_database(path: Path) -> None:
    for name in (path, path.with_name(f"{path.name}-journal")):
        remove_path(name)


def _is_file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def remove_path(path: Path) -> None:
    """Remove a file, a directory, or a symbolic link itself, as far as that is possible."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        shutil.rmtree(path, ignore_errors=True)
