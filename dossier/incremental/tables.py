"""The tables of what a build leaves for the next one of each record, each with the type of its rows.

A table is the typed key of its rows: `cache.row(tables.ENTRIES, id_)` is an `Entry`, and `tables.ENTRIES.row(value)` takes
nothing else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NewType, TypeVar

from dossier.export import Entry, Preview
from dossier.incremental.codec import NamesRow, PackedDependencies, as_it_is, field_values
from dossier.incremental.figures_codec import dump_claim, dump_index_row, load_claim, load_index_row
from dossier.model.figures import ClaimFigures
from dossier.model.parts import Body
from dossier.model.records import Record
from dossier.render.context import IndexRow
from dossier.store.bodies import body_fields, dump_body, record_from_plain, record_to_plain
from dossier.store.values import pack, unpack

T = TypeVar("T")

TableName = NewType("TableName", str)
Rows = Mapping[TableName, Mapping[str, bytes]]
"""Rows by table and id, as `Table.rows` makes them."""


class Table(Generic[T]):
    """A table of one row a record: its number, and the bytes of a value of the type `T`."""

    def __init__(
        self,
        name: str,
        to_plain: Callable[[T], object] = as_it_is,
        from_plain: Callable[[Any], T] = as_it_is,
        dump: Callable[[T], bytes] | None = None,
    ) -> None:
        """`dump` replaces `to_plain` where there is a faster way to the same bytes."""
        self.name = TableName(name)
        self.to_plain, self._from_plain, self._dump = to_plain, from_plain, dump

    def dump(self, value: T) -> bytes:
        """The row of a value."""
        return self._dump(value) if self._dump else pack(self.to_plain(value))

    def load(self, row: bytes) -> T:
        """The value of a row."""
        return self._from_plain(unpack(row))

    def row(self, value: T) -> dict[TableName, bytes]:
        """A record's row, by table."""
        return {self.name: self.dump(value)}

    def rows(self, values: Mapping[str, T]) -> Rows:
        """The rows of these values by id, by table."""
        return {self.name: {id_: self.dump(value) for id_, value in values.items()}}

    def changed(self, value: T, row: bytes | None) -> bytes | None:
        """The row of a value; None if `row` has the same value. (Equal values may be packed into different bytes.)"""
        plain = self.to_plain(value)
        return None if row is not None and unpack(row) == plain else pack(plain)


class StoredRows(Mapping[str, T]):
    """The rows of a table by id, unpacked when they are read."""

    def __init__(self, table: Table[T], packed: Mapping[str, bytes]) -> None:
        self.packed, self._load = packed, table.load

    def __getitem__(self, id_: str) -> T:
        return self._load(self.packed[id_])

    def __iter__(self) -> Iterator[str]:
        return iter(self.packed)

    def __len__(self) -> int:
        return len(self.packed)


RECORDS = Table[Record]("records", record_to_plain, record_from_plain)
"""Without their texts."""
BODIES = Table[Body]("bodies", body_fields, lambda plain: Body(*plain), dump_body)
FIGURES = Table[ClaimFigures]("figures", dump_claim, load_claim)
INDEX_ROWS = Table[IndexRow]("index_rows", dump_index_row, load_index_row)
NAMES = Table[NamesRow]("names")
"""What texts mention, cite, and show by its title."""
DEPENDENCIES = Table[PackedDependencies]("dependencies")
"""Of records' pages."""
ENTRIES = Table[Entry]("entries", field_values, lambda plain: Entry(*plain))
"""The search entries of records' pages."""
PREVIEWS = Table[Preview | None]("previews")
"""The link previews of records."""
TABLES = tuple(
    table.name for table in (RECORDS, BODIES, FIGURES, INDEX_ROWS, NAMES, DEPENDENCIES, ENTRIES, PREVIEWS)
)
