"""The rows of all tables that are about some records, and every row that these lead to: keys still join."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from dossier.derive.tables.columns import Row, Source, Table

OF_RECORDS = frozenset(
    ("records", "actors", "publishers", "places", "events", "articles", "claims", "findings", "pages")
)
"""Tables with a row for each record of a kind."""


def selected(
    tables: tuple[Table, ...], source: Source, ids: Collection[str], records: Collection[str]
) -> Mapping[str, tuple[Row, ...]]:
    """The rows by table, in their order: those of `records`, those that name one of `ids`, parts of these, and what they
    lead to.
    """
    rows = {table.name: list(table.rows(source)) for table in tables}
    keys = {table.name: _key(table) for table in tables}
    by_key = {
        table.name: {row[keys[table.name]]: at for at, row in enumerate(rows[table.name])}
        for table in tables
        if "id" in table.names
    }
    chosen: dict[str, set[int]] = {table.name: set() for table in tables}
    for table in tables:
        named = [at for at, column in enumerate(table.columns) if column.to in OF_RECORDS]
        own = [table.names.index("id")] if table.name in OF_RECORDS else []
        # Of a record's own row only its id counts: a place is not about the place that it lies in.
        for number, row in enumerate(rows[table.name]):
            if any(row[at] in records for at in own) if own else any(row[at] in ids for at in named):
                chosen[table.name].add(number)
    for table in tables:
        # A part stands behind what it is a part of.
        for at, column in enumerate(table.columns):
            if column.required and column.to and column.to not in OF_RECORDS:
                wanted = {rows[column.to][number][0] for number in chosen[column.to]}
                chosen[table.name].update(n for n, row in enumerate(rows[table.name]) if row[at] in wanted)
    waiting = [(table.name, number) for table in tables for number in chosen[table.name]]
    targets = {
        table.name: [(at, column.to) for at, column in enumerate(table.columns) if column.to]
        for table in tables
    }
    while waiting:
        name, number = waiting.pop()
        for at, to in targets[name]:
            found = by_key[to].get(rows[name][number][at])
            if found is not None and found not in chosen[to]:
                chosen[to].add(found)
                waiting.append((to, found))
    return {name: tuple(rows[name][number] for number in sorted(of)) for name, of in chosen.items()}


def _key(table: Table) -> int:
    return table.names.index("id") if "id" in table.names else 0
