"""The real dossier as of a day equals a build from only the articles of that day."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dossier.config import load
from dossier.model.parts import Role
from dossier.pipeline import as_of, check, compose

PROJECT = Path(__file__).parents[2]
BANNER = re.compile(r'<p class="dossier-warning" role="note"><strong>As the dossier.*?</p>')


@pytest.mark.parametrize(
    "day",
    [date(2022, 10, 14), *(pytest.param(date(2023, 1, day), marks=pytest.mark.slow) for day in (1, 3))],
)
def test_as_of_equals_a_build_from_only_those_articles(day: date, tmp_path: Path) -> None:
    settings = load(PROJECT / "mkdocs.yml")
    whole = as_of(check(settings), day)
    assert whole.as_of
    assert whole.as_of.left_out
    shutil.copytree(settings.content, tmp_path / "content")
    for entry in whole.as_of.left_out:
        (tmp_path / "content" / "articles" / f"{entry.article}.md").unlink()
    # What cites a deleted article is an error to an author; the records are all read, and that is enough here.
    alone = as_of(check(replace(settings, project=tmp_path, content=tmp_path / "content", file="")), day)
    assert alone.as_of
    assert not alone.as_of.left_out
    one, other = compose(whole, settings), compose(alone, settings)
    assert [page.address for page in one.pages] == [page.address for page in other.pages]
    for left, right in zip(one.pages, other.pages, strict=True):
        if left.address != "left-out/":
            assert BANNER.sub("", left.body) == BANNER.sub("", right.body), left.address
            assert left.title == right.title
    texts = [name for name in one.files if not name.startswith(("assets/", "search/"))]
    assert {name: one.files[name] for name in texts} == {name: other.files[name] for name in texts}


def test_every_page_says_so_and_nothing_later_shows() -> None:
    settings = load(PROJECT / "mkdocs.yml")
    site = compose(as_of(check(settings), date(2023, 1, 1)), settings)
    for page in site.pages:
        assert "As the dossier could be known on 1 January 2023" in page.body
        if page.address != "left-out/":
            assert "birgun" not in page.body.lower(), page.address
            assert "gercek-jolani" not in page.body, page.address


def test_a_role_vouched_for_later_is_not_known_yet() -> None:
    settings = load(PROJECT / "mkdocs.yml")
    earlier = as_of(check(settings), date(2023, 1, 1))
    roles: list[Role] = [role for actor in earlier.corpus.actors for role in actor.roles]
    assert all(role.source is None or role.source in earlier.corpus.records for role in roles)
