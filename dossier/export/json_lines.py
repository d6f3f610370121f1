"""Tables as JSON Lines: an object a row, with the names of the columns; empty cells are null."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date

from dossier.derive.tables import Row, Table
from dossier.export.cells import storable

BATCH = 1_000
"""Rows that are written at once."""


def json_lines(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """The rows of a table, in parts."""
    names, encode = table.names, json.JSONEncoder(ensure_ascii=False, default=date.isoformat).encode
    lines: list[str] = []
    for row in rows:
        cells = [storable(cell) if isinstance(cell, str) else cell for cell in row]
        lines.append(encode(dict(zip(names, cells, strict=True))))
        if len(lines) == BATCH:
            yield "\n".join([*lines, ""]).encode()
            lines.clear()
    yield "\n".join([*lines, ""]).encode()
