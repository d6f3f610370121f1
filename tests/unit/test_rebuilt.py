"""A dossier that is built again from its complete JSON has the same figures and the same pages, byte for byte."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from support.rebuilt import write
from support.sitecases import cases

from dossier.config import Settings, load
from dossier.derive.selection import Selection
from dossier.export.catalogue import BY_NAME
from dossier.export.complete import complete, with_records
from dossier.export.complete_schema import complete_schema
from dossier.export.record_json import record_value
from dossier.model.parts import Body
from dossier.pipeline import Checked, check, compose

CASES = {case.name: case for case in cases() if "as_of" not in case.settings}
WITHHOLDING = {"withheld", "withheld-degrees"}
"""Cases in which something is withheld, which no file that leaves the dossier can hold."""


def checked(name: str, folder: Path) -> tuple[Checked, Settings]:
    if name == "the dossier":
        settings = load(Path(__file__).parents[2] / "mkdocs.yml")
        return check(settings), settings
    return CASES[name].checked(folder / "dossier")


def exported(found: Checked, settings: Settings) -> dict[str, Any]:
    ((_, parts),) = BY_NAME["json"].write(Selection(found.corpus, found.figures, settings))
    data: dict[str, Any] = json.loads(b"".join(parts))
    return data


@pytest.mark.parametrize("name", ["the dossier", *CASES])
def test_it_is_what_its_schema_says(name: str, tmp_path: Path) -> None:
    found, settings = checked(name, tmp_path)
    data = exported(found, settings)
    validator = jsonschema.Draft7Validator(json.loads(complete_schema()))
    assert [error.message for error in validator.iter_errors(data)] == []
    assert [record["id"] for record in data["records"]] == sorted(found.corpus.records)


def test_a_record_that_its_schema_does_not_know_is_found(tmp_path: Path) -> None:
    data = exported(*checked("exports", tmp_path))
    data["records"][0]["front_matter"]["colour"] = "red"
    validator = jsonschema.Draft7Validator(json.loads(complete_schema()))
    assert [*validator.iter_errors(data)]


def test_nothing_that_is_withheld_is_in_it(tmp_path: Path) -> None:
    found, settings = checked("withheld-degrees", tmp_path)
    data = exported(found, settings)
    accounts = [each for record in data["records"] for each in record["front_matter"].get("claims", ())]
    assert accounts
    assert not [each for each in accounts if "publish" in each]
    quotes = [quote for each in accounts for quote in each.get("quotes", ()) if "publish" in quote]
    assert quotes
    assert not [quote for quote in quotes if "text" in quote]
    again_settings = load(write(data, tmp_path / "again"))
    again = check(again_settings).figures.claims
    for id_, f in found.figures.claims.items():
        assert (again[id_].articles, again[id_].origins) == (f.articles, f.origins)
        assert again[id_].withheld == 0


REST = sorted(CASES.keys() - WITHHOLDING)


@pytest.mark.parametrize(
    "name",
    ["exports", *(pytest.param(n, marks=pytest.mark.slow) for n in ("the dossier", *REST) if n != "exports")],
)
def test_it_is_built_again_from_its_json(name: str, tmp_path: Path) -> None:
    found, settings = checked(name, tmp_path)
    config = write(exported(found, settings), tmp_path / "again")
    again_settings = load(config)
    again = check(again_settings)
    errors = [d for d in again.diagnostics if d.severity == "error"]
    assert not errors, errors[:3]
    assert again.figures == found.figures
    first, second = compose(found, settings), compose(again, again_settings)
    assert [page.address for page in first.pages] == [page.address for page in second.pages]
    for page, other in zip(first.pages, second.pages, strict=True):
        assert page == other, page.address
    assert first.files == second.files


def test_edited_records_are_replaced_as_if_it_were_written_anew(tmp_path: Path) -> None:
    found, settings = checked("exports", tmp_path)
    corpus = found.corpus
    ids = sorted(corpus.records)
    before = b"".join(complete(corpus, found.figures, settings, [corpus.records[id_] for id_ in ids]))
    edited = {id_: replace(corpus.records[id_], body=Body("\nAnother text.\n")) for id_ in (ids[0], ids[-1])}
    now = replace(corpus, records={**corpus.records, **edited})
    values = {id_: record_value(now, found.figures, record) for id_, record in edited.items()}
    after = b"".join(complete(now, found.figures, settings, [now.records[id_] for id_ in ids]))
    assert before != after
    assert with_records(before, values) == after
