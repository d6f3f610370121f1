"""Errors that come naturally, in a copy of the real dossier without captures: no number rises, and each is reported."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dossier.config import load
from dossier.pipeline import Checked, check

PROJECT = Path(__file__).parents[2]
ASIDE = """---
title: He rejects the talks
publisher: gercek-news
url: https://example.org/video
published: 2023-01-03
accessed: 2026-11-20
language: en
read: full
rests_on: [amjad-media]
{subject}actors: {{}}
events: [jolani-video-2023-01-02, moscow-talks-2022-12-28]
claims:
  - claim: ministers-met-moscow-2022-12-28
    stance: asserts
    basis: on-record
---

A report on the video that mentions [[moscow|the talks]] in passing.
"""


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The dossier's content and settings, in a folder of their own."""
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    return tmp_path


def checked(project: Path) -> Checked:
    return check(load(project / "mkdocs.yml"))


def figures(found: Checked) -> dict[str, tuple[str, ...]]:
    return {id_: f.origins for id_, f in found.figures.claims.items()}


@pytest.mark.parametrize("subject", ["", "subject: [jolani-video-2023-01-02]\n"])
def test_an_aside_does_not_inherit_what_the_report_rests_on(subject: str, copy: Path) -> None:
    before = figures(checked(copy))
    (copy / "content/articles/aside.md").write_text(ASIDE.format(subject=subject), encoding="utf-8")
    after = checked(copy)
    assert figures(after) == before
    assert "aside" in after.figures.claims["ministers-met-moscow-2022-12-28"].unknown
    told = [d for d in after.diagnostics if d.at.path.endswith("aside.md")]
    assert [d.code for d in told if d.code == "undeclared-origin"] == ["undeclared-origin"]
    assert "write rests_on:" in told[-1].hint


@pytest.mark.parametrize(
    "declared", ["rests_on: [own]", "rests_on: [unknown]", "rests_on: [famagusta-gazette]"]
)
def test_an_uncredited_reprint_is_no_origin_in_a_clone_without_captures(declared: str, copy: Path) -> None:
    before = figures(checked(copy))
    article = copy / "content/articles/xinhua-famagusta-moscow.md"
    lines = article.read_text("utf-8").split("\n")
    line = next(n for n, text in enumerate(lines) if text.startswith("carries:"))
    lines[line : line + 1] = [declared, "subject: [moscow-talks-2022-12-28]"]
    article.write_text("\n".join(lines).replace("basis: outlet", "basis: witnessed"), encoding="utf-8")
    after = checked(copy)
    assert figures(after) == before
    (same,) = [d for d in after.diagnostics if d.code == "same-text"]
    assert "xinhua-peoplesdaily-moscow" in f"{same.at} {same.message}"
    assert "% of the shorter text" in same.message


def test_a_copy_that_nobody_could_compare_is_counted(copy: Path) -> None:
    (copy / "content/articles/aside.md").write_text(ASIDE.format(subject=""), encoding="utf-8")
    (missing,) = [d for d in checked(copy).diagnostics if d.code == "texts-not-compared"]
    assert "1 of 23 articles" in missing.message
    assert "aside" in missing.message
