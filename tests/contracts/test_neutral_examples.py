"""What the program says of itself names nothing of this repository's own dossier: other dossiers read it, too."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner

from dossier.cli import COMMANDS, main
from dossier.cli.reference import reference
from dossier.config import load
from dossier.export.json_schema import NAMES, schema_of
from dossier.model.records import Actor, Claim, Event, Place, Publisher
from dossier.pipeline import check

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "dossier"
SKELETONS = PACKAGE / "cli" / "skeletons"
COMMON = frozenset(
    "Arab Associated Autonomous Chinese Civil Commission Communist Corps Daily Democratic Division English Eye Front"
    " General Gazette Human International Interim Islam Minute National Observatory Observer Online People's Press"
    " Republic Rights State States United White Workers World".split()
)
"""Words of names that say nothing of the dossier."""
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """Ids, titles and names, in any case; single words of names, coordinates and days of the records in `content/`."""
    corpus = check(load(ROOT / "mkdocs.yml")).corpus
    records = [r for r in corpus.records.values() if r.kind != "page"]
    names = {name.name for r in records if isinstance(r, Actor | Place | Publisher) for name in r.names}
    prose = re.sub(r"\[\[.*?\]\]|\[@.*?\]", "", " ".join(r.body.text for r in records), flags=re.S)
    common = {word for word in WORD.findall(prose) if word.islower()}
    words = {w for name in names for w in WORD.findall(name) if w.lower() not in common and not w.islower()}
    places = [r.location for r in records if isinstance(r, Place) and r.location]
    words |= {str(degrees) for at in places for degrees in (at.lat, at.lon)}
    dated = [str(r.when) for r in records if isinstance(r, Claim | Event)]
    words |= {day for when in dated for day in re.findall(r"\d{4}-\d\d-\d\d", when)}
    whole = {term for r in records for term in (r.id, r.title)} | names
    return (
        _any_of({term for term in whole if len(term) > 4}, re.IGNORECASE),
        _any_of({term for term in whole | words if len(term) > 2 and term not in COMMON}),
    )


def _any_of(terms: set[str], flags: int = 0) -> re.Pattern[str]:
    listed = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w.])(?:{listed})(?!\w)", flags)


def named_in(text: str) -> set[str]:
    return {word for pattern in patterns() for word in pattern.findall(text)}


def literals(path: Path) -> Iterator[str]:
    """The texts in a module's code, docstrings and the documentation of fields left out."""
    tree = ast.parse(path.read_text("utf-8"))
    bare = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in bare:
            yield node.value


@pytest.mark.parametrize(
    "text",
    [
        "such as hts",
        "Hayat Tahrir al-Sham",
        "the Jolani video",
        "lat: 36.51",
        "on 2022-12-28",
        "GERCEK-JOLANI",
        "talks in Moscow",
    ],
)
def test_it_would_be_found(text: str) -> None:
    assert named_in(text)


@pytest.mark.parametrize("path", [p for p in SKELETONS.rglob("*") if p.is_file()], ids=lambda p: p.name)
def test_skeletons(path: Path) -> None:
    assert named_in(path.read_text("utf-8")) == set()


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help(name: str) -> None:
    done = CliRunner().invoke(main, [*filter(None, [name]), "--help"])
    assert done.exit_code == 0
    assert named_in(done.output) == set()


def test_reference() -> None:
    assert named_in(reference()) == set()


@pytest.mark.parametrize("name", ["NEW-DOSSIER.md", "EDITORS.md"])
def test_guides(name: str) -> None:
    assert named_in((ROOT / "docs" / name).read_text("utf-8")) == set()


@pytest.mark.parametrize(
    "path", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml")), ids=lambda p: p.name
)
def test_forms(path: Path) -> None:
    assert named_in(path.read_text("utf-8")) == set()


@pytest.mark.parametrize("name", NAMES)
def test_schemas(name: str) -> None:
    assert named_in(schema_of(name)) == set()


WORD_LISTS = ("ingest/credits.py", "cite/bibtex.py", "store/forms.py", "model/scripts.py", "model/words.py")
"""Modules that know agencies, languages, scripts and words of names."""


@pytest.mark.parametrize("package", sorted(p.name for p in PACKAGE.iterdir() if (p / "__init__.py").exists()))
def test_messages(package: str) -> None:
    found = {
        f"{path.relative_to(PACKAGE)}: {word}"
        for path in (PACKAGE / package).rglob("*.py")
        if path.relative_to(PACKAGE).as_posix() not in WORD_LISTS
        for text in literals(path)
        for word in named_in(text)
    }
    assert found == set()


@pytest.mark.parametrize("path", [p for p in PACKAGE.rglob("*.html") if p.is_file()], ids=lambda p: p.name)
def test_templates(path: Path) -> None:
    assert named_in(path.read_text("utf-8")) == set()
