"""Frames kept between builds: the same bytes as drawn anew, whatever has become of the cache."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builds import differences
from support.small import Small

from dossier.build.prefetch import FOLDER
from dossier.theme import shell_cache as kept
from dossier.theme.shells import Shells

PLACE = "---\ntitle: Here\ntype: city\nnames: [Here]\n---\n\nA city. See [[there]].\n"
FILES = {
    "content/index.md": "---\ntitle: Front\n---\n\nA [[here]] and a [[there]].\n",
    "content/places/here.md": PLACE,
    "content/places/there.md": PLACE.replace("Here", "There").replace("[[there]]", "[[here]]"),
}


def build(project: Path, *options: str) -> str:
    """`dossier build`; what it said of its imports."""
    code = "import sys; from dossier.cli import main\ntry: main()\nfinally: print('mkdocs' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, "build", "-q", *options],
        cwd=project,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return "drawn" if done.stdout.strip() == "True" else "kept"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    Small(tmp_path / "it").write(FILES)
    return tmp_path / "it"


def frames(project: Path) -> list[Path]:
    return sorted((project / FOLDER / "frames").iterdir())


def same_as_clean(project: Path, tmp_path: Path) -> bool:
    shutil.copytree(project / "site", tmp_path / "cached")
    build(project, "--no-cache")
    try:
        return not differences(project / "site", tmp_path / "cached")
    finally:
        shutil.rmtree(tmp_path / "cached")


def test_kept_frames_give_the_same_bytes_without_mkdocs(project: Path, tmp_path: Path) -> None:
    assert build(project) == "drawn"
    assert build(project) == "kept"
    assert same_as_clean(project, tmp_path)
    (project / "content/places/elsewhere.md").write_text(PLACE.replace("Here", "Elsewhere"))
    assert build(project) == "kept"
    assert same_as_clean(project, tmp_path)


def change_settings(project: Path) -> None:
    file = project / "mkdocs.yml"
    file.write_text(file.read_text().replace("A small dossier", "Another name"))


def change_overrides(project: Path) -> None:
    file = project / "mkdocs.yml"
    (project / "over" / "partials").mkdir(parents=True)
    (project / "over" / "partials" / "copyright.html").write_text("<p>of our own</p>")
    file.write_text(file.read_text().replace("font: false", "font: false, custom_dir: over"))
    build(project)
    (project / "over" / "partials" / "copyright.html").write_text("<p>of our own, changed</p>")


def change_front_title(project: Path) -> None:
    file = project / "mkdocs.yml"
    file.write_text(file.read_text() + "nav: [index.md, places/index.md]\n")
    build(project)
    index = project / "content/index.md"
    index.write_text(index.read_text().replace("Front", "Frontispiece"))


def cut_list(project: Path) -> None:
    file = frames(project)[0] / "frames.json"
    file.write_bytes(file.read_bytes()[:-40])


def another_list(project: Path) -> None:
    (frames(project)[0] / "frames.json").write_text('{"files": 1, "shells": [[1, 2]], "in_nav": 3}')


def change_file(project: Path) -> None:
    (frames(project)[0] / "files" / "404.html").write_text("spoilt")


def lose_file(project: Path) -> None:
    (frames(project)[0] / "files" / "404.html").unlink()


@pytest.mark.parametrize(
    "spoil",
    [change_settings, change_overrides, change_front_title, cut_list, another_list, change_file, lose_file],
)
def test_what_is_no_longer_right_is_drawn_anew(
    project: Path, tmp_path: Path, spoil: Callable[[Path], None]
) -> None:
    build(project)
    spoil(project)
    (project / FOLDER / "state.db").unlink()  # where nothing has changed, no frame is needed
    assert build(project) == "drawn"
    (project / FOLDER / "state.db").unlink()
    assert build(project) == "kept"
    assert same_as_clean(project, tmp_path)


def test_a_cache_that_cannot_be_written_is_passed_over(project: Path, tmp_path: Path) -> None:
    (project / ".cache").write_text("a file stands here")
    assert build(project) == "drawn"
    assert same_as_clean(project, tmp_path)


def test_two_builds_at_once(project: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dossier", "build", "-q"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    running = [subprocess.Popen(command, cwd=project, env=environment) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert build(project) == "kept"
    assert same_as_clean(project, tmp_path)


def test_only_a_few_sets_are_kept(tmp_path: Path) -> None:
    drawn = tmp_path / "drawn"
    drawn.mkdir()
    (drawn / "a.css").write_text("a")
    empty = Shells({}, frozenset())
    for number in range(kept.MAX_SETS + 3):
        kept.save(tmp_path / "frames" / str(number), empty, drawn)
        os.utime(tmp_path / "frames" / str(number), (number, number))
    assert sorted(p.name for p in (tmp_path / "frames").iterdir()) == ["3", "4", "5", "6"]
    assert kept.load(tmp_path / "frames" / "6") == empty


NAVS = {
    "none": "",
    "one page": "nav: [index.md]\n",
    "a record": "nav: [index.md, places/here.md, places/index.md]\n",
    "a page that is not there": "nav: [index.md, no/such.md, explore.md]\n",
    "titles": "nav: [{Start: index.md}, {More: [{All places: places/index.md}, about/it.md]}]\n",
}


@pytest.mark.parametrize("nav", NAVS.values(), ids=list(NAVS))
def test_whatever_the_nav_mkdocs_gives_the_same_bytes(project: Path, tmp_path: Path, nav: str) -> None:
    retired = "- {id: gone, kind: place, date: 2026-01-01, reason: it was the same as another}\n"
    (project / "content/retired.yml").write_text(retired)
    (project / "content/about").mkdir()
    (project / "content/about/it.md").write_text("---\ntitle: It\n---\n\nText without a heading.\n")
    (project / "mkdocs.yml").write_text((project / "mkdocs.yml").read_text() + nav)
    build(project)
    shutil.copytree(project / "site", tmp_path / "ours")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "-q"]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert differences(project / "site", tmp_path / "ours") == []
    assert same_as_clean(project, tmp_path)
