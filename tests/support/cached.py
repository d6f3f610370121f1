"""A small dossier under git with a site and a cache, to be damaged."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dossier.build.driver import build
from dossier.build.prefetch import FOLDER
from dossier.build.request import Request, Result
from dossier.cli.progress import Silent
from dossier.config import load
from dossier.incremental.database import NAME
from dossier.store import seal
from dossier.theme import draw_shells as shells
from support.builds import differences
from support.generate import Maker

MKDOCS_YML = """\
site_name: Any dossier
site_url: https://example.org/any/
docs_dir: content
theme: {name: material, font: false}
plugins: [dossier]
nav: [Overview: index.md, Claims: claims/index.md]
"""


IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")


class Dossier:
    def __init__(self, folder: Path) -> None:
        self.folder, self.content, self.cache = folder, folder / "content", folder / FOLDER
        for name, text in Maker(5, 3).files().items():
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        self.config = folder / "mkdocs.yml"
        self.config.write_text(MKDOCS_YML)
        # With a history: what changed from state to state is cached, too.
        for command in (["init", "-q"], ["add", "content", "mkdocs.yml"], ["commit", "-qm", "Begin"]):
            subprocess.run(["git", *IDENTITY, *command], cwd=folder, check=True)

    def build(self, *, clean: bool = False) -> Result:
        settings = load(self.config)
        if clean:
            settings = replace(settings, site=self.folder / "clean")
        return build(Request(settings, self.config, None if clean else self.cache), Silent())

    def as_clean(self) -> bool:
        self.build(clean=True)
        return differences(self.folder / "site", self.folder / "clean") == []

    def edit(self, rng: random.Random) -> None:
        """A text, or also a title, so that either way to build is taken."""
        page = rng.choice(sorted(self.content.glob("articles/**/*.md")))
        text = f"{page.read_text()}\nSentence {rng.random()}.\n"
        page.write_text(text.replace("title: ", "title: A ", 1) if rng.random() < 0.5 else text)

    def files(self) -> list[Path]:
        of_the_user = seal.cache_home() / "templates"
        found = [p for of in (self.cache, of_the_user) for p in of.rglob("*") if p.is_file()]
        return sorted(found)


@pytest.fixture(autouse=True)
def quick_frames(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Frames take MkDocs a second each time, and are drawn from the same titles here."""
    drawn, place = shells.draw, tmp_path_factory.getbasetemp() / "drawn-frames"
    kept: dict[str, Any] = getattr(quick_frames, "kept", {})
    quick_frames.kept = kept  # type: ignore[attr-defined]

    def draw(config_file: Path, site: Any, slots: Any, into: Path) -> Any:
        if "frames" not in kept:
            kept["frames"] = drawn(config_file, site, slots, into)
            shutil.copytree(into, place, dirs_exist_ok=True)
        shutil.copytree(place, into, dirs_exist_ok=True)
        return kept["frames"]

    monkeypatch.setattr(shells, "draw", draw)


def rows(dossier: Dossier, change: Callable[[sqlite3.Connection], object]) -> None:
    connection = sqlite3.connect(dossier.cache / NAME)
    with connection:
        change(connection)
    connection.close()
