"""What a build leaves for the next one: whatever becomes of it, the site is what a clean build gives."""

from __future__ import annotations

import hashlib
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builds import built, cluster, copy, differences, run
from support.effort import times

from dossier import pool
from dossier.build.driver import ContentErrors
from dossier.build.prefetch import COMPLETED, FOLDER, SHADOW
from dossier.incremental.database import NAME, Database
from dossier.model.parts import FOLDERS as KINDS
from dossier.store.seal import Unusable

PAGE = "content/places/afrin.md"
KILLS = times(10)
MANY = 50
"""Pages that the edit of a text does not draw."""


def say(folder: Path, text: str) -> None:
    """A sentence more in a text."""
    page = folder / PAGE
    page.write_text(f"{page.read_text('utf-8')}\n{text}\n", encoding="utf-8")


def rename(folder: Path) -> None:
    """Another title, shown on many pages."""
    page = folder / "content/events/moscow-talks-2022-12-28.md"
    head, title, rest = page.read_text("utf-8").split("\n", 2)
    page.write_text(f"{head}\n{title} then\n{rest}", encoding="utf-8")


def digest(site: Path) -> str:
    """Of all files of a site."""
    found = hashlib.sha256()
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        data = path.read_bytes()
        found.update(f"{path.relative_to(site).as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def clean(folder: Path, elsewhere: Path) -> Path:
    """The site that the content gives without anything kept; frames are, for they take a second each time."""
    shutil.copy(folder / "mkdocs.yml", elsewhere)
    shutil.rmtree(elsewhere / "content", ignore_errors=True)
    shutil.copytree(folder / "content", elsewhere / "content")
    (elsewhere / FOLDER / NAME).unlink(missing_ok=True)
    assert run(elsewhere, "dossier", "build", "-q").returncode == 0
    return elsewhere / "site"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The real dossier, built."""
    folder = copy(tmp_path / "it")
    time.sleep(0.1)  # of a file that was written just now nobody knows whether it is written again
    built(folder)
    return folder


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    (tmp_path / "clean").mkdir()
    return tmp_path / "clean"


def test_an_edit_draws_few_pages_and_gives_what_a_clean_build_gives(folder: Path, elsewhere: Path) -> None:
    assert built(folder).drawn == 0
    say(folder, "Not far from it lies [[idlib]].")
    assert 1 < built(folder).drawn < 5
    assert differences(folder / "site", clean(folder, elsewhere)) == []
    say(folder, "That is all.")
    assert built(folder).drawn == 1
    assert differences(folder / "site", clean(folder, elsewhere)) == []


TEXTS = ("index", "story", "about/method", *(f"{kind}/*" for kind in sorted(KINDS.values())))
"""One text of each kind of page; the front page is drawn by an aggregate, the others by their records' jobs."""


def test_an_edit_of_any_text_is_on_its_page(folder: Path, elsewhere: Path) -> None:
    for pattern in TEXTS:
        file = min((folder / "content").glob(f"{pattern}.md"))
        with file.open("a", encoding="utf-8") as text:
            text.write("\nSaid anew.\n")
        assert 1 <= built(folder).drawn < 40, file
        name = file.relative_to(folder / "content").with_suffix("").as_posix().removesuffix("index")
        assert "Said anew." in (folder / "site" / name / "index.html").read_text("utf-8"), file
    assert differences(folder / "site", clean(folder, elsewhere)) == []


def test_a_checkout_elsewhere_goes_on_from_what_this_one_has_left(
    folder: Path, elsewhere: Path, tmp_path: Path
) -> None:
    """Continuous integration: the same files, each written anew, and the cache of the push before."""
    fresh = copy(tmp_path / "fresh")
    shutil.rmtree(fresh / "content")
    shutil.copytree(folder / "content", fresh / "content", copy_function=shutil.copyfile)
    shutil.copytree(folder / FOLDER, fresh / FOLDER)
    say(fresh, "Not far from it lies [[idlib]].")
    time.sleep(0.1)
    assert built(fresh).drawn < 5
    assert differences(fresh / "site", clean(fresh, elsewhere)) == []
    lock = fresh / "content/dossier.lock"
    lock.write_bytes(lock.read_bytes() + b"no line of it\n")
    with pytest.raises(ContentErrors):
        built(fresh)


def cut(state: Path) -> None:
    state.write_bytes(state.read_bytes()[: state.stat().st_size // 2])


def garble(state: Path) -> None:
    data = bytearray(state.read_bytes())
    for at in range(4_000, len(data), 997):
        data[at] ^= 0x55
    state.write_bytes(data)


def garble_values(state: Path) -> None:
    with sqlite3.connect(state) as connection:
        connection.execute("UPDATE facts SET value = value || x'00' WHERE name IN ('files', 'tree', 'ids')")
    connection.close()


def garble_one(state: Path) -> None:
    with sqlite3.connect(state) as connection:
        connection.execute("UPDATE records SET value = x'00'")
    connection.close()


def empty(state: Path) -> None:
    state.write_bytes(b"")


def no_state(state: Path) -> None:
    state.write_bytes(b"This is no database." * 400)


def another_version(state: Path) -> None:
    with sqlite3.connect(state) as connection:
        connection.execute(
            "UPDATE facts SET value = (SELECT value FROM facts WHERE name = 'generation') WHERE name = 'stamp'"
        )
    connection.close()


def a_folder(state: Path) -> None:
    state.unlink()
    state.mkdir()


@pytest.mark.parametrize(
    "spoil", [cut, garble, garble_values, garble_one, empty, no_state, another_version, a_folder]
)
def test_a_state_that_is_spoilt_is_not_used(
    folder: Path, elsewhere: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(folder / FOLDER / NAME)
    say(folder, "A sentence more.")
    rename(folder)
    for _ in range(2):
        built(folder)
        assert differences(folder / "site", clean(folder, elsewhere)) == []


def test_a_full_disk_costs_the_state_alone(
    folder: Path, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise Unusable("database or disk is full")

    say(folder, "A sentence more.")
    with monkeypatch.context() as patch:
        patch.setattr(Database, "commit", full)
        assert "disk is full" in built(folder).note
    assert differences(folder / "site", clean(folder, elsewhere)) == []
    rename(folder)
    assert not built(folder).note
    assert differences(folder / "site", clean(folder, elsewhere)) == []


def test_two_builds_at_once_after_an_edit(folder: Path, elsewhere: Path) -> None:
    for number in range(3):
        say(folder, f"Sentence {number}.")
        command = [sys.executable, "-m", "dossier", "build", "-q"]
        running = [subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL) for _ in range(3)]
        assert [process.wait() for process in running] == [0, 0, 0]
        assert differences(folder / "site", clean(folder, elsewhere)) == []
    built(folder)
    assert differences(folder / "site", clean(folder, elsewhere)) == []


@pytest.mark.timeout(400)
def test_killed_while_it_saves(
    folder: Path, elsewhere: Path, record_property: Callable[[str, object], None]
) -> None:
    """At any moment, the most of them near the end, where trees are exchanged and the state is written."""
    record_property("tried", KILLS)
    command = [sys.executable, "-m", "dossier", "build", "-q"]
    begun = time.monotonic()
    assert run(folder, "dossier", "build", "-q").returncode == 0
    quick = time.monotonic() - begun
    chance = random.Random(20230102)
    for number in range(KILLS):
        say(folder, f"Sentence {number}.")
        if number % 5 == 0:
            rename(folder)
        if number % 7 == 0:
            for name in (NAME, f"{NAME}-journal"):
                (folder / FOLDER / name).unlink(missing_ok=True)
        building = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
        time.sleep(quick * chance.triangular(0.2, 3, 1))
        building.send_signal(signal.SIGKILL)
        building.wait()
        assert (folder / "site" / "index.html").is_file()
        if number % 10 == 9:
            assert run(folder, "dossier", "build", "-q").returncode == 0
            assert differences(folder / "site", clean(folder, elsewhere)) == []
    left = sorted(path.name for path in (folder / FOLDER).iterdir())
    assert left == sorted(["drawings", "frames", "lock", NAME, SHADOW, COMPLETED])


@pytest.mark.filterwarnings("ignore")  # what dask and tornado warn of is theirs
def test_one_digest_whoever_draws_and_whatever_was_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With shells and with plain templates, with and without a cache, in one process, in two, and on a cluster."""
    folder = copy(tmp_path / "it")
    found = {}

    def note(name: str) -> None:
        found[name] = digest(folder / "site")

    built(folder, cache=False)
    note("without a cache, one process")
    monkeypatch.setattr(pool, "MIN_RECORDS", 0)
    monkeypatch.setattr(pool, "BATCH_SIZE", 7)
    built(folder, cache=False, processes=2)
    note("without a cache, two processes")
    with cluster() as executor:
        built(folder, cache=False, executor=executor)
        note("without a cache, Dask")
        built(folder, executor=executor)
        note("with an empty cache, Dask")
    shutil.rmtree(folder / FOLDER)
    built(folder, processes=2)
    note("with an empty cache, two processes")
    good = (folder / PAGE).read_text("utf-8")
    say(folder, "To be taken back.")
    built(folder)
    (folder / PAGE).write_text(good, encoding="utf-8")
    built(folder)
    note("after an edit that was taken back")
    shutil.rmtree(folder / "site")
    built(folder)
    note("from the cache alone")
    say(folder, "To be taken back once more.")
    assert built(folder).drawn < MANY
    (folder / PAGE).write_text(good, encoding="utf-8")
    built(folder)
    note("after an edit of a site that was brought from the cache")
    shutil.rmtree(folder / "site")
    assert run(folder, "mkdocs", "build", "-q").returncode == 0
    note("with plain templates")
    assert len(set(found.values())) == 1, found
