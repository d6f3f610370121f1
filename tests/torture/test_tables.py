"""claims.csv in a spreadsheet, whatever separator it takes."""

from __future__ import annotations

import csv
import io

import pytest

from dossier.export import claims
from dossier.export.cells import inert

BEGIN = "=+-@\uff1d\uff0b\uff0d\uff20"
TITLES = [
    *(f"{c}1+1" for c in BEGIN),
    *(f"x{separator}{blank}{c}1+1" for c in BEGIN for separator in ";\t|\n\r" for blank in ("", " ", "\u200b", "\u00a0")),
    *("=cmd|' /C calc'!A0", 'x";=1+1;"', "x;\"=1+1"),
    *(' ;=HYPERLINK("https://evil.example")', "\ufeff=1", "\t=1", "\r=1", ";;;=1"),
]  # fmt: skip


def cells(line: str, separator: str) -> list[str]:
    """As a spreadsheet takes them: with quotation marks heeded, and without."""
    return [
        *next(csv.reader(io.StringIO(line), delimiter=separator), []),
        *line.replace('"', "").split(separator),
    ]


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_no_cell_is_a_formula(title: str) -> None:
    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerow(["id", inert(title), "a sentence", 3])
    for separator in ";\t|":
        for line in out.getvalue().splitlines():
            for cell in cells(line, separator):
                assert cell.strip(' "\u200b\u00a0\ufeff')[:1] not in (*BEGIN, "\t"), cell
    row = next(csv.reader(io.StringIO(out.getvalue(), newline="")))
    assert len(row) == 4
    assert row[1][:1] not in BEGIN


def test_every_cell_is_quoted() -> None:
    from dossier.link import corpus_of
    from dossier.model.figures import Figures

    text = claims.claims_csv(corpus_of({}, {}, {}), Figures.__new__(Figures)).decode("utf-8-sig")
    assert text == ",".join(f'"{name}"' for name in claims.COLUMNS) + "\r\n"


@pytest.mark.parametrize(
    "title", ["Talks in Moscow, -5 degrees", "a-b", "x = y", "mail@host", "a; b", "a | b"]
)
def test_a_plain_title_stays(title: str) -> None:
    assert inert(title) == title
