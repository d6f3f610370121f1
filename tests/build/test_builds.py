"""One site, however it is built: by whom, where, when, and with which seed."""

from __future__ import annotations

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.builds import copy, differences, run


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copy(tmp_path_factory.mktemp("built") / "dossier")
    done = run(folder, "dossier", "build", "-q")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def test_mkdocs_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    # Every page through Material's templates on its own, against shells with their slots filled (docs/decisions/0010).
    folder = copy(tmp_path / "dossier")
    done = run(folder, "mkdocs", "build", "-q")
    assert done.returncode == 0, done.stderr
    assert differences(built, folder / "site") == []


def commit(folder: Path, message: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("add", "content", "mkdocs.yml"), ("commit", "-qm", message)):
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_history_gives_the_same_bytes_however_it_is_built(tmp_path: Path) -> None:
    folder = copy(tmp_path / "one" / "dossier")
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    commit(folder, "Begin")
    assert run(folder, "dossier", "build", "-q").returncode == 0
    event = folder / "content/events/moscow-talks-2022-12-28.md"
    event.write_text(event.read_text("utf-8").replace("title: ", "title: The ", 1), "utf-8")
    commit(folder, "Rename\n\nReason: It was called otherwise.")
    # A text that is edited and not committed is no part of the history; the log is as it was committed.
    log = folder / "content/about/corrections.md"
    log.write_text(log.read_text("utf-8") + "\n2026-11-28\n:   Something else.\n", "utf-8")
    assert run(folder, "dossier", "build", "-q").returncode == 0
    again = tmp_path / "again"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("site", ".cache"))
    assert run(again, "dossier", "build", "-q").returncode == 0
    assert differences(again / "site", folder / "site") == []
    by_mkdocs = tmp_path / "mkdocs"
    shutil.copytree(folder, by_mkdocs, ignore=shutil.ignore_patterns("site", ".cache"))
    assert run(by_mkdocs, "mkdocs", "build", "-q").returncode == 0
    assert differences(again / "site", by_mkdocs / "site") == []
    page = (folder / "site/changes/index.html").read_text("utf-8")
    assert "It was called otherwise." in page
    assert "1 event changed" in page
    own = (folder / "site/events/moscow-talks-2022-12-28/index.html").read_text("utf-8")
    assert "What changed in this record" in own
    assert "title: <bdi>" in own.partition('id="history"')[2]
    said = json.loads((folder / "site/version.json").read_text("utf-8"))
    head = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True
    )
    assert said["commit"] == head.stdout.strip()


def test_the_front_page_follows_the_first_sentence_of_a_finding(tmp_path: Path) -> None:
    folder = copy(tmp_path / "dossier")
    assert run(folder, "dossier", "build", "-q").returncode == 0
    finding = folder / "content/findings/two-protests-a-week-apart.md"
    front, _, text = finding.read_text("utf-8").partition("\n---\n")
    finding.write_text(f"{front}\n---\n\nNo sentence like the one before.{text}", "utf-8")
    assert run(folder, "dossier", "build", "-q").returncode == 0
    assert "No sentence like the one before." in (folder / "site/index.html").read_text("utf-8")
    again = tmp_path / "again"
    shutil.copytree(folder, again, ignore=shutil.ignore_patterns("site", ".cache"))
    assert run(again, "dossier", "build", "-q").returncode == 0
    assert differences(again / "site", folder / "site") == []


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
)
def test_time_zone_seed_and_locale_change_nothing(
    built: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    folder = copy(tmp_path / "elsewhere")
    assert run(folder, "dossier", "build", "-q", **environment).returncode == 0
    assert differences(built, folder / "site") == []


def test_a_failed_build_leaves_the_site_as_it_was(built: Path, tmp_path: Path) -> None:
    folder = copy(tmp_path / "dossier")
    shutil.copytree(built, folder / "site")
    (folder / "content/actors/hts.md").write_text("---\ntitle: x\n---\n", encoding="utf-8")
    for command in (("dossier", "build"), ("mkdocs", "build")):
        done = run(folder, *command)
        assert done.returncode == 1
        assert "missing-key" in done.stderr
        assert differences(built, folder / "site") == []


def test_nothing_is_left_beside_the_site(built: Path) -> None:
    assert sorted(path.name for path in built.parent.iterdir()) == [".cache", "content", "mkdocs.yml", "site"]


def test_killed_at_any_moment_the_site_is_the_old_or_the_new(built: Path, tmp_path: Path) -> None:
    folder = copy(tmp_path / "dossier")
    shutil.copytree(built, folder / "site")
    page = folder / "content/places/afrin.md"
    page.write_text(page.read_text("utf-8") + "\nA new sentence.\n", encoding="utf-8")
    after = copy(tmp_path / "after")
    shutil.copy(page, after / "content/places/afrin.md")
    assert run(after, "dossier", "build", "-q").returncode == 0
    begun = time.monotonic()
    assert run(copy(tmp_path / "timed"), "dossier", "build", "-q").returncode == 0
    whole = time.monotonic() - begun
    chance = random.Random(20221228)
    for moment in sorted(chance.uniform(0.1, 1.05) * whole for _ in range(6)):
        building = subprocess.Popen(
            [sys.executable, "-m", "dossier", "build", "-q"], cwd=folder, stderr=subprocess.DEVNULL
        )
        time.sleep(moment)
        building.send_signal(signal.SIGKILL)
        building.wait()
        old, new = differences(built, folder / "site"), differences(after / "site", folder / "site")
        assert not old or not new, (moment, old[:3], new[:3])
    assert run(folder, "dossier", "build", "-q").returncode == 0
    assert differences(after / "site", folder / "site") == []
    assert [path.name for path in folder.glob(".site-*")] == []


def test_dirty_is_refused(tmp_path: Path) -> None:
    done = run(copy(tmp_path / "dossier"), "mkdocs", "build", "--dirty")
    assert done.returncode == 1
    assert "--dirty is not possible" in done.stdout + done.stderr
