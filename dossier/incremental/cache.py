"""The cache as a build uses it: the database, opened and locked for it, or one that knows nothing."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO, TypeVar

from dossier.incremental import facts, tables
from dossier.incremental.database import (
    NAME,
    Database,
    OtherFormat,
    connect,
    is_file,
    remove_database,
    remove_path,
)
from dossier.store import seal
from dossier.store.seal import Damaged, Unusable

T = TypeVar("T")


class NoCache:
    """The cache of a build without one: it knows nothing, and forgets what it is told."""

    remembers = False
    fingerprint = ""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}

    def get(self, fact: facts.Fact[T]) -> T:
        """The default."""
        return fact.default()

    def row(self, table: tables.Table[T], id_: str) -> T | None:
        """None."""

    def packed_row(self, table: tables.Table[T], id_: str) -> bytes | None:
        """None."""

    def required(self, table: tables.Table[T], id_: str) -> T:
        """Raises `Unusable`: it has nothing."""
        raise Unusable(f"there is no {id_} without a cache")

    def rows(self, table: tables.Table[T]) -> tables.StoredRows[T]:
        """Nothing."""
        return tables.StoredRows(table, {})

    def ids_containing(self, table: tables.Table[T], texts: Sequence[str]) -> set[str]:
        """Nothing."""
        return set()

    def assign_numbers(self, ids: Iterable[str]) -> None:
        """Does nothing."""

    def stage(self, table: tables.TableName, of: Mapping[str, bytes]) -> None:
        """Does nothing."""

    def commit(self, changes: Iterable[facts.Change], rows: tables.Rows, gone: Sequence[str] = ()) -> None:
        """Does nothing."""


Cache = Database | NoCache
"""What the last build left for this one."""


class Busy(Unusable):
    """Another process is using the state."""


def peek(folder: Path) -> closing[Database]:
    """A state that another process may be changing, for the time of a block. Raises `Unusable`."""
    return closing(connect(folder.resolve() / NAME, only_read=True))


@contextmanager
def open_database(folder: Path, stamp: str, *, only_read: bool = False) -> Iterator[Database]:
    """The state below `folder`, locked for one build, or `only_read` and shared; raises `Unusable`.

    It is cleared if it was written under another `stamp` (the build's fingerprint). If it cannot be used it is made
    anew, and `Database.damage` says why.
    """
    try:
        seal.hasher("")
    except seal.NoKey as why:
        raise Unusable(str(why)) from None
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not only_read and os.path.lexists(folder / "lock") and not is_file(folder / "lock"):
            remove_path(folder / "lock")
        lock = (folder / "lock").open("rb" if only_read else "a+b")
    except OSError as error:
        raise Unusable(f"{error.filename}: {error.strerror}") from None
    with lock:
        _lock(lock, shared=only_read)
        state = connect(folder / NAME, only_read=True) if only_read else _open_for_writing(folder / NAME)
        try:
            try:
                if not only_read and state.get(facts.STAMP) != stamp:
                    state.clear()
            except Damaged as why:
                state.damage = str(why)  # a build clears it, and says so
            state.fingerprint = stamp
            yield state
        finally:
            state.close()


def _open_for_writing(path: Path) -> Database:
    """The state in a file, opened for writing; an empty one if the file cannot be used."""
    damage = ""
    try:
        return connect(path)
    except OtherFormat:
        pass  # after an upgrade
    except Exception as why:  # of whatever class: it is only a cache
        damage = str(why) if isinstance(why, Unusable) else f"{path.name} is damaged ({type(why).__name__})"
    remove_database(path)
    state = connect(path)
    state.damage = damage
    return state


def _lock(lock: IO[bytes], *, shared: bool) -> None:
    # POSIX record locks belong to a process: a forked worker neither holds this one nor prolongs it.
    try:
        fcntl.lockf(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        raise Busy("another build is using it") from None
