"""The dossier in the memory of `dossier serve`: after any change it equals one that is read anew."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier.config import load
from dossier.preview.live import LiveDossier

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The first dossier, with quotations of which the lock alone says where they stand."""
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    for path in (tmp_path / "content/articles").glob("*.md"):
        text = re.sub(r"\n +at: ¶ \d+(?=\n)|, at: ¶ \d+(?=[,}])", "", path.read_text("utf-8"))
        path.write_text(text, "utf-8")
    return tmp_path / "content"


def retitle(content: Path) -> None:
    path = content / "articles/gercek-jolani.md"
    path.write_text(path.read_text("utf-8").replace("title: ", "title: Edited ", 1), "utf-8")


def remove(content: Path) -> None:
    (content / "articles/gercek-jolani.md").unlink()


def add(content: Path) -> None:
    text = (content / "places/afrin.md").read_text("utf-8")
    (content / "places/afrin-again.md").write_text(text, "utf-8")


def withhold(content: Path) -> None:
    path = content / "articles/gercek-jolani.md"
    path.write_text(
        path.read_text("utf-8").replace("- claim: ", "- publish: withhold\n    claim: ", 1), "utf-8"
    )


def unlock(content: Path) -> None:
    path = content / "dossier.lock"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.startswith("gercek-jolani\t")), "utf-8")


@pytest.mark.parametrize(
    "changes", [[retitle], [remove], [add], [withhold], [unlock], [add, retitle, unlock, remove]]
)
def test_it_equals_one_that_is_read_anew(content: Path, changes: list[Callable[[Path], None]]) -> None:
    settings = load(content.parent / "mkdocs.yml")
    live = LiveDossier(settings)
    first = live.state()
    assert any(
        quote.at and quote.at.derived for a in first.corpus.articles for c in a.claims for quote in c.quotes
    )
    _ = dict(first.figures.claims)
    for change in changes:
        change(content)
        now, anew = live.state(), LiveDossier(settings).state()
        assert now.corpus == anew.corpus
        assert now.corpus.articles == anew.corpus.articles
        assert now.corpus.resting_on == anew.corpus.resting_on
        assert dict(now.figures.claims) == dict(anew.figures.claims)
        assert now.verified == anew.verified
        assert live.state() is now
