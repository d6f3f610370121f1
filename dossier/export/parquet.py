"""Tables as Parquet, by DuckDB (the extra `parquet`): columns with their types; dates are dates."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from dossier.derive.tables import Row, Table
from dossier.export.json_lines import json_lines

TYPES = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "boolean": "BOOLEAN", "date": "DATE"}


def parquet(table: Table, rows: Iterable[Row]) -> bytes:
    """The rows of a table. Raises `ModuleNotFoundError` without the extra."""
    import duckdb

    columns = {column.name: TYPES[column.type] for column in table.columns}
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        lines, file = Path(folder) / "rows.jsonl", Path(folder) / "rows.parquet"
        lines.write_bytes(b"".join(json_lines(table, rows)))
        # One thread: the order of rows and groups, and so each byte, does not depend on the machine.
        with duckdb.connect(config={"threads": 1, "autoinstall_known_extensions": False}) as database:
            database.read_json(
                str(lines), columns=columns, format="newline_delimited", maximum_object_size=1 << 28
            ).write_parquet(str(file), compression="zstd")
        return file.read_bytes()
