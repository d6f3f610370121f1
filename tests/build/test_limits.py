"""A page that is too large is not published; what stands beside a page that shows a part comes and goes with that."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
from support.builds import built, differences
from support.large import article, tiny
from support.small import Small

from dossier.model.pages import TooLarge
from dossier.render.limits import Limits

LONG = "copyright: '" + "&" * 240_000 + "'\n"
"""A setting that every page shows, five characters for each."""
ARTICLE = "content/articles/a-0.md"


def test_a_page_that_is_too_large_fails_the_build_in_one_line(tmp_path: Path) -> None:
    small = Small(tmp_path)
    settings = small.write(tiny(2))
    built(tmp_path)
    was = (settings.site / "actors/hub/index.html").read_bytes()
    with (tmp_path / "mkdocs.yml").open("a") as file:
        file.write(LONG)
    for cache in ("--cache", "--no-cache"):
        ran = subprocess.run(
            [sys.executable, "-m", "dossier", "build", cache, "-q"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 1
        (line,) = ran.stderr.splitlines()
        assert line.startswith("the page ")
        assert line.endswith("1,000,000 are allowed: shorten its text and titles; site/ stays as it was.")
    assert (settings.site / "actors/hub/index.html").read_bytes() == was


def test_the_line_says_what_the_page_is_made_from() -> None:
    assert str(TooLarge("actors/hub/index.html", 1_200_000, "actors/hub.md")) == (
        "the page actors/hub/index.html, made from actors/hub.md, holds 1,200,000 bytes; "
        "1,000,000 are allowed: shorten its text and titles"
    )


def link(path: Path) -> None:
    path.write_text(f"{path.read_text()}\nOf [[hub]].\n")


def linked_no_more(path: Path) -> None:
    path.write_text(path.read_text().replace("\nOf [[hub]].\n", ""))


def renamed(path: Path) -> None:
    path.write_text(path.read_text().replace("title: Article", "title: Another"))


EDITS: dict[str, Callable[[Path], object]] = {
    "a text links": link,
    "a title": renamed,
    "a text links no more": linked_no_more,
    "it is gone": Path.unlink,
    "it is there again": lambda path: path.write_text(article(0)),
}


@pytest.mark.parametrize("entries", [2, 5])
def test_builds_go_on_to_the_bytes_of_a_clean_one(entries: int, tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "one", tmp_path / "clean"
    files = tiny(5) | {
        f"content/about/p-{n}.md": f"---\ntitle: P {n}\n---\n\nOf [[hub]].\n" for n in range(4)
    }
    limits = Limits((entries,), rows=3, data_bytes=1_500)
    with patch("dossier.render.renderer.Limits", lambda: limits):
        for project in (folder, elsewhere):
            Small(project).write(files)
        built(folder)
        assert (folder / "site/articles/page/2/index.html").is_file()
        assert (folder / "site/actors/hub/all.json").is_file()
        for name, edit in EDITS.items():
            for project in (folder, elsewhere):
                edit(project / ARTICLE)
            built(folder)
            built(elsewhere, cache=False)
            assert not differences(folder / "site", elsewhere / "site"), name
