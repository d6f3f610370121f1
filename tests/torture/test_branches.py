"""A branch that a reviewer looks at with our own commands: links where we write, pipes and links where we read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from support.strangers import dossier

from dossier.config import Settings

pytestmark = pytest.mark.slow

PAGE = "<!doctype html><html lang=en><title>Pier closed</title><article><h1>Pier closed</h1>" + "".join(
    f"<p>{line} The harbour master said on Monday that the pier stays closed until the repairs are done.</p>"
    for line in ("First.", "Second.", "Third.")
)
ARTICLE = """---
title: Pier closed
publisher: herald
url: https://herald.example/pier
published: 2023-01-02
read: full
accessed: 2023-01-03
language: en
---

The pier is closed.
"""
PUBLISHER = "---\ntitle: Herald\nurl: https://herald.example/\n---\n\nA paper.\n"


@pytest.fixture
def branch(project: Settings, tmp_path: Path) -> Settings:
    content = project.content
    for name, text in (("articles/herald-pier.md", ARTICLE), ("publishers/herald.md", PUBLISHER)):
        (content / name).parent.mkdir(exist_ok=True)
        (content / name).write_text(text)
    (project.project / "page.html").write_text(PAGE)
    (tmp_path / "victims").mkdir()
    for name in ("bashrc", "ID.txt"):
        (tmp_path / "victims" / name).write_text("as it was")
    return project


CAPTURE = ("capture", "herald-pier", "--saved", "page.html")


def link(at: str, to: str) -> Callable[[Settings, Path], None]:
    def set_up(settings: Settings, victims: Path) -> None:
        path = settings.project / at
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_dir() and not path.is_symlink():
            path.rename(path.with_name(f"{path.name}-away"))
        path.symlink_to(victims / to if to else victims)

    return set_up


def edited(settings: Settings) -> None:
    page = settings.project / "page.html"
    page.write_text(page.read_text().replace("Second.", "Changed."))


ADD = ("add", "page.html", "--url", "https://herald.example/other", "--publisher", "herald", "--id", "other")
ATTACKS: dict[str, tuple[str, str, tuple[tuple[str, ...], ...]]] = {
    "the lock's new file": ("content/.dossier.lock.new", "bashrc", (("lock", "--captures", "caps"),)),
    "the lock": ("content/dossier.lock", "bashrc", (("lock", "--captures", "caps"),)),
    "the lock, nowhere": ("content/dossier.lock", "new", (("lock", "--captures", "caps"),)),
    "a capture": ("captures/herald-pier.txt", "bashrc", (CAPTURE,)),
    "a capture, nowhere": ("captures/herald-pier.txt", "new", (CAPTURE, ADD)),
    "a capture's new file": ("captures/.herald-pier.txt.new", "bashrc", (CAPTURE,)),
    "a capture's facts": ("captures/herald-pier.json", "bashrc", (CAPTURE,)),
    "a capture's facts, new": ("captures/.herald-pier.json.new", "bashrc", (CAPTURE,)),
    "the last capture": ("captures/herald-pier.2023-01-03.txt", "new", (CAPTURE, CAPTURE)),
    "all captures": ("captures", "", (CAPTURE, ADD)),
    "the folder of articles": ("content/articles", "", (ADD,)),
    "a folder of records": ("content/actors", "", (("new", "actor", "anna"),)),
    "a new record": ("content/actors/anna.md", "new", (("new", "actor", "anna"),)),
    "a schema": ("schemas/article.json", "bashrc", (("schema",),)),
    "the schemas": ("schemas", "", (("schema",),)),
    "the file that is mended": ("content/places/.one.md.new", "bashrc", (("check", "--fix"),)),
    "a record": ("content/places/three.md", "bashrc", (("check", "--fix"), ("build",))),
    "the site": ("site", "", (("build",),)),
}  # fmt: skip


@pytest.mark.parametrize("name", ATTACKS)
def test_no_link_of_a_branch_is_written_through(name: str, branch: Settings, tmp_path: Path) -> None:
    at, to, commands = ATTACKS[name]
    victims = tmp_path / "victims"
    (branch.project / "caps").mkdir()
    link(at, to)(branch, victims)
    before = {path: path.read_bytes() for path in victims.rglob("*") if path.is_file()}
    for number, command in enumerate(commands):
        if number:
            edited(branch)
        done = dossier(branch.project, *command)
        assert "Traceback" not in done.stderr
    assert {path: path.read_bytes() for path in victims.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["dossier.lock", "retired.yml", "places/pipe.md", "images/pipe.png"])
@pytest.mark.parametrize("kind", ["pipe", "device"])
def test_what_never_ends_is_not_read(name: str, kind: str, branch: Settings) -> None:
    path = branch.content / name
    path.parent.mkdir(exist_ok=True)
    if kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/zero")
    done = dossier(branch.project, "check")
    assert done.returncode in (0, 1)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("target", ["pipe", "/dev/zero", "secret"])
def test_a_capture_that_is_none_is_not_read(target: str, branch: Settings, tmp_path: Path) -> None:
    captures = branch.project / "captures"
    captures.mkdir()
    if target == "pipe":
        os.mkfifo(captures / "herald-pier.txt")
    else:
        (tmp_path / "secret").write_text("the secret stands here")
        (captures / "herald-pier.txt").symlink_to(tmp_path / target)
    for command in (("verify",), CAPTURE):
        done = dossier(branch.project, *command)
        assert done.returncode in (1, 2), done.stderr
        assert "Traceback" not in done.stderr
        assert "the secret" not in done.stdout + done.stderr


def test_a_lock_that_is_huge_is_told(branch: Settings) -> None:
    with (branch.content / "dossier.lock").open("wb") as file:
        file.truncate(60_000_000)
    done = dossier(branch.project, "check")
    assert "it holds more than 50 MB [bad-lock]" in done.stderr
