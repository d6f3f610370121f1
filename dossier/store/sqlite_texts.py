"""The texts in a SQLite database: a long one is in several pages of the file, and cannot be searched for in its bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing


def texts_in(data: bytes) -> Iterator[str]:
    """Every text of a database that we wrote, a row a line; raises `sqlite3.DatabaseError` for other bytes."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(data)
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        for (table,) in tables:
            name = '"' + table.replace('"', '""') + '"'
            rows = database.execute(f"SELECT * FROM {name}")  # noqa: S608 - a quoted identifier
            yield "\n".join(" ".join(each for each in row if isinstance(each, str)) for row in rows)
