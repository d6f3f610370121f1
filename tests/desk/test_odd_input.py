"""Odd steps, journals, captures and links at the desk: one clear line each, and nothing is written elsewhere."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.desk import ARTICLE, CAPTURE, GATE

from dossier.desk.given import Refused
from dossier.desk.undo import journal
from dossier.desk.workspace import Workspace
from dossier.foreign_paths import ForeignPathError

READ = {"do": "set", "path": ["read"], "value": "opening"}


@pytest.fixture
def desk(workspace: Workspace) -> Workspace:
    return workspace


def path_of(desk: Workspace) -> Path:
    return desk.settings.content / f"articles/{GATE}.md"


@pytest.mark.parametrize(
    "path",
    [
        ["claims", -1],
        ["claims", -1, "stance"],
        ["claims", 1],
        ["claims", 10**30],
        ["claims", "__proto__"],
        ["claims", "0", "stance"],
        ["claims", 0, "quotes", 7],
        ["claims", 0, "quotes", "text"],
        ["claims", 0, "no\nkey"],
        ["actors", 0],
        ["actors", "__proto__", "named", 0],
        ["actors", "x" * 300, "named"],
        ["places", "quay-town"],
        ["places", [0]],
        ["title", "x", 0],
        [["title"]],
        [{}],
        [None],
        [True],
        [1.5],
        [],
        "title",
    ],
    ids=lambda path: str(path)[:40],
)
def test_a_path_that_leads_nowhere_is_refused(desk: Workspace, path: Any) -> None:
    for step in ({"do": "set", "path": path, "value": "x"}, {"do": "unset", "path": path}):
        with pytest.raises(Refused):
            desk.step(GATE, step, "")
    assert path_of(desk).read_text("utf-8") == ARTICLE


@pytest.mark.parametrize("kind", [None, [], {}, 1, "../places", "article\n"])
def test_a_record_of_no_kind_is_refused(desk: Workspace, kind: Any) -> None:
    with pytest.raises(Refused, match="no such kind"):
        desk.create({"kind": kind, "id": "x", "values": {"title": "X"}, "body": "x"})


def test_a_value_that_the_reader_would_not_take_is_not_written(desk: Workspace) -> None:
    for path, value in ((["published"], "soon"), (["language"], "nen"), (["claims", 0, "stance"], "guesses")):
        with pytest.raises(Refused, match=f'"{value}"'):
            desk.step(GATE, {"do": "set", "path": path, "value": value}, "")
    assert path_of(desk).read_text("utf-8") == ARTICLE


def test_a_file_that_is_broken_takes_steps_that_mend_it(desk: Workspace) -> None:
    path_of(desk).write_text(ARTICLE.replace("2023-01-02", "soon"), "utf-8")
    desk.step(GATE, READ, "")
    desk.step(GATE, {"do": "set", "path": ["published"], "value": "2023-01-02"}, "")
    assert not desk.view(GATE)["broken"]


@pytest.mark.parametrize(
    "data",
    [
        "",
        "{",
        "[]",
        "null",
        "[" * 100_000,
        '{"steps": 1, "done": 0, "dismissed": []}',
        '{"steps": ["abc", "x"], "done": 1, "dismissed": []}',
        '{"steps": [["a", "\\ud800", "set"]], "done": 1, "dismissed": []}',
        '{"steps": [], "done": 1e999, "dismissed": []}',
        '{"steps": [], "done": "x", "dismissed": []}',
        '{"steps": [], "done": 0, "dismissed": 5}',
    ],
    ids=lambda data: data[:30],
)
def test_a_journal_that_is_damaged_is_none(desk: Workspace, data: str) -> None:
    desk.step(GATE, READ, "")
    path = journal(desk.settings.project, GATE).path
    assert path
    path.write_text(data, "utf-8")
    assert desk.view(GATE)["undo"] == 0
    with pytest.raises(Refused, match="nothing to undo"):
        desk.back(GATE)
    desk.step(GATE, {**READ, "value": "full"}, "")
    desk.back(GATE)
    assert "read: opening" in path_of(desk).read_text("utf-8")


@pytest.mark.parametrize("id_", ["no-such-article", "..", "../x", "con", "a\0b", "x" * 300, "quay-town"])
def test_no_journal_is_written_for_what_is_no_article(desk: Workspace, tmp_path: Path, id_: str) -> None:
    for act in (lambda: desk.dismiss(id_, "x"), lambda: desk.back(id_), lambda: desk.step(id_, READ, "")):
        with pytest.raises(Refused):
            act()
    assert not list((tmp_path / "cache").rglob("*.json"))


def _article(desk: Workspace, outside: Path) -> None:
    path_of(desk).unlink()
    path_of(desk).symlink_to(outside / "secret.md")


def _folder(desk: Workspace, outside: Path) -> None:
    folder = path_of(desk).parent
    folder.rename(folder.with_name("elsewhere"))
    folder.symlink_to(outside)


def _inner(desk: Workspace, outside: Path) -> None:
    (path_of(desk).parent / "more").symlink_to(outside)
    path_of(desk).unlink()


@pytest.mark.parametrize("harm", [_article, _folder, _inner])
@pytest.mark.parametrize("known", [True, False])
def test_a_link_that_leads_outside_is_neither_shown_nor_written(
    desk: Workspace, tmp_path: Path, harm: Callable[[Workspace, Path], None], known: bool
) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("secret.md", f"{GATE}.md"):
        (outside / name).write_text(ARTICLE, "utf-8")
    if known:
        desk.view(GATE)
    harm(desk, outside)
    for act in (
        lambda: desk.view(GATE),
        lambda: desk.step(GATE, READ, ""),
        lambda: desk.dismiss(GATE, "x"),
        lambda: desk.effect(GATE),
    ):
        with pytest.raises((Refused, ForeignPathError)):
            act()
    if harm is _folder:
        with pytest.raises((Refused, ForeignPathError)):
            desk.create({"kind": "article", "id": "new", "values": {}, "body": "x"})
    assert {path.name: path.read_text("utf-8") for path in outside.iterdir()} == {
        "secret.md": ARTICLE,
        f"{GATE}.md": ARTICLE,
    }


def test_a_capture_that_leads_outside_is_not_shown(desk: Workspace, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("A secret\n\nof somebody", "utf-8")
    path = desk.captures / f"{GATE}.txt"
    path.unlink()
    path.symlink_to(tmp_path / "secret.txt")
    with pytest.raises(Refused, match=r"captures/dock-herald-gate\.txt cannot be read"):
        desk.view(GATE)


@pytest.mark.parametrize("kind", ["folder", "pipe"])
def test_what_is_no_file_is_not_waited_for(desk: Workspace, kind: str) -> None:
    desk.view(GATE)
    for path in (path_of(desk), desk.captures / f"{GATE}.txt"):
        before = path.read_bytes()
        path.unlink()
        path.mkdir() if kind == "folder" else os.mkfifo(path)
        with pytest.raises(Refused):
            desk.view(GATE)
        with pytest.raises(Refused):
            desk.step(GATE, READ, "")
        path.rmdir() if kind == "folder" else path.unlink()
        path.write_bytes(before)


@pytest.mark.parametrize(
    "text",
    [
        CAPTURE.replace("fell", "fe\0ll"),
        CAPTURE.replace("fell", "\u202efell\u202c \u2066x\u2069 \x07\x1b[31m"),
        "The gate\n\n" + "Then the gate fell. " * 5_000,
        "The gate\n\n" + "Then the gate fell, said Olga Vintner. " * 25_000,
        "The gate\n\n" + "Then the gate fell.\n\n" * 10_000,
        "The gate\n\n" + "x" * 1_000_000,
        "The gate\n\n" + "e" + "\u0301" * 50_000,
    ],
    ids=["NUL", "bidi", "one paragraph", "1 MB of a paragraph", "paragraphs", "one word", "accents"],
)
def test_an_odd_capture_is_shown_and_takes_steps(desk: Workspace, text: str) -> None:
    (desk.captures / f"{GATE}.txt").write_text(text, "utf-8")
    json.dumps(desk.view(GATE), ensure_ascii=False).encode()
    desk.step(GATE, READ, "")
    desk.propose(GATE)
    desk.effect(GATE)
    assert "read: opening" in path_of(desk).read_text("utf-8")
