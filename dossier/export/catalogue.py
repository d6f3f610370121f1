"""Every format that data leaves the dossier in: what it holds, its standard, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dossier.cite import FILES as CITED
from dossier.cite import reference_of
from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES
from dossier.export.complete import complete
from dossier.export.csv_tables import csv_of
from dossier.export.datapackage import datapackage
from dossier.export.geojson import geojson
from dossier.export.json_lines import json_lines
from dossier.export.sqlite import sqlite_of
from dossier.model.figures import counted
from dossier.model.records import Article, Place

Parts = Iterable[bytes]
"""A file, in parts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format of data; it is written as one file, or as several in a folder."""

    name: str
    """What `dossier export` and mkdocs.yml call it."""
    title: str
    holds: str
    """What it holds, in a sentence."""
    standard: str
    """Its standard, with the version."""
    url: str
    """Where the standard stands."""
    file: str
    """The name of its file; of several the one to open first."""
    example: str
    """Two lines that load it."""
    write: Callable[[Selection], Iterator[tuple[str, Parts]]]
    """The names of its files, and their parts."""
    folder: bool = False
    """Whether it is written as several files."""
    at_root: bool = False
    """Whether its file is published at the site's root, whatever the settings say."""
    notices: Callable[[Selection], Iterator[str]] = lambda _: iter(())
    """What the standard cannot express, a sentence each."""


def _csv(of: Selection) -> Iterator[tuple[str, Parts]]:
    files = {f"{table.name}.csv": b"".join(csv_of(table, of.rows(table))) for table in TABLES}
    yield "datapackage.json", (datapackage(files, of.settings),)
    yield from ((name, (data,)) for name, data in files.items())


def _json_lines(of: Selection) -> Iterator[tuple[str, Parts]]:
    for table in TABLES:
        yield f"{table.name}.jsonl", json_lines(table, of.rows(table))


def _sqlite(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "dossier.sqlite", sqlite_of(of.source, of.rows, of.ids)


def _complete(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "dossier.json", complete(of.corpus, of.figures, of.settings, sorted(of.ids))


def _geojson(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "places.geojson", (geojson(of.corpus, of.of(Place)),)


def _bibliography(suffix: str) -> Callable[[Selection], Iterator[tuple[str, Parts]]]:
    def write(of: Selection) -> Iterator[tuple[str, Parts]]:
        written = next(each for each in CITED if each[0] == suffix)[2]
        references = [reference_of(of.corpus, article) for article in of.of(Article)]
        yield f"bibliography.{suffix}", (written(references).encode(),)

    return write


def _unlocated(of: Selection) -> Iterator[str]:
    if left_out := [place.id for place in of.of(Place) if place.location is None]:
        yield f"{counted(len(left_out), 'place')} without a location left out: {listed(left_out)}"


def _incomplete(of: Selection) -> Iterator[str]:
    if number := sum(f.withheld for f in of.figures.claims.values()):
        yield (
            f"{counted(number, 'account')} withheld by the editors left out; a dossier that is built again from the file "
            "counts none of them as withheld"
        )


MOST_LISTED = 5


def listed(ids: list[str]) -> str:
    """The first ids of a list, and how many more there are."""
    more = f" and {len(ids) - MOST_LISTED} more" if len(ids) > MOST_LISTED else ""
    return ", ".join(ids[:MOST_LISTED]) + more


FORMATS: tuple[Format, ...] = (
    Format(
        name="csv",
        title="Tables, for spreadsheets and statistics",
        holds="Every kind of record, accounts, quotations, names, labels, chains, relations, and each figure with its "
        "inputs. datapackage.json types the columns and joins the keys. An apostrophe stands before a text that a "
        "spreadsheet would take for a formula.",
        standard="CSV (RFC 4180), Frictionless Data Package 2.0",
        url="https://datapackage.org/standard/data-package/",
        file="datapackage.json",
        folder=True,
        example='import pandas\naccounts = pandas.read_csv("{url}accounts.csv")',
        write=_csv,
    ),
    Format(
        name="jsonl",
        title="Tables, a JSON object a row",
        holds="The same tables, with every text as it is.",
        standard="JSON Lines",
        url="https://jsonlines.org/",
        file="claims.jsonl",
        folder=True,
        example="import duckdb\nduckdb.sql(\"from '{url}accounts.jsonl' where stance = 'denies'\")",
        write=_json_lines,
    ),
    Format(
        name="sqlite",
        title="Database",
        holds="The same tables with their keys, views that count each claim's figures again, and a full-text index of "
        "titles, names and texts (table search).",
        standard="SQLite 3, STRICT tables, FTS5",
        url="https://www.sqlite.org/fileformat2.html",
        file="dossier.sqlite",
        example="datasette dossier.sqlite\n"
        "sqlite3 dossier.sqlite \"SELECT id, title FROM search WHERE search MATCH 'talks'\"",
        write=_sqlite,
    ),
    Format(
        name="json",
        title="The complete dossier",
        holds="Settings, every record with its front matter and text, the figures of each claim, withdrawn ids, and the "
        "lock of verified quotations: the dossier can be built again from this file alone.",
        standard="JSON, described by a JSON Schema (draft 7)",
        url="https://json-schema.org/draft-07",
        file="dossier.json",
        example='import json, urllib.request\ndossier = json.load(urllib.request.urlopen("{url}"))',
        write=_complete,
        notices=_incomplete,
    ),
    Format(
        name="geojson",
        title="Places",
        holds="The located places, with the precision and the radius to which they are known.",
        standard="GeoJSON (RFC 7946)",
        url="https://www.rfc-editor.org/rfc/rfc7946",
        file="places.geojson",
        example='import geopandas\nplaces = geopandas.read_file("{url}")',
        write=_geojson,
        at_root=True,
        notices=_unlocated,
    ),
    Format(
        name="bibtex",
        title="Sources, for BibTeX",
        holds="Every source as a reference.",
        standard="BibTeX",
        url="https://www.bibtex.org/Format/",
        file="bibliography.bib",
        example="\\addbibresource{{bibliography.bib}}\n\\autocite{{KEY}}",
        write=_bibliography("bib"),
        at_root=True,
    ),
    Format(
        name="ris",
        title="Sources, for Zotero, EndNote and Mendeley",
        holds="Every source as a reference.",
        standard="RIS (2011)",
        url="https://en.wikipedia.org/wiki/RIS_(file_format)",
        file="bibliography.ris",
        example="curl -O {url}\nzotero: File, Import, bibliography.ris",
        write=_bibliography("ris"),
        at_root=True,
    ),
    Format(
        name="csl",
        title="Sources, for citation processors",
        holds="Every source as a reference.",
        standard="CSL-JSON (CSL 1.0.2)",
        url="https://github.com/citation-style-language/schema",
        file="bibliography.json",
        example="curl -O {url}\npandoc --citeproc --bibliography bibliography.json text.md -o text.docx",
        write=_bibliography("json"),
        at_root=True,
    ),
)
"""The formats, in the order in which they are shown."""
BY_NAME = {each.name: each for each in FORMATS}
