"""Every format that data leaves the dossier in: what it holds, its standard, and what writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dossier.cite import FILES as CITED
from dossier.cite import reference_of
from dossier.derive.graph import edges, nodes
from dossier.derive.note_style import note_style_of, prepare
from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES
from dossier.export.calendar import calendar
from dossier.export.complete import complete
from dossier.export.csv_tables import csv_of
from dossier.export.datapackage import Digested, datapackage
from dossier.export.documents.markdown import stub, twin
from dossier.export.followthemoney import entities
from dossier.export.geojson import geojson
from dossier.export.gexf import gexf
from dossier.export.graphml import graphml
from dossier.export.json_ld import json_ld
from dossier.export.json_lines import json_lines
from dossier.export.kml import kml
from dossier.export.notices import incomplete, no_entity, undated, unlocated
from dossier.export.parquet import parquet
from dossier.export.record_json import record_json, referred_json
from dossier.export.sqlite import sqlite_of
from dossier.model.pages import REFERRED, TWIN, record_file
from dossier.model.records import Article, Event, Place

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
    of_records: bool = False
    """Whether it is a file a record, published beside the record's page."""
    at_root: bool = False
    """Whether its file is published at the site's root, whatever the settings say."""
    command_only: bool = False
    """Whether `dossier export` alone writes it, and no site publishes it: it needs the extra of its name."""
    searched: Callable[[Selection], Iterator[tuple[str, Parts]]] | None = None
    """What a search for withheld names reads in its place, where it is compressed."""
    notices: Callable[[Selection], Iterator[str]] = lambda _: iter(())
    """What the standard cannot express, a sentence each."""


def _csv(of: Selection) -> Iterator[tuple[str, Parts]]:
    digested = {f"{table.name}.csv": Digested(csv_of(table, of.rows(table))) for table in TABLES}
    yield from digested.items()
    # The last: it has the digests of those before it, as they were written.
    yield "datapackage.json", (datapackage(files, of.settings) for files in (digested,))


def _json_lines(of: Selection) -> Iterator[tuple[str, Parts]]:
    for table in TABLES:
        yield f"{table.name}.jsonl", json_lines(table, of.rows(table))


def _parquet(of: Selection) -> Iterator[tuple[str, Parts]]:
    for table in TABLES:
        yield f"{table.name}.parquet", (parquet(table, of.rows(table)),)


def _sqlite(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "dossier.sqlite", sqlite_of(of.source, of.rows, of.ids, texts=of.texts)


def _complete(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "dossier.json", complete(of.corpus, of.figures, of.settings, of.records, of.referred)


def _api(of: Selection) -> Iterator[tuple[str, Parts]]:
    for record in of.records:
        yield record_file(record.address), (record_json(of.corpus, of.figures, record),)
    if of.referred:
        yield REFERRED, (referred_json(of.referred),)


def _markdown(of: Selection) -> Iterator[tuple[str, Parts]]:
    linked, note_style = {record.id for record in of.referred}, note_style_of(of.settings)
    prepare(note_style, of.corpus, of.ids)
    for record in of.records:
        text = twin(of.corpus, of.figures, of.settings, record, linked, note_style)
        yield f"{record.address}{TWIN}", (text.encode(),)
    for record in (of.corpus.records[id_] for id_ in sorted(linked - of.ids)):
        yield f"{record.address}{TWIN}", (stub(of.settings, record).encode(),)


def _geojson(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "places.geojson", (geojson(of.corpus, of.of(Place)),)


def _kml(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "places.kml", kml(of.of(Place), of.settings)


def _calendar(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "events.ics", calendar(of.corpus, of.of(Event), of.settings)


def _graphml(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "graph.graphml", graphml(nodes(of), edges(of))


def _gexf(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "graph.gexf", gexf(nodes(of), edges(of), of.settings)


def _entities(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "entities.ftm.json", entities(of)


def _json_ld(of: Selection) -> Iterator[tuple[str, Parts]]:
    yield "dossier.jsonld", json_ld(of)


def _bibliography(suffix: str) -> Callable[[Selection], Iterator[tuple[str, Parts]]]:
    def write(of: Selection) -> Iterator[tuple[str, Parts]]:
        written = next(each for each in CITED if each[0] == suffix)[2]
        references = [reference_of(of.corpus, article) for article in of.of(Article)]
        yield f"bibliography.{suffix}", (written(references).encode(),)

    return write


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
        name="parquet",
        title="Tables, for statistics and columnar databases",
        holds="The same tables, typed and compressed.",
        standard="Apache Parquet",
        url="https://parquet.apache.org/docs/file-format/",
        file="claims.parquet",
        folder=True,
        example="import pandas\naccounts = pandas.read_parquet('{url}accounts.parquet')",
        write=_parquet,
        command_only=True,
        searched=_json_lines,
    ),
    Format(
        name="sqlite",
        title="Database",
        holds="The same tables with their keys, views that count each claim's figures again, and a full-text index "
        "(table search) of titles and names; dossier export puts texts into it as well.",
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
        example='curl -o dossier.json {url}\njq ".records[].id" dossier.json',
        write=_complete,
        notices=incomplete,
    ),
    Format(
        name="api",
        title="Records, a file each",
        holds="A record as JSON at an address that follows from its page's, lists of each kind, and a list of what changed: "
        "changes.json has a digest for each part, a part one for each record.",
        standard="JSON, described by a JSON Schema (draft 7)",
        url="https://json-schema.org/draft-07",
        file="api/v1/index.json",
        folder=True,
        of_records=True,
        example="curl {url}index.json\ncurl {url}changes.json",
        write=_api,
    ),
    Format(
        name="markdown",
        title="Pages in Markdown",
        holds="A record's page in words: index.md beside each page. llms.txt leads to them.",
        standard="CommonMark 0.31, llms.txt",
        url="https://spec.commonmark.org/0.31.2/",
        file="index.md",
        folder=True,
        of_records=True,
        example="curl {url}index.md\npandoc -f commonmark index.md -o index.docx",
        write=_markdown,
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
        notices=unlocated,
    ),
    Format(
        name="kml",
        title="Places, for Google Earth and others",
        holds="The same points; precision and radius stand in the description.",
        standard="KML 2.3 (OGC 12-007r2)",
        url="https://docs.ogc.org/is/12-007r2/12-007r2.html",
        file="places.kml",
        example="curl -O {url}\nogr2ogr places.gpkg places.kml",
        write=_kml,
        notices=unlocated,
    ),
    Format(
        name="ics",
        title="Events, as a calendar",
        holds="An all-day entry from the first to the last day that an event's date may mean, with the date in words. "
        "Events whose date is open on one side are left out.",
        standard="iCalendar (RFC 5545)",
        url="https://www.rfc-editor.org/rfc/rfc5545",
        file="events.ics",
        example='import icalendar\nevents = icalendar.Calendar.from_ical(open("events.ics").read()).events',
        write=_calendar,
        notices=undated,
    ),
    Format(
        name="graphml",
        title="Graph",
        holds="Every record as a node, every relation of two as an edge with its kind. Dates are EDTF, with both ends.",
        standard="GraphML 1.0",
        url="http://graphml.graphdrawing.org/specification.html",
        file="graph.graphml",
        example='import networkx\ngraph = networkx.read_graphml("graph.graphml")',
        write=_graphml,
    ),
    Format(
        name="gexf",
        title="Graph, for Gephi",
        holds="The same graph.",
        standard="GEXF 1.3",
        url="https://gexf.net/schema.html",
        file="graph.gexf",
        example="curl -O {url}\ngephi graph.gexf",
        write=_gexf,
    ),
    Format(
        name="ftm",
        title="Entities, for Aleph and OpenAleph",
        holds="Actors, outlets, places, events, articles and claims as entities with their links. A date that the schema "
        "cannot hold stands in words.",
        standard="FollowTheMoney 4",
        url="https://followthemoney.tech/",
        file="entities.ftm.json",
        example="curl -O {url}\nalephclient write-entities -i entities.ftm.json -f COLLECTION",
        write=_entities,
        notices=no_entity,
    ),
    Format(
        name="jsonld",
        title="Linked data",
        holds="What things are, what rests on what, and quotations with their sources. Dates are EDTF; a place is a circle. "
        "There is no ClaimReview, for no verdict is given, and no prefix or suffix of a quotation, for the words around it "
        "belong to its source.",
        standard="JSON-LD 1.1 with schema.org, PROV-O and Web Annotation",
        url="https://www.w3.org/TR/json-ld11/",
        file="dossier.jsonld",
        example='import rdflib\ngraph = rdflib.Graph().parse("dossier.jsonld")',
        write=_json_ld,
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
