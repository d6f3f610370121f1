"""The tables of a dossier, for every case of `sites/` and the dossier itself: typed, joined, and enough to count again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from support.sitecases import cases
from support.small import Small

from dossier.config import Settings, load
from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES, Column, Row, Source
from dossier.derive.tables.of_sources import ARTICLE_AUTHORS
from dossier.export.catalogue import BY_NAME
from dossier.model.dates import Window
from dossier.model.parts import Body
from dossier.pipeline import Checked, check
from dossier.read.bodies import read_body
from dossier.store.withheld import search

PYTHON = {"string": str, "integer": int, "number": float, "boolean": bool, "date": date}
CASES = {case.name: case for case in cases()}


def checked(name: str, folder: Path) -> tuple[Checked, Settings]:
    if name == "the dossier":
        settings = load(Path(__file__).parents[2] / "mkdocs.yml")
        return check(settings), settings
    return CASES[name].checked(folder / "dossier")


@pytest.fixture(params=["the dossier", *CASES])
def selection(request: pytest.FixtureRequest, tmp_path: Path) -> Selection:
    found, settings = checked(request.param, tmp_path)
    return Selection(found.corpus, found.figures, settings)


def cells(selection: Selection) -> Iterator[tuple[str, Row]]:
    for table in TABLES:
        for row in selection.rows(table):
            yield table.name, row


def faults(selection: Selection) -> list[str]:
    """What is wrong with the rows, by their declarations."""
    rows = {table.name: list(selection.rows(table)) for table in TABLES}
    ids = {
        table.name: {row[table.names.index("id")] for row in rows[table.name]}
        for table in TABLES
        if "id" in table.names
    }
    found = []
    for table in TABLES:
        keys = [tuple(row[table.names.index(name)] for name in table.key) for row in rows[table.name]]
        if len(keys) != len(set(keys)):
            found.append(f"{table.name}: a key stands twice")
        for row in rows[table.name]:
            for column, cell in zip(table.columns, row, strict=True):
                if fault := fault_of(column, cell, ids):
                    found.append(f"{table.name}.{column.name} {cell!r}: {fault}")
    return found


def fault_of(column: Column, cell: object, ids: dict[str, set[object]]) -> str:
    if cell is None:
        return "empty" if column.required else ""
    if type(cell) is not PYTHON[column.type]:
        return f"no {column.type}"
    if column.values and cell not in column.values:
        return "not in the vocabulary"
    return "joins nothing" if column.to and cell not in ids[column.to] else ""


def test_every_cell_is_what_its_column_says(selection: Selection) -> None:
    assert faults(selection) == []


def test_the_rows_about_one_record_join_as_well(selection: Selection) -> None:
    for id_ in sorted(selection.corpus.records)[::7]:
        only = Selection(selection.corpus, selection.figures, selection.settings, wanted=frozenset((id_,)))
        assert faults(only) == []
        assert id_ in [row[0] for row in only.rows(TABLES[0])]


def test_the_figures_are_counted_again_from_the_tables_alone(selection: Selection, tmp_path: Path) -> None:
    ((_, parts),) = BY_NAME["sqlite"].write(selection)
    path = tmp_path / "dossier.sqlite"
    path.write_bytes(b"".join(parts))
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        columns = "articles, origins, unknown, denied, differs, contradicted, contradicted_unknown"
        again = database.execute(f"SELECT claim, {columns} FROM claim_figures").fetchall()
        assert again == database.execute(f"SELECT id, {columns} FROM claims ORDER BY id").fetchall()
    figures = selection.figures.claims
    assert [row[:4] for row in again] == [
        (id_, len(f.articles), len(f.origins), len(f.unknown)) for id_, f in sorted(figures.items())
    ]


def test_the_same_dossier_gives_the_same_bytes(selection: Selection) -> None:
    for form in ("csv", "jsonl", "sqlite"):
        first, second = (
            {name: b"".join(parts) for name, parts in BY_NAME[form].write(selection)} for _ in range(2)
        )
        assert first == second


@pytest.mark.parametrize(
    ("written", "standard"),
    [
        ("2023-01-02..", "[2023-01-02..]"),
        ("..2023", "[..2023]"),
        ("[2022-10..2022-12]", "[2022-10..2022-12]"),
        ("2022-10~", "2022-10~"),
        ("2011/..", "2011/.."),
    ],
)
def test_a_date_is_written_as_the_standard_asks(written: str, standard: str) -> None:
    window = Window.parse(written)
    assert window.edtf == standard
    assert Window.parse(standard).wording == window.wording


def test_no_row_says_that_an_account_is_withheld_in_an_article(tmp_path: Path) -> None:
    found, settings = checked("withheld-degrees", tmp_path)
    selection = Selection(found.corpus, found.figures, settings)
    withheld = [a for article in found.corpus.articles for a in article.claims if a.publish]
    assert withheld, "the case has a withheld account"
    by_article: dict[object, list[object]] = {}
    accounts = next(table for table in TABLES if table.name == "accounts")
    for row in selection.rows(accounts):
        by_article.setdefault(row[1], []).append(row[2])
    assert all(numbers == [*range(1, len(numbers) + 1)] for numbers in by_article.values())


def test_a_withheld_name_is_found_in_a_database_wherever_a_page_of_it_ends(tmp_path: Path) -> None:
    found, settings = checked("exports", tmp_path)
    corpus = found.corpus
    for length in range(4_000, 4_200, 41):
        text = "x " * (length // 2) + "Quayside Desk of Farhaven." + " y" * 3_000
        blocks, unused = read_body(text)
        event = replace(corpus.records["sinking"], body=Body(text, 0, blocks, unused))
        edited = replace(corpus, records={**corpus.records, "sinking": event})
        ((name, parts),) = BY_NAME["sqlite"].write(Selection(edited, found.figures, settings))
        data = b"".join(parts)
        names = {"sinking": ("Quayside Desk of Farhaven",)}
        assert [hit.file for hit in search({name: data}, names)] == ["dossier.sqlite"]
    assert search({name: data}, {"sinking": ("Quayside Desk of Nearhaven",)}) == []


def test_bodies_among_authors_stand_without_braces(small: Small) -> None:
    files = {
        "content/publishers/one.md": "---\ntitle: One\nnames: [{name: One, lang: en}]\n---\n\nAn outlet.\n",
        "content/articles/a.md": "---\ntitle: A\npublisher: one\nurl: https://one.example/\npublished: 2022-10-14\n"
        'accessed: 2026-01-01\nlanguage: en\nread: full\nauthors: ["{Amnesty International}", Jane Roe]\n---\n\nA report.\n',
    }
    checked = small.check(files)
    rows = list(ARTICLE_AUTHORS.rows(Source(checked.corpus, checked.figures)))
    assert rows == [("a", 1, "Amnesty International", True), ("a", 2, "Jane Roe", False)]
    selection = Selection(checked.corpus, checked.figures, load(small.project / "mkdocs.yml"))
    for form in ("ftm", "jsonld"):
        ((_, parts),) = BY_NAME[form].write(selection)
        data = b"".join(parts).decode()
        assert "Amnesty International" in data
        assert "{Amnesty" not in data
