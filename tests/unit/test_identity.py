"""What a site says it is: `CITATION.cff` by the schema of the format, read by PyYAML; `.well-known/dossier.json`."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker

from dossier.config import Settings
from dossier.export.identity import CFF, VERSION_JS, VERSION_JSON, WELL_KNOWN, Identity, identity_files
from dossier.model.dates import Window
from dossier.model.releases import Release
from dossier.pipeline import Checked, compose

SCHEMA = Path(__file__).parents[1] / "data" / "cff-1.2.0.json"
CITATION = Draft7Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())
SETTINGS = Settings(Path("/p"), Path("/p/content"), Path("/p/site"), "The bridge at Selmark")
FULL = replace(
    SETTINGS,
    url="https://bridge.example/",
    description="What is known of the bridge.",
    authors=("Jane Roe", "Roe, Richard, Jr.", "{Bridge Watch}"),
    published_by="Quay Press",
    contact=("mail@bridge.example",),
    license="CC-BY-4.0",
)
VERSIONS = {"claims/a/": "111111111111", "claims/b/": "222222222222", "claims/c/": "retired:333333333333"}
NOW = Identity(VERSIONS)
RELEASE = Release(version="1.0", date=Window.parse("2031-05-03"), content=NOW.version)


class Loader(yaml.SafeLoader):
    """Leaves dates as they are written, as CFF's schema wants them."""


Loader.yaml_implicit_resolvers = {
    key: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
    for key, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def cff(settings: Settings, identity: Identity) -> dict[str, object]:
    read: dict[str, object] = yaml.load(identity_files(settings, identity)[CFF], Loader)
    assert list(CITATION.iter_errors(read)) == []
    return read


def test_the_least_and_the_most_are_valid() -> None:
    assert cff(SETTINGS, NOW)["authors"] == [{"name": "The bridge at Selmark"}]
    commit = "0123456789abcdef0123456789abcdef01234567"
    read = cff(FULL, Identity(VERSIONS, (RELEASE,), commit))
    assert read["version"] == f"1.0 ({NOW.version})"
    assert (read["date-released"], read["license"], read["commit"]) == ("2031-05-03", "CC-BY-4.0", commit)
    assert read["authors"] == [
        {"family-names": "Roe", "given-names": "Jane"},
        {"family-names": "Roe", "given-names": "Richard", "name-suffix": "Jr."},
        {"name": "Bridge Watch"},
    ]


@pytest.mark.parametrize("day", ["2031-05", "2031-05-03?", "2031-05-03..", "2031-05-02/2031-05-03"])
def test_no_day_of_release_is_finer_than_known(day: str) -> None:
    release = replace(RELEASE, date=Window.parse(day))
    assert "date-released" not in cff(FULL, Identity(VERSIONS, (release,)))


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_text_stays_within_its_scalar(text: str) -> None:
    read = cff(replace(FULL, name=f"x{text}", published_by=text, authors=()), NOW)
    assert read["title"] == f"x{text}"
    assert read["authors"] == [{"name": text}]


def test_a_release_is_named_only_where_it_is_what_is_published() -> None:
    def version(identity: Identity) -> dict[str, str]:
        found: dict[str, str] = json.loads(identity_files(FULL, identity)[VERSION_JSON])
        return found

    assert version(Identity(VERSIONS, (RELEASE,))) == {
        "version": NOW.version,
        "release": "1.0",
        "released": "2031-05-03",
    }
    edited = {**VERSIONS, "claims/a/": "444444444444"}
    assert version(Identity(edited, (RELEASE,))) == {"version": Identity(edited).version}
    assert Identity(edited).version != NOW.version
    assert Identity(dict(reversed(VERSIONS.items()))).version == NOW.version
    assert version(Identity(VERSIONS, as_of=date(2031, 5, 1)))["as_of"] == "2031-05-01"


def test_a_program_finds_what_it_is() -> None:
    files = identity_files(FULL, NOW)
    said = json.loads(files[WELL_KNOWN])
    assert said["records"]["claims"] == 2  # a tombstone is no record
    assert said["contact"] == ["mail@bridge.example"]
    assert {"path": "https://bridge.example/claims.csv", "media_type": "text/csv"} in said["data"]
    assert files[VERSION_JS] == b'window.dossierVersion={"version":"%s"};\n' % NOW.version.encode()


@pytest.mark.slow
def test_every_file_of_data_that_it_names_is_published(checked: Checked, settings: Settings) -> None:
    site = compose(checked, settings)
    published = {*site.files, *(f"{page.address}{name}" for page in site.pages for name, _ in page.beside)}
    named = [entry["path"].removeprefix(settings.url) for entry in json.loads(site.files[WELL_KNOWN])["data"]]
    assert "data/dossier.json" in named
    assert "claims.csv" in named
    assert set(named) <= published
