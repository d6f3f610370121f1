"""`dossier serve`: an edit shows on the open page, and so does a mistake."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, expect

PROJECT = Path(__file__).parents[2]


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    shutil.copytree(PROJECT / "content", tmp_path / "content")
    command = [sys.executable, "-u", "-m", "dossier", "serve", "--address", "127.0.0.1:0"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(
        command, cwd=tmp_path, env=environment, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stderr
        try:
            line = next(line for line in process.stderr if "Open http" in line)
            yield tmp_path, line.split()[1]
        finally:
            process.send_signal(signal.SIGINT)
            process.stderr.read()
    assert process.returncode == 0
    assert not (tmp_path / "site").exists(), "the published site is not touched"


def test_an_edit_and_a_mistake_show_on_the_open_page(served: tuple[Path, str], browser: Browser) -> None:
    project, address = served
    page = browser.new_page()
    page.goto(f"{address}places/afrin/")
    expect(page.locator("h1")).to_have_text("Afrin")
    file = project / "content/places/afrin.md"
    good = file.read_text("utf-8")
    file.write_text(good.replace("A city in the north", "A town in the very north"), "utf-8")
    expect(page.locator(".dossier-text")).to_contain_text("A town in the very north")
    file.write_text(good.replace("type: city", "type: citty"), "utf-8")
    dialog = page.locator("dialog")
    expect(dialog).to_contain_text(re.compile(r"content/places/afrin\.md:3:7: error: .*\[bad-value\]"))
    expect(page.locator(".dossier-text")).to_contain_text("A town in the very north")
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    file.write_text(good, "utf-8")
    expect(page.locator(".dossier-text")).to_contain_text("A city in the north")
    expect(dialog).to_have_count(0)
    page.goto(f"{address}no/such/page/")
    expect(page.locator("h1")).to_have_text("No such page")
    page.goto(address.removesuffix("dossier/"))
    expect(page).to_have_url(address)
    page.close()


def test_only_its_own_address_is_answered(served: tuple[Path, str]) -> None:
    _, address = served
    url = urlsplit(address)

    def ask(path: str, host: str) -> tuple[int, str]:
        with closing(http.client.HTTPConnection(url.hostname or "", url.port)) as connection:
            connection.putrequest("GET", path, skip_host=True)
            connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            answer.read()
            return answer.status, answer.getheader("Location") or ""

    assert ask(url.path, "evil.example")[0] == 421
    assert ask(f"{url.path}-dossier/events", f"evil.example:{url.port}")[0] == 421
    assert ask(url.path, url.netloc)[0] == 200
    assert ask(f"{url.path}places", f"localhost:{url.port}") == (302, f"{url.path}places/")
    assert ask(f"{url.path}%2e%2e/mkdocs.yml", url.netloc)[0] == 404
    assert ask(f"{url.path}x%0d%0aSet-Cookie:%20a=b", url.netloc)[0] == 404


def test_the_folder_may_go_and_come_back(served: tuple[Path, str], browser: Browser) -> None:
    project, address = served
    page = browser.new_page()
    page.goto(f"{address}places/afrin/")
    (project / "content").rename(project / "away")
    expect(page.locator("dialog")).to_contain_text("content", timeout=10_000)
    file = project / "away/places/afrin.md"
    file.write_text(
        file.read_text("utf-8").replace("A city in the north", "A town in the very north"), "utf-8"
    )
    (project / "away").rename(project / "content")
    expect(page.locator(".dossier-text")).to_contain_text("A town in the very north", timeout=15_000)
    page.close()
