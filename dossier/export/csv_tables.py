"""Tables as CSV (RFC 4180), in UTF-8 with a byte order mark: spreadsheets take it for another encoding without."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from dossier.derive.tables import Cell, Column, Row, Table
from dossier.export.cells import inert, storable

BATCH = 1_000
"""Rows that are written at once."""


def csv_of(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """A table with a line of headings, in parts; each cell is quoted, so that it stays one whatever the separator is."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(table.names)
    yield b"\xef\xbb\xbf"
    written = [_written(column) for column in table.columns]
    for number, row in enumerate(rows, 1):
        writer.writerow([write(cell) for write, cell in zip(written, row, strict=True)])
        if not number % BATCH:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _written(column: Column) -> Callable[[Cell], str]:
    """How the cells of a column are written; an empty cell is empty."""
    if column.type == "string" and not column.to and not column.values:
        return lambda cell: "" if cell is None else inert(storable(str(cell)))
    return _plain


def _plain(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, date) else str(cell)
