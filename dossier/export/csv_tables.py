"""Tables as CSV (RFC 4180), in UTF-8 with a byte order mark: spreadsheets take it for another encoding without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from dossier.derive.tables import Cell, Column, Row, Table
from dossier.export.cells import inert, storable

BATCH = 256
"""Rows that are written at once, column by column: a function call for each cell takes three times as long."""
_HARMFUL = re.compile("^\\W|[^ -~\u00a0-\ud7ff\ue000-\uffff\U00010000-\U0010ffff]|[\"';|]")
"""Texts that may need quoting, or be taken for a formula; `_safe` decides."""


def csv_of(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """A table with a line of headings, in parts; each cell is quoted, so that it stays one whatever the separator is."""
    yield b"\xef\xbb\xbf" + _lines([table.names])
    waiting = iter(rows)
    while batch := list(islice(waiting, BATCH)):
        columns = zip(table.columns, zip(*batch, strict=True), strict=True)
        yield _lines(zip(*[_written(column, cells) for column, cells in columns], strict=True))


def _lines(rows: Iterable[Sequence[str]]) -> bytes:
    return "".join(['"' + '","'.join(row) + '"\r\n' for row in rows]).encode()


def _written(column: Column, cells: Sequence[Cell]) -> Sequence[str]:
    """The cells of a column as texts; an empty cell is empty."""
    if column.type == "boolean":
        return ["" if cell is None else "true" if cell else "false" for cell in cells]
    texts = ["" if cell is None else str(cell) for cell in cells]  # a date is ISO 8601
    if column.type != "string" or column.to or column.values:
        return texts
    harmful = _HARMFUL.search
    return [_safe(text) if harmful(text) else text for text in texts]


def _safe(text: str) -> str:
    return inert(storable(text)).replace('"', '""')
