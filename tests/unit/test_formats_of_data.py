"""Each format of data, for every case of `sites/`, read by a tool that is not ours; nothing is finer than it is known."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import icalendar
import networkx
import pytest
import rdflib
from click.testing import CliRunner
from fastkml import KML
from fastkml.features import Placemark
from fastkml.utils import find_all
from lxml import etree
from rdflib.namespace import PROV, RDF
from support.entities import SCHEMA, faults
from support.sitecases import cases
from support.small import Small

from dossier.cli import main
from dossier.config import DATA, DataFormat, Settings, load
from dossier.derive.graph import edges
from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES
from dossier.export.catalogue import BY_NAME, FORMATS
from dossier.export.cells import storable
from dossier.export.followthemoney import LANGUAGES
from dossier.export.parquet import parquet
from dossier.export.plain_dates import PlainDate, plain_date
from dossier.model.dates import Window
from dossier.model.records import Article, Event, Place
from dossier.pipeline import Checked, check

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
"""Of rdflib's own parser."""
CASES = {case.name: case for case in cases()}


def checked(name: str, folder: Path) -> tuple[Checked, Settings]:
    if name == "the dossier":
        settings = load(Path(__file__).parents[2] / "mkdocs.yml")
        return check(settings), settings
    return CASES[name].checked(folder / "dossier")


ALL = ("the dossier", "as-of", "date-window", "exports", "hub", "right-to-left", "withheld-degrees")


@pytest.fixture(params=ALL)
def selection(request: pytest.FixtureRequest, tmp_path: Path) -> Selection:
    found, settings = checked(request.param, tmp_path)
    return Selection(found.corpus, found.figures, settings)


def written(of: Selection, form: str) -> bytes:
    ((_, parts),) = BY_NAME[form].write(of)
    return b"".join(parts)


def test_the_settings_name_every_format() -> None:
    from typing import get_args

    published = {each.name for each in FORMATS if not each.at_root and not each.command_only}
    assert published == {*get_args(DataFormat)}
    assert set(DATA) <= published


@pytest.mark.parametrize(
    "selection",
    ["exports", *(pytest.param(name, marks=pytest.mark.slow) for name in ALL if name != "exports")],
    indirect=True,
)
def test_parquet_has_the_rows_of_the_tables(selection: Selection, tmp_path: Path) -> None:
    files = {name: b"".join(parts) for name, parts in BY_NAME["parquet"].write(selection)}
    for table in TABLES:
        path = tmp_path / f"{table.name}.parquet"
        path.write_bytes(files[path.name])
        found = duckdb.read_parquet(str(path))
        assert found.columns == list(table.names)
        expected = [
            tuple(storable(c) if isinstance(c, str) else c for c in row) for row in selection.rows(table)
        ]
        assert found.fetchall() == expected, table.name


def test_parquet_is_the_same_every_time(tmp_path: Path) -> None:
    found, settings = checked("exports", tmp_path)
    of = Selection(found.corpus, found.figures, settings)
    table = next(each for each in TABLES if each.name == "accounts")
    assert parquet(table, of.rows(table)) == parquet(table, of.rows(table))


def test_kml_has_the_places_with_the_digits_that_they_bear(selection: Selection) -> None:
    data = written(selection, "kml")
    document = KML.from_string(data.decode().partition("?>")[2].strip(), strict=True)
    marks: list[Placemark] = list(find_all(document, of_type=Placemark))  # type: ignore[arg-type]
    places = {place.id: place for place in selection.corpus.places if place.location}
    assert [mark.id for mark in marks] == sorted(places)
    for mark in marks:
        location = places[str(mark.id)].location
        assert location and mark.geometry
        lat, lon = location.shown
        assert (mark.geometry.x, mark.geometry.y) == (float(lon), float(lat))
        assert f"{lon},{lat}" in data.decode()


def test_a_calendar_has_each_window_from_its_first_to_its_last_day(selection: Selection) -> None:
    read = icalendar.Calendar.from_ical(written(selection, "ics"))
    events = {event.id: event for event in selection.corpus.of(Event)}
    entries = {str(entry["UID"]).partition("@")[0]: entry for entry in read.events}
    assert entries.keys() == {
        id_
        for id_, event in events.items()
        if event.when.earliest and event.when.latest not in (None, date.max)
    }
    for id_, entry in entries.items():
        when = events[id_].when
        assert entry["DTSTART"].dt == when.earliest
        assert entry["DTEND"].dt - timedelta(days=1) == when.latest
        assert entry["X-EDTF"] == when.edtf
        assert when.wording in entry["SUMMARY"] or when.is_certain_day
        assert when.wording in entry["DESCRIPTION"]
    left_out = events.keys() - entries.keys()
    assert bool(left_out) == bool([*BY_NAME["ics"].notices(selection)])


@pytest.mark.parametrize(("form", "read"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networkx_reads_every_node_and_edge(
    form: str, read: Callable[[BytesIO], Any], selection: Selection
) -> None:
    graph = read(BytesIO(written(selection, form)))
    found = [*edges(selection)]
    assert set(graph.nodes) == set(selection.corpus.records)
    assert graph.number_of_edges() == len(found)
    kinds = {id_: record.kind for id_, record in selection.corpus.records.items()}
    assert {id_: values["kind"] for id_, values in graph.nodes(data=True)} == kinds
    assert {id_: values["label"] for id_, values in graph.nodes(data=True)} == {
        id_: record.title for id_, record in selection.corpus.records.items()
    }
    relations = sorted((a, b, values["relation"]) for a, b, values in graph.edges(data=True))
    assert relations == sorted((edge.source, edge.target, edge.kind) for edge in found)


def test_followthemoney_drops_no_property(selection: Selection) -> None:
    entities = [json.loads(line) for line in written(selection, "ftm").decode().split("\n") if line]
    kinds = {entity["id"]: entity["schema"] for entity in entities}
    assert len(kinds) == len(entities)
    assert {entity["id"]: found for entity in entities if (found := faults(entity, kinds))} == {}
    wanted = {r.id for r in selection.corpus.records.values() if r.kind not in ("finding", "page")}
    assert wanted <= {*kinds}


def test_what_followthemoney_would_drop_is_found() -> None:
    good = {
        "id": "a",
        "schema": "Article",
        "properties": {"title": ["A"], "language": ["eng"], "publishedAt": ["2022-12"]},
    }
    assert faults(good, {"a": "Article"}) == []
    for schema, properties in (
        ("Analyzable", {}),
        ("Article", {"colour": ["red"]}),
        ("Article", {"language": ["english"]}),
        ("Article", {"publishedAt": ["December 2022"]}),
        ("Article", {"sourceUrl": ["javascript:alert(1)"]}),
        ("Documentation", {"document": ["nobody"], "entity": ["a"]}),
        ("Documentation", {"entity": ["a"]}),
    ):
        assert faults({"id": "b", "schema": schema, "properties": properties}, {"a": "Article"}), properties


def test_the_languages_of_followthemoney_are_ones_that_it_knows() -> None:
    assert {*LANGUAGES.values()} <= {*SCHEMA["languages"]}


def test_json_ld_is_rdf_with_what_rests_on_what_and_quotations(selection: Selection) -> None:
    graph = rdflib.Graph().parse(data=written(selection, "jsonld"), format="json-ld")
    oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
    schema = rdflib.Namespace("https://schema.org/")
    base = selection.settings.url or "https://dossier.invalid/"
    quotes = {
        quote.text
        for article in selection.corpus.articles
        for account in article.claims
        if not account.publish
        for quote in account.quotes
        if not quote.publish
    }
    assert {str(text) for text in graph.objects(predicate=oa.exact)} == quotes
    for id_, f in selection.figures.claims.items():
        claim = rdflib.URIRef(f"{base}claims/{id_}/")
        assert (claim, RDF.type, schema.Claim) in graph
        records = selection.corpus.records
        origins = {rdflib.URIRef(base + records[origin].address) for origin in f.origins}
        assert set(graph.objects(claim, PROV.hadPrimarySource)) == origins
        assert str(graph.value(claim, schema.description)) == f.line_in_dossier
    assert "ClaimReview" not in written(selection, "jsonld").decode()
    known = {rdflib.URIRef(base + record.address) for record in selection.corpus.records.values()}
    named = {
        node
        for predicate in (schema.about, schema.location, schema.publisher, PROV.wasDerivedFrom)
        for node in graph.objects(predicate=predicate)
    }
    assert named <= known


@pytest.mark.parametrize("form", ["kml", "ics", "graphml", "gexf", "ftm", "jsonld", "geojson"])
def test_no_label_and_no_finer_date_stands_in_it(form: str, selection: Selection) -> None:
    text = written(selection, form).decode()
    said = " ".join(
        (record.title + " " + " ".join(quote.text for account in record.claims for quote in account.quotes))
        if isinstance(record, Article)
        else record.title
        for record in selection.corpus.records.values()
    )
    for article in selection.corpus.articles:
        for naming in article.actors.values():
            for label in naming.called:
                assert label in said or label not in text


@pytest.mark.parametrize(
    ("written_", "plain"),
    [
        ("2031-05-02", PlainDate(at="2031-05-02")),
        ("2031-05", PlainDate(at="2031-05")),
        ("2031", PlainDate(at="2031")),
        ("2031-05-02~", PlainDate()),
        ("2031-05-02?", PlainDate()),
        ("2031-05-02..2031-05-04", PlainDate()),
        ("2031-05..", PlainDate()),
        ("2031-21", PlainDate()),
        ("203X", PlainDate()),
        ("2031-XX", PlainDate()),
        ("2031-05/2031-06", PlainDate(begin="2031-05", end="2031-06")),
        ("2031-05/..", PlainDate(begin="2031-05")),
        ("../2031", PlainDate(end="2031")),
        ("2031-05~/2031-06", PlainDate()),
    ],
)
def test_a_plain_date_is_what_is_known_beyond_doubt(written_: str, plain: PlainDate) -> None:
    assert plain_date(Window.parse(written_)) == plain


def test_places_without_a_position_are_named(selection: Selection) -> None:
    left_out = [place.id for place in selection.corpus.of(Place) if not place.location]
    for form in ("kml", "geojson"):
        said = " ".join(BY_NAME[form].notices(selection))
        assert bool(said) == bool(left_out)
        assert all(id_ in said for id_ in left_out[:5])


def test_xml_is_well_formed(selection: Selection) -> None:
    for form in ("kml", "graphml", "gexf"):
        etree.fromstring(written(selection, form))
    assert not re.search(rb"\r|\t", written(selection, "kml"))


def test_a_withheld_name_is_found_before_it_is_compressed(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = small.write(
        {"content/actors/witness.md": "---\ntitle: Zelda Quistberg\ntype: person\n---\n\nA text.\n"}
    )
    names = tmp_path / "names"
    names.write_text("witness: Zelda Quistberg\n")
    monkeypatch.setenv("DOSSIER_WITHHELD", str(names))
    monkeypatch.chdir(settings.project)
    done = CliRunner().invoke(main, ["export", "parquet", "-o", str(tmp_path / "tables")])
    assert done.exit_code == 1, done.output
    assert "withheld-name-published" in done.output
    assert not (tmp_path / "tables").exists()
