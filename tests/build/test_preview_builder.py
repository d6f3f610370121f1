"""How `dossier serve` builds, and what it prints."""

from __future__ import annotations

import multiprocessing
import os
import queue
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from support.commits import commit_saying
from support.small import Small
from support.strangers import git

from dossier.cli.serve import Reporter, draw_open_pages
from dossier.config import load
from dossier.history import changelog
from dossier.preview.builder import DevBuilder, Outcome, build_preview
from dossier.preview.early import EarlyPages
from dossier.preview.live import LiveDossier
from dossier.preview.site import DevSite

HARBOUR = "---\ntitle: Harbour\ntype: town\n---\n\nA town.\n\n## Its name\n\nUnknown.\n"


@pytest.mark.parametrize("body", ["See [[nobody]].", "See the title: a warning."])
def test_what_is_wrong_is_printed_once_when_it_starts(
    small: Small, tmp_path: Path, capsys: pytest.CaptureFixture[str], body: str
) -> None:
    """It builds, begins to watch, and builds again, for a file may have changed in between."""
    small.write({"content/index.md": f"---\ntitle: A\n---\n\n{body}\n", "content/places/harbour.md": HARBOUR})
    folder = tmp_path / "cache"
    reporter = Reporter(DevSite("/", folder / "published"), folder)

    def printed(change: int) -> str:
        reporter.report(build_preview(small.project / "mkdocs.yml", folder), change)
        return capsys.readouterr().err

    assert "orphan-record" in printed(0)
    assert "orphan-record" not in printed(1)
    assert "orphan-record" in printed(2)
    (small.content / "places" / "harbour.md").write_text(HARBOUR.replace("A town.", "A [[mistake]]."))
    assert "mistake" in printed(1)


@contextmanager
def building(
    small: Small, folder: Path
) -> Iterator[tuple[DevBuilder, queue.SimpleQueue[tuple[Outcome, int]]]]:
    """A builder, and what it reports."""
    small.write({"content/index.md": "---\ntitle: A\n---\n\nA text.\n"})
    reports: queue.SimpleQueue[tuple[Outcome, int]] = queue.SimpleQueue()
    builder = DevBuilder(small.project / "mkdocs.yml", folder, lambda *report: reports.put(report))
    try:
        yield builder, reports
    finally:
        builder.close()


def test_it_builds_what_was_asked_for_meanwhile_once(small: Small, tmp_path: Path) -> None:
    with building(small, tmp_path / "cache") as (builder, reports):
        assert builder.build().result
        for number in range(5):
            small.write({"content/index.md": f"---\ntitle: A\n---\n\nText {number}.\n"})
            builder.ask()
        known, changes = [], 0
        while changes < 5:
            outcome, changes = reports.get(timeout=60)
            assert outcome.result
            known.append(changes)
        assert len(known) < 5
        assert b"Text 4." in (tmp_path / "cache" / "published" / "index.html").read_bytes()


def test_a_process_that_is_killed_is_started_again(small: Small, tmp_path: Path) -> None:
    with building(small, tmp_path / "cache") as (builder, _):
        for process in multiprocessing.active_children():
            assert process.pid
            os.kill(process.pid, signal.SIGKILL)
        assert "ended unexpectedly" in str(builder.build().error)
        again = builder.build()
        assert again.result
        assert again.published


def test_it_ends_with_the_server(small: Small, tmp_path: Path) -> None:
    with building(small, tmp_path / "cache") as (builder, _):
        assert multiprocessing.active_children()
        builder.ask()
    assert not multiprocessing.active_children()


def test_an_open_page_shows_an_edit_before_the_build(small: Small, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    home = "---\ntitle: A\n---\n\nSee [[harbour]].\n"
    small.write({"content/index.md": home, "content/places/harbour.md": HARBOUR})
    reporter = Reporter(DevSite("/", folder / "published"), folder)
    reporter.report(build_preview(small.project / "mkdocs.yml", folder), 0)
    early = EarlyPages(LiveDossier(load(small.project / "mkdocs.yml")), folder)
    early.prepare()
    page = "places/harbour/index.html"
    with reporter.preview.open_page("/places/harbour/"):
        for number, text in enumerate(("A port.", "A [[mistake", "A quay.", "No front matter.\n"), 1):
            good = HARBOUR.replace("A town.", text) if number < 4 else text
            (small.content / "places" / "harbour.md").write_text(good)
            draw_open_pages(early, reporter, number)
            shown = reporter.preview.file(page) or b""
            assert (text if number < 4 else "A quay.").encode() in shown
            assert b"A town." in (folder / "published" / page).read_bytes()


def test_an_early_page_has_its_history_as_the_build_compared_it(
    small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, page = tmp_path / "cache", "places/harbour/index.html"
    settings = small.write(
        {
            "content/index.md": "---\ntitle: A\n---\n\nSee [[harbour]].\n",
            "content/places/harbour.md": HARBOUR.replace("town", "city", 1),
        }
    )
    git(small.project, "init", "-q")
    commit_saying(settings, "One")
    small.write({"content/places/harbour.md": HARBOUR})
    commit_saying(settings, "Two")
    published = build_preview(small.project / "mkdocs.yml", folder).published
    early = EarlyPages(LiveDossier(settings), folder)
    monkeypatch.setattr(changelog, "_made", None)  # comparing again would take seconds
    (small.content / "places" / "harbour.md").write_text(HARBOUR.replace("A town.", "A port."))
    (drawn,) = early.draw([page], published)
    monkeypatch.undo()
    assert b"A port." in drawn[page]
    assert b"dossier-past" in drawn[page]
    assert list(early.draw([page], published)) == [], "nothing has changed since"
    assert build_preview(small.project / "mkdocs.yml", folder).result
    assert (folder / "published" / page).read_bytes() == drawn[page]
