"""The tables in CSV and their datapackage.json, read by the reference implementation of Data Package."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from frictionless import Package
from support.sitecases import cases

from dossier.config import load
from dossier.derive.selection import Selection
from dossier.export.catalogue import BY_NAME
from dossier.pipeline import check

CASES = {case.name: case for case in cases()}


@pytest.mark.parametrize(
    "name",
    [
        "exports",
        *(
            pytest.param(name, marks=pytest.mark.slow)
            for name in ("the dossier", "as-of", "withheld-degrees", "reprint")
        ),
    ],
)
def test_the_tables_are_a_valid_data_package(name: str, tmp_path: Path) -> None:
    if name == "the dossier":
        settings = load(Path(__file__).parents[2] / "mkdocs.yml")
        found = check(settings)
    else:
        found, settings = CASES[name].checked(tmp_path / "dossier")
    folder = tmp_path / "csv"
    folder.mkdir()
    for file, parts in BY_NAME["csv"].write(Selection(found.corpus, found.figures, settings)):
        (folder / file).write_bytes(b"".join(parts))
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "fieldName", "message"])
    assert len(report.tasks) == len([*folder.glob("*.csv")])
    for each in json.loads((folder / "datapackage.json").read_text("utf-8"))["resources"]:
        digest = hashlib.sha256((folder / each["path"]).read_bytes()).hexdigest()
        assert each["hash"] == f"sha256:{digest}"


def test_a_key_that_joins_nothing_is_found(tmp_path: Path) -> None:
    found, settings = CASES["exports"].checked(tmp_path / "dossier")
    for file, parts in BY_NAME["csv"].write(Selection(found.corpus, found.figures, settings)):
        (tmp_path / file).write_bytes(b"".join(parts).replace(b'"herald-ferry","1"', b'"other","1"'))
    report = Package(str(tmp_path / "datapackage.json")).validate()
    assert "foreign-key" in {error[0] for error in report.flatten(["type"])}
