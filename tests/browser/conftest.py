"""The real dossier and a hostile one, built, served on loopback, and opened in a real Chromium."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from support.desk import FILES, GATE
from support.desk_page import BAWABA, Desk
from support.served import Site, build, preview, serving, watch
from support.small import Small

from dossier.desk.undo import journal

PROJECT = Path(__file__).parents[2]
expect.set_options(timeout=20_000)  # a busy machine takes longer, and fails nothing


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real dossier."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    shutil.copytree(PROJECT / "content", folder / "content")
    commit(folder, "The whole dossier")
    with (folder / "content/places/moscow.md").open("a", encoding="utf-8") as file:
        file.write("\n")
    commit(folder, "Change nothing but a blank line")
    event = folder / "content/events/moscow-talks-2022-12-28.md"
    event.write_text(event.read_text("utf-8").replace("when: 2022-12-28", "when: 2022-12"), encoding="utf-8")
    with (folder / "content/places/moscow.md").open("a", encoding="utf-8") as file:
        file.write("It is the capital.\n")
    commit(folder, "Refactor <i>the</i> programme\n\nReason: Withdraw <b>nothing</b> & say why\n")
    subprocess.run(["git", "checkout", "-q", "HEAD^", "--", str(event)], cwd=folder, check=True)
    build(folder)
    with serving(folder / "site") as served:
        yield served


def commit(folder: Path, message: str) -> None:
    """Everything in `folder` as a commit, the first one of a repository of its own."""
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", message)):
        subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; `make test` installs one where it can, and so its absence is a failure here."""
    path = os.environ.get("CHROMIUM") or chromium.find()
    assert path, "no Chromium: run make test, or name one in $CHROMIUM"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens pages; the test fails on a console error, a failed request, or one that leaves the page's own origin."""
    problems: list[str] = []
    contexts = []

    def opened(address: str, **options: object) -> Page:
        context = browser.new_context(**options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        origin = "/".join(address.split("/")[:3])
        watch(page, origin, problems)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not problems, "\n".join(dict.fromkeys(problems))


@pytest.fixture(scope="module")
def desk_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    small = Small(tmp_path_factory.mktemp("desk") / "dossier")
    small.write(FILES)
    with preview(small.project) as address:
        yield small.project, "/".join(address.split("/")[:3])


@pytest.fixture
def desk(desk_process: tuple[Path, str], browser: Browser) -> Iterator[Desk]:
    project, origin = desk_process
    for name, text in FILES.items():
        if (project / name).read_text("utf-8") != text:
            (project / name).write_text(text, "utf-8")
    for id_ in (GATE, BAWABA):
        left = journal(project, id_)  # by another test
        left.steps, left.done, left.dismissed = [], 0, []
        left.save()
    found = Desk(project, origin, browser)
    yield found
    for context in browser.contexts:
        context.close()
    # What is refused is said on the page, and by the browser as well.
    assert [
        problem for problem in found.problems if not re.search("409 .Conflict|422 .Unprocessable", problem)
    ] == []
