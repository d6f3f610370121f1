"""A part of the dossier in every format: what a chosen record refers to is there, or named with kind, title and page."""

from __future__ import annotations

import json
import posixpath
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.sitecases import SiteCase, cases

from dossier.config import Settings
from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES
from dossier.export.catalogue import BY_NAME
from dossier.export.complete_schema import complete_schema
from dossier.export.json_ld import CONTEXT
from dossier.pipeline import Checked

CHOSEN = ("exports", "dissent", "well-recorded", "withheld-degrees", "waivers")
LINK = re.compile(r"\]\(([^()\s]+?)(?:#[^()\s]*)?\)")
IN_TEXT = re.compile(r"\[\[([a-z0-9-]+)|@([a-z0-9-]+)")


@pytest.fixture(
    params=[case for case in cases() if case.name in CHOSEN], ids=lambda case: case.name, scope="module"
)
def case(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Checked, Settings]:
    chosen: SiteCase = request.param
    return chosen.checked(tmp_path_factory.mktemp(chosen.name) / "dossier")


def selections(case: tuple[Checked, Settings]) -> Iterator[Selection]:
    """The case about each of its records."""
    checked, settings = case
    for id_ in sorted(checked.corpus.records):
        yield Selection(checked.corpus, checked.figures, settings, wanted=frozenset((id_,)))


def written(form: str, of: Selection) -> dict[str, bytes]:
    return {name: b"".join(parts) for name, parts in BY_NAME[form].write(of)}


def texts(value: Any) -> Iterator[str]:
    """Every text in a value of JSON's types, and every link of a chain."""
    if isinstance(value, str):
        yield from (value, *value.split(" > "), *(a or b for a, b in IN_TEXT.findall(value)))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)


def test_json(case: tuple[Checked, Settings]) -> None:
    validator = jsonschema.Draft7Validator(json.loads(complete_schema()))
    for of in selections(case):
        found = json.loads(written("json", of)["dossier.json"])
        assert not list(validator.iter_errors(found))
        ids = {each["id"] for each in found["records"]}
        assert ids == of.ids
        named = ids | {each["id"] for each in found.get("referred", ())}
        referred = set(texts([found["records"], found["releases"], found["retired"]]))
        assert referred & of.corpus.records.keys() <= named, of.wanted
        assert not ids & {each["id"] for each in found.get("referred", ())}


def test_a_file_each(case: tuple[Checked, Settings]) -> None:
    for of in selections(case):
        files = {name: json.loads(data) for name, data in written("api", of).items()}
        others = files.pop("api/v1/referred.json", [])
        named = {each["id"] for each in (*files.values(), *others)}
        assert set(texts(list(files.values()))) & of.corpus.records.keys() <= named, of.wanted
        assert {each["id"] for each in files.values()} == of.ids


def test_markdown(case: tuple[Checked, Settings]) -> None:
    for of in selections(case):
        files = written("markdown", of)
        for name, data in files.items():
            for target in LINK.findall(data.decode()):
                if target.endswith("index.md"):
                    assert posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) in files, (
                        of.wanted,
                        name,
                    )
        assert {f"{record.address}index.md" for record in of.records} <= files.keys()


def test_json_ld(case: tuple[Checked, Settings]) -> None:
    keys = [key for key, term in CONTEXT.items() if isinstance(term, dict) and term.get("@type") == "@id"]
    pages = {record.address for record in case[0].corpus.records.values() if record.address}
    for of in selections(case):
        graph = json.loads(written("jsonld", of)["dossier.jsonld"])["@graph"]
        ids = {node["id"] for node in graph}
        for node in graph:
            for key in keys:
                values = node.get(key, [])
                for value in values if isinstance(values, list) else [values]:
                    assert value not in pages or value in ids, (of.wanted, node["id"], key)
        assert all({"name", "headline"} & node.keys() for node in graph if node["id"] in pages)


def test_graphs(case: tuple[Checked, Settings]) -> None:
    for of in selections(case):
        for form, name in (("graphml", "graph.graphml"), ("gexf", "graph.gexf")):
            root = ElementTree.fromstring(written(form, of)[name])
            nodes = {node.get("id") for node in root.iter() if node.tag.endswith("}node")}
            edges = [edge for edge in root.iter() if edge.tag.endswith("}edge")]
            assert {end for edge in edges for end in (edge.get("source"), edge.get("target"))} <= nodes
            assert of.ids <= nodes


def test_entities(case: tuple[Checked, Settings]) -> None:
    keys = (
        "member",
        "organization",
        "subject",
        "object",
        "document",
        "entity",
        "proof",
        "involved",
        "addressEntity",
    )
    for of in selections(case):
        found = [json.loads(line) for line in written("ftm", of)["entities.ftm.json"].splitlines()]
        ids = {each["id"] for each in found}
        assert len(ids) == len(found)
        for each in found:
            for key in keys:
                assert set(each["properties"].get(key, ())) <= ids, (of.wanted, each["id"], key)


def test_tables(case: tuple[Checked, Settings]) -> None:
    for of in selections(case):
        rows = {table.name: list(of.rows(table)) for table in TABLES}
        keys = {
            table.name: {
                row[table.names.index("id") if "id" in table.names else 0] for row in rows[table.name]
            }
            for table in TABLES
        }
        for table in TABLES:
            for at, column in enumerate(table.columns):
                if column.to:
                    assert {row[at] for row in rows[table.name]} - {None, ""} <= keys[column.to]
        assert of.ids <= keys["records"]


def test_the_complete_dossier_refers_to_nothing_outside(checked: Checked) -> None:
    of = Selection(checked.corpus, checked.figures, Settings(Path(), Path(), Path(), "A"))
    assert of.referred == ()
    assert b'"referred"' not in b"".join(BY_NAME["jsonld"].write(of).__next__()[1])
