"""Whatever text stands in a record, and however it came there: files of data stay valid, and hold it as it is."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

import icalendar
import networkx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from markdown_it import MarkdownIt
from support.entities import faults

from dossier.config import Settings
from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES
from dossier.evidence import assess
from dossier.export.catalogue import BY_NAME
from dossier.export.cells import storable
from dossier.link import corpus_of
from dossier.model.dates import Window
from dossier.model.parts import Account, Body, Chain, Named, Naming, Participant, Quote, Role
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record
from dossier.read.bodies import read_body

pytestmark = pytest.mark.slow

SETTINGS = Settings(
    Path("/nowhere"), Path("/nowhere/content"), Path("/nowhere/site"), "A dossier", "https://example.org/"
)
MARKS = st.sampled_from(
    [
        *("=1+1", "+1", "-1", "@x", "\t=1", "\r=1", ";=1", "|=1", "\uff1d1", "'", '"', '""', "''", ",", "\r\n", "\n", "\\"),
        *("<", ">", "&", "]]>", "<!--", "<?x", "&amp;", "</script>", "{", "}", "[", "]", "%", "$", "`", "\x00", "\x0b"),
        *("\x1f", "\x7f", "\x85", "\ud800", "\udfff", "\ufeff", "\ufffe", "\u2028", "\u202e", "\U0010ffff", "عفرين"),
    ]
)  # fmt: skip
TEXTS = st.one_of(
    st.lists(st.one_of(MARKS, st.text(st.characters(), max_size=8)), max_size=8).map("".join),
    MARKS.map(lambda mark: mark * 4_000),
)
"""Also what no file can bring into a record: an exporter does not depend on how texts are checked."""
MARKDOWN = MarkdownIt("commonmark")
WHEN = Window.parse("2031-05~")


def records(text: str) -> dict[str, Record]:
    """A record of each kind, with one text wherever one may stand."""
    blocks, unused = read_body("A text.")
    body = Body("A text.", 0, blocks, unused)
    account = Account(
        claim="c",
        stance="differs",
        by=text,
        value=text,
        when=WHEN,
        quotes=(Quote(text=text, translation=text),),
        rests_on=(Chain(chain=("unknown",), because=text),),
    )
    found: list[Record] = [
        FreePage(id="index", title=text, description=text, body=body),
        Actor(
            id="a",
            title=text,
            type="person",
            names=(Named(name=text, lang="en"),),
            roles=(Role(as_=text, when=WHEN, source="s"),),
            identifiers={"wikidata": text},
            body=body,
        ),
        Publisher(id="o", title=text, names=(Named(name=text),), body=body),
        Place(id="p", title=text, type="city", names=(Named(name=text),), body=body),
        Event(id="e", title=text, when=WHEN, actors=(Participant(actor="a", as_=text),), body=body),
        Claim(id="c", title=text, about=("e",), event="e", body=body),
        Finding(id="f", title=text, confidence="low", rests_on=("c",), body=body),
        Article(
            id="s",
            title=text,
            title_translated={"en": text},
            publisher="o",
            published=WHEN,
            published_because=text,
            accessed=Window.parse("2031-06-01"),
            language="en",
            read="full",
            authors=(text,),
            actors={"a": Naming(named=(text,), called=(text,))},
            events=("e",),
            claims=(account,),
            body=body,
        ),
    ]
    return {record.id: record for record in sorted(found, key=lambda record: record.id)}


def selection(text: str) -> Selection:
    corpus_ = corpus_of(records(text), {}, {})
    return Selection(corpus_, assess(corpus_), SETTINGS)


def files(form: str, of: Selection) -> Mapping[str, bytes]:
    return {name: b"".join(parts) for name, parts in BY_NAME[form].write(of)}


def rows(of: Selection) -> dict[str, list[dict[str, object]]]:
    """The rows as any file can hold them."""
    return {
        table.name: [
            {
                name: storable(cell) if isinstance(cell, str) else cell
                for name, cell in zip(table.names, row, strict=True)
            }
            for row in of.rows(table)
        ]
        for table in TABLES
    }


any_text = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def only(form: str, of: Selection) -> bytes:
    (data,) = files(form, of).values()
    return data


@any_text
@given(TEXTS)
def test_xml_is_well_formed_with_any_text(text: str) -> None:
    of = selection(text)
    for form in ("kml", "graphml", "gexf"):
        etree.fromstring(only(form, of), etree.XMLParser(huge_tree=True))
    graph = networkx.read_graphml(io.BytesIO(only("graphml", of)))
    assert set(graph.nodes) == set(of.corpus.records)
    assert set(networkx.read_gexf(io.BytesIO(only("gexf", of))).nodes) == set(of.corpus.records)


@any_text
@given(TEXTS)
def test_a_calendar_holds_any_text(text: str) -> None:
    data = only("ics", selection(text))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f]", data)
    (event,) = icalendar.Calendar.from_ical(data).events
    shown = re.sub(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", "\n", text)
    assert str(event["SUMMARY"]) == f"{storable(shown)} (around May 2031)"


@any_text
@given(TEXTS)
def test_json_of_every_form_holds_any_text(text: str) -> None:
    of = selection(text)
    whole = json.loads(only("json", of))
    assert [record["id"] for record in whole["records"]] == sorted(of.corpus.records)
    for data in files("api", of).values():
        json.loads(data)
    entities = [json.loads(line) for line in only("ftm", of).decode().split("\n")[:-1]]
    kinds = {entity["id"]: entity["schema"] for entity in entities}
    allowed = set() if storable(text).strip() else {"name is required"}  # no record without a title is read
    assert {fault for entity in entities for fault in faults(entity, kinds)} <= allowed
    graph = json.loads(only("jsonld", of))["@graph"]
    assert len(graph) >= len(of.corpus.records)


@any_text
@given(TEXTS)
def test_a_twin_holds_any_text_and_no_markup(text: str) -> None:
    for data in files("markdown", selection(text)).values():
        html = MARKDOWN.render(data.decode())
        tags = re.findall(r"<([a-z0-9]+)", html)
        assert {*tags} <= {"h1", "h2", "p", "ul", "ol", "li", "a", "blockquote"}, (tags, data)
        for address in re.findall(r'href="([^"]*)"', html):
            assert re.match(r"https?://|(?:\.\./)*(?:[a-z]+/[a-z]/)?index\.md$", address), address


@any_text
@given(TEXTS)
def test_json_lines_hold_any_text(text: str) -> None:
    of = selection(text)
    for table in TABLES:
        read = [
            json.loads(line)
            for line in files("jsonl", of)[f"{table.name}.jsonl"].decode().split("\n")
            if line
        ]
        expected = json.loads(json.dumps(rows(of)[table.name], default=str))
        assert read == expected


@any_text
@given(TEXTS)
def test_a_database_holds_any_text(text: str) -> None:
    of = selection(text)
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(files("sqlite", of)["dossier.sqlite"])
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in TABLES:
            read = database.execute(f'SELECT * FROM "{table.name}" ORDER BY rowid').fetchall()
            expected = json.loads(json.dumps([[*row.values()] for row in rows(of)[table.name]], default=str))
            assert [[*row] for row in read] == expected
        assert database.execute("SELECT COUNT(*) FROM search").fetchone() == (8,)


@any_text
@given(TEXTS)
def test_csv_holds_any_text_and_no_formula(text: str) -> None:
    of = selection(text)
    found = files("csv", of)
    for table in TABLES:
        read = [*csv.reader(io.StringIO(found[f"{table.name}.csv"].decode("utf-8-sig"), newline=""))]
        assert read[0] == [*table.names]
        assert len(read) == 1 + len(rows(of)[table.name])
        for row in read[1:]:
            assert len(row) == len(table.columns)
            for column, cell in zip(table.columns, row, strict=True):
                assert column.type != "string" or not cell.startswith(("=", "+", "-", "@", "\t", "\r")), cell
    described = json.loads(found["datapackage.json"])
    assert [each["bytes"] for each in described["resources"]] == [
        len(found[f"{table.name}.csv"]) for table in TABLES
    ]
