"""Every diagnostic is explained and shown: `dossier explain CODE`, and a file of cases that produce it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.casefile import cases_in

from dossier.diagnostics import CODES, Report, Spot

TESTS = Path(__file__).parents[1]
SOURCES = sorted((TESTS.parent / "dossier").rglob("*.py"))

NOT_YET: set[str] = set()
"""Codes that are explained and that nothing says yet."""

_SAID = re.compile(r": (?:error|warning): .* \[([a-z0-9-]+)\]$", re.MULTILINE)


def test_every_code_has_a_file_of_cases() -> None:
    assert {path.stem for path in (TESTS / "diagnostics").glob("*.md")} == set(CODES) - NOT_YET


@pytest.mark.parametrize("code", sorted(set(CODES) - NOT_YET))
def test_its_cases_produce_it(code: str) -> None:
    path = TESTS / "diagnostics" / f"{code}.md"
    assert path.read_text(encoding="utf-8").startswith(f"# {code}\n\n")
    assert code in {said for case in cases_in(path) for said in _SAID.findall(case.expected)}


def test_what_is_said_by_now_is_no_longer_left_out() -> None:
    texts = [path.read_text("utf-8") for path in SOURCES if path.name != "diagnostics.py"]
    said = {code for code in NOT_YET if any(f'"{code}"' in text for text in texts)}
    assert said == set(), "take them out of NOT_YET and write their cases"


@pytest.mark.parametrize("code", sorted(CODES))
def test_its_explanation_is_a_sentence(code: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert CODES[code].endswith((".", "…"))


def test_a_code_that_is_not_explained_cannot_be_said() -> None:
    with pytest.raises(KeyError):
        Report().error("no-such-code", Spot("a.md"), "x")


def test_no_case_expects_a_code_that_is_not_there() -> None:
    for path in sorted((TESTS / "diagnostics").glob("*.md")):
        for case in cases_in(path):
            assert set(_SAID.findall(case.expected)) <= set(CODES), case.name
