"""The committed JSON Schemas are those of the model, let the content pass, and refuse what the reader refuses."""

from __future__ import annotations

import json
import re
from importlib import resources
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from click.testing import CliRunner

from dossier.cli import main
from dossier.diagnostics import Report
from dossier.export.complete_schema import COMPLETE, complete_schema
from dossier.export.json_schema import NAMES, schema_of
from dossier.model.documented import documentation
from dossier.model.parts import FOLDERS, Body
from dossier.model.records import FILE_KEYS, RECORDS
from dossier.model.schema import hints
from dossier.read.frontmatter import load, load_list, split
from dossier.read.validate import validate

ROOT = Path(__file__).parents[2]
CONTENT = sorted((ROOT / "content").rglob("*.md"))
KINDS = {folder: kind for kind, folder in FOLDERS.items()}


def validator(name: str) -> jsonschema.Draft7Validator:
    schema = json.loads((ROOT / "schemas" / f"{name}.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


class Core(yaml.SafeLoader):
    """Reads YAML as a language server does: the core schema of YAML 1.2, in which a date is a text."""


Core.yaml_implicit_resolvers = {
    first: [(tag, regex) for tag, regex in known if tag.rpartition(":")[2] in ("float", "int", "null")]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Core.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile("^(?:true|false)$", re.IGNORECASE), list("tTfF")
)


def faults(name: str, front: str) -> list[str]:
    return [error.message for error in validator(name).iter_errors(yaml.load(front, Loader=Core))]


@pytest.mark.parametrize("name", NAMES)
def test_the_committed_schema_is_that_of_the_model(name: str) -> None:
    written = (ROOT / "schemas" / f"{name}.json").read_text("utf-8")
    assert written == schema_of(name), "run: dossier schema"


def test_the_committed_schema_of_the_complete_dossier_is_that_of_the_program() -> None:
    written = (ROOT / "schemas" / f"{COMPLETE}.json").read_text("utf-8")
    assert written == complete_schema(), "run: dossier schema"
    jsonschema.Draft7Validator.check_schema(json.loads(written))


def test_there_is_no_other_schema() -> None:
    assert {path.stem for path in (ROOT / "schemas").iterdir()} == {*NAMES, COMPLETE}


@pytest.mark.parametrize("path", CONTENT, ids=lambda p: p.relative_to(ROOT / "content").as_posix())
def test_the_content_passes(path: Path) -> None:
    folder = path.relative_to(ROOT / "content").parts[0]
    front, _, _ = split(path.read_text("utf-8"))
    name = KINDS.get(folder, "page")
    assert faults(name, front) == []
    validator(name).validate(load(front, "", Report()))


@pytest.mark.parametrize("kind", sorted(FOLDERS))
def test_a_skeleton_passes_and_names_its_schema(kind: str) -> None:
    text = (resources.files("dossier.cli") / "skeletons" / f"{kind}.md").read_text("utf-8")
    text = text.replace("{today}", "2026-11-20").replace("{publisher}", "p")
    lines = text.split("\n")
    assert lines[1] == f"# yaml-language-server: $schema=../../schemas/{kind}.json"
    assert (
        ROOT / "content" / "x" / lines[1].partition("=")[2]
    ).resolve() == ROOT / "schemas" / f"{kind}.json"
    # An event has a date that only its author knows.
    assert faults(kind, split(text)[0].replace("\nwhen:\n", "\nwhen: 2022\n")) == []


ACTOR = "title: A\ntype: person\n"
ARTICLE = "title: A\npublisher: p\npublished: 2022\naccessed: 2023-01-01\nlanguage: en\nread: full\n"


@pytest.mark.parametrize(
    ("kind", "front"),
    [
        ("actor", "title: A\n"),
        ("actor", "title: A\ntype: robot\n"),
        ("actor", "title: [A]\ntype: person\n"),
        ("actor", "title:\ntype: person\n"),
        ("actor", ACTOR + "id: a\n"),
        ("actor", ACTOR + "nmaes: []\n"),
        ("actor", ACTOR + "names: A\n"),
        ("actor", ACTOR + "names: [{lang: en}]\n"),
        ("actor", ACTOR + "identifiers: {passport: x}\n"),
        ("article", ARTICLE + "url: example.org\n"),
        ("article", ARTICLE + "actors: {hts: {nicknamed: [x]}}\n"),
        ("article", ARTICLE + "claims: [{claim: c, stance: believes}]\n"),
        ("article", ARTICLE + "claims: [{claim: c, stance: asserts, quotes: [{at: ¶ 3}]}]\n"),
        ("place", "title: A\ntype: city\nlocation: {lat: 1, lon: 2}\n"),
        ("finding", "title: A\nconfidence: certain\nrests_on: []\n"),
        ("finding", "title: A\nconfidence: low\n"),
    ],
)
def test_what_the_reader_refuses_fails(kind: str, front: str) -> None:
    report = Report()
    record = validate(kind, "x", "x.md", load(front, "", report), Body(), report)  # type: ignore[arg-type]
    assert record is None or list(report)
    assert faults(kind, front)


@pytest.mark.parametrize("keys", ["roles: [{as: leader, of: A Group}]", "controlled_by: {actor: A B}"])
def test_what_cannot_be_an_id_fails(keys: str) -> None:
    assert faults("actor", f"{ACTOR}{keys}\n")


@pytest.mark.parametrize(
    "front",
    [
        ARTICLE + "rests_on: [own, a > b, {chain: a > b, because: x}, {chain: [a, b]}]\n",
        ARTICLE + "actors: {hts: {}, x: {named: [HTS, 12, on]}}\nwaivers:\nurl:\n",
        ARTICLE
        + "claims: [{claim: c, stance: reports, by: a neighbour, when: 2022, quotes: [x, {text: y, at: 12:30}]}]\n",
    ],
)
def test_short_forms_pass(front: str) -> None:
    assert faults("article", front) == []


def test_retired_yml() -> None:
    good = "- id: a\n  kind: actor\n  date: 2026-11-20\n  reason: x\n"
    validator("retired").validate(load_list(good, "", Report()))
    assert faults("retired", good) == []
    assert faults("retired", good.replace("kind: actor", "kind: page"))


def test_releases_yml() -> None:
    path = Path(__file__).parents[1] / "sites/releases/content/releases.yml"
    good = path.read_text("utf-8")
    validator("releases").validate(load_list(good, "", Report()))
    assert faults("releases", good) == []
    assert faults("releases", good.replace("version:", "name:", 1))


def test_every_key_of_a_record_that_is_not_plain_is_documented() -> None:
    """Where a name says all there is (`authors`, `url`), no text stands beneath the field."""
    for cls in RECORDS.values():
        assert set(documentation(cls)) - set(FILE_KEYS) <= set(hints(cls))
        assert documentation(cls)["title"]


def test_the_command_and_a_new_dossier_write_them(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["schema", str(tmp_path / "a")]).exit_code == 0
    assert CliRunner().invoke(main, ["init", str(tmp_path / "b")]).exit_code == 0
    for folder in (tmp_path / "a", tmp_path / "b" / "schemas"):
        found: dict[str, Any] = {path.stem: json.loads(path.read_text("utf-8")) for path in folder.iterdir()}
        assert found.keys() - {COMPLETE} == {*NAMES}
