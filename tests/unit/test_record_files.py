"""Records as JSON, their lists and digests, and their twins in Markdown, for every case of `sites/`."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pypandoc
import pytest
from support.hostile import records as hostile_records
from support.sitecases import cases
from support.small import Small

from dossier.export.complete_schema import complete_schema
from dossier.model.pages import CHANGES, Site, page_of_record_file, record_file
from dossier.pipeline import Checked, compose

CASES = {case.name: case for case in cases()}
NAMES = ["as-of", "dissent", "exports", "hub", "right-to-left", "withheld-degrees"]


def built(name: str, folder: Path) -> tuple[Checked, Site]:
    found, settings = CASES[name].checked(folder / "dossier")
    return found, compose(found, replace(settings, data=("api", "markdown")))


def record_schema() -> dict[str, Any]:
    whole = json.loads(complete_schema())
    return {"$ref": "#/definitions/record", "definitions": whole["definitions"]}


@pytest.mark.parametrize("name", NAMES)
def test_each_record_is_one_file_and_is_listed_with_its_digest(name: str, tmp_path: Path) -> None:
    found, site = built(name, tmp_path)
    files = {record_file(record.address): record for record in found.corpus.records.values()}
    validator = jsonschema.Draft7Validator(record_schema())
    for file, record in files.items():
        read = json.loads(site.files[file])
        assert [error.message for error in validator.iter_errors(read)] == []
        assert (read["id"], read["page"]) == (record.id, record.address)
        assert page_of_record_file(file) == record.address
    digests: dict[str, str] = {}
    for part in json.loads(site.files[CHANGES])["parts"]:
        assert hashlib.sha256(site.files[part["part"]]).hexdigest() == part["sha256"]
        digests |= json.loads(site.files[part["part"]])
    assert digests == {file: hashlib.sha256(site.files[file]).hexdigest() for file in files}
    listed: list[str] = []
    for kind in json.loads(site.files["api/v1/index.json"])["kinds"]:
        at, number = kind["first"], 0
        while at:
            page = json.loads(site.files[at])
            listed += [entry["record"] for entry in page["records"]]
            number += len(page["records"])
            at = page["next"]
        assert number == kind["total"]
    assert sorted(listed) == sorted(files)


@pytest.mark.parametrize("name", NAMES)
def test_a_twin_leads_to_twins_and_has_the_evidence_and_no_label(name: str, tmp_path: Path) -> None:
    found, site = built(name, tmp_path)
    labels = {
        label
        for article in found.corpus.articles
        for naming in article.actors.values()
        for label in naming.called
    }
    titles = " ".join(record.title for record in found.corpus.records.values())
    for record in found.corpus.records.values():
        name_ = f"{record.address}index.md"
        text = site.files[name_].decode()
        for target in re.findall(r"\]\(((?:\.\./)*[^)<>]*index\.md)\)", text):
            path = Path("/", record.address, target).resolve().relative_to("/").as_posix()
            assert path in site.files, (name_, target)
        for label in labels:
            assert label not in text or label in titles
        if record.id in found.figures.claims:
            plain = re.sub(r"\\(.)", r"\1", text)
            assert found.figures.claims[record.id].line_in_dossier in plain


def test_no_text_is_markup_in_a_twin(tmp_path: Path) -> None:
    small = Small(tmp_path)
    settings = small.write(hostile_records())
    checked = small.check()  # its quotations are in no lock, which is not the point here
    site = compose(checked, replace(settings, data=("api", "markdown")))
    twins = {name: data.decode() for name, data in site.files.items() if name.endswith("/index.md")}
    assert len(twins) > 7
    for name, text in twins.items():
        html = pypandoc.convert_text(text, "html", format="commonmark+footnotes")
        assert not re.search(r"<(?:script|img|svg|iframe)", html), name
        for address in re.findall(r'(?:href|src)="([^"]*)"', html):
            assert re.match(r"https?://|\.\./|#|(?:[a-z0-9-]+/)*index\.md", address), (name, address)
