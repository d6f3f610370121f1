"""The tables as a SQLite database: keys, views of the figures, and a full-text index. Datasette opens it as it is."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

from dossier.derive.tables import TABLES, Cell, Column, Row, Source, Table
from dossier.export.cells import storable
from dossier.export.views import VIEWS
from dossier.model.prose import plain

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER", "date": "TEXT"}
SEARCH = """\
CREATE VIRTUAL TABLE search USING fts5(
  id UNINDEXED, kind UNINDEXED, title, names, body, tokenize = "unicode61 remove_diacritics 2"
)"""
CHUNK = 1 << 20

Rows = Callable[[Table], Iterable[Row]]


def sqlite_of(source: Source, rows: Rows, ids: Iterable[str], *, texts: bool = True) -> Iterator[bytes]:
    """The database, in parts; `rows` gives the rows of a table. The full-text index has the titles and names of the
    records `ids`, and with `texts` their texts: then every edit of a text changes the file.
    """
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        path = Path(folder) / "dossier.sqlite"
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            _fill(database, source, rows, ids, texts=texts)
        with path.open("rb") as file:
            while part := file.read(CHUNK):
                yield part


def _fill(
    database: sqlite3.Connection, source: Source, rows: Rows, ids: Iterable[str], *, texts: bool
) -> None:
    # Nothing that differs from one machine or run to another: neither a journal nor statistics.
    for pragma in ("page_size = 4096", "encoding = 'UTF-8'", "journal_mode = OFF", "synchronous = OFF"):
        database.execute(f"PRAGMA {pragma}")
    database.execute("PRAGMA foreign_keys = ON")
    database.execute("BEGIN")
    for table in TABLES:
        database.execute(_create(table))
    for table in TABLES:
        marks = ", ".join("?" * len(table.columns))
        database.executemany(
            f"INSERT INTO {quoted(table.name)} VALUES ({marks})",  # noqa: S608 - names of our own tables
            ([_value(cell) for cell in row] for row in rows(table)),
        )
    for table in TABLES:
        for column in table.columns:
            if column.to and column.name != table.key[0]:
                name = quoted(f"{table.name}_{column.name}")
                database.execute(f"CREATE INDEX {name} ON {quoted(table.name)} ({quoted(column.name)})")
    for name, query in VIEWS.items():
        database.execute(f"CREATE VIEW {quoted(name)} AS {query}")
    database.execute(SEARCH)
    corpus = source.corpus
    database.executemany(
        "INSERT INTO search (id, kind, title, names, body) VALUES (?, ?, ?, ?, ?)",
        (
            (
                id_,
                (record := corpus.records[id_]).kind,
                storable(record.title),
                storable("\n".join(corpus.aliases.get(id_, ()))),
                storable(plain(record.body.blocks, corpus.titles)) if texts else "",
            )
            for id_ in sorted(ids)
        ),
    )
    database.execute("INSERT INTO search (search) VALUES ('optimize')")
    database.execute("COMMIT")
    database.execute("VACUUM")


def quoted(name: str) -> str:
    """A name as an identifier of SQL."""
    return '"' + name.replace('"', '""') + '"'


def _value(cell: Cell) -> str | int | float | None:
    if isinstance(cell, str):
        return storable(cell)
    if isinstance(cell, bool):
        return int(cell)
    return cell.isoformat() if isinstance(cell, date) else cell


def _create(table: Table) -> str:
    lines = [_column(column) for column in table.columns]
    lines.append(f"PRIMARY KEY ({', '.join(map(quoted, table.key))})")
    lines += [
        f"FOREIGN KEY ({quoted(column.name)}) REFERENCES {quoted(column.to)} (id) DEFERRABLE INITIALLY DEFERRED"
        for column in table.columns
        if column.to
    ]
    return f"CREATE TABLE {quoted(table.name)} (\n  " + ",\n  ".join(lines) + "\n) STRICT"


def _column(column: Column) -> str:
    name, required = quoted(column.name), " NOT NULL" if column.required else ""
    allowed = column.values or ((0, 1) if column.type == "boolean" else ())
    check = f" CHECK ({name} IN ({', '.join(map(_literal, allowed))}))" if allowed else ""
    return f"{name} {TYPES[column.type]}{required}{check}"


def _literal(value: str | int) -> str:
    return str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'"
