"""The real dossier and a hostile one, built, served on loopback, and opened in a real Chromium."""

from __future__ import annotations

import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import chromium

PROJECT = Path(__file__).parents[2]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a site below `/dossier/`, as its `site_url` says."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """`/dossier/x` is the file `x`."""
        return super().translate_path(path.removeprefix("/dossier") or "/")

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    """A browser that leaves a page hangs up: nothing to print."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing."""


@dataclass
class Site:
    """A built site and where it is served."""

    folder: Path
    origin: str
    problems: list[str] = field(default_factory=list)

    @property
    def root(self) -> str:
        """The address of its front page."""
        return f"{self.origin}/dossier/"

    def addresses(self) -> list[str]:
        """Every page's address under the site."""
        found = sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("index.html"))
        return [path.removesuffix("index.html") for path in found]


def build(folder: Path) -> None:
    """`dossier build` in `folder`, as a user would."""
    command = [sys.executable, "-m", "dossier", "build", "-q"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@contextmanager
def serving(folder: Path) -> Iterator[Site]:
    """`folder`, served on a free port of loopback."""
    server = Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield Site(folder, f"http://127.0.0.1:{server.server_port}")
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The real dossier."""
    folder = tmp_path_factory.mktemp("real")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    shutil.copytree(PROJECT / "content", folder / "content")
    build(folder)
    with serving(folder / "site") as served:
        yield served


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium; `make test` installs one where it can, and so its absence is a failure here."""
    path = os.environ.get("CHROMIUM") or chromium.find()
    assert path, "no Chromium: run make test, or name one in $CHROMIUM"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
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


def watch(page: Page, origin: str, problems: list[str]) -> None:
    """Note whatever must not happen on `page`."""
    page.on(
        "console",
        lambda m: problems.append(f"console: {m.text} at {page.url}") if m.type == "error" else None,
    )
    page.on("pageerror", lambda e: problems.append(f"script: {e} at {page.url}"))
    page.on("dialog", lambda d: (problems.append(f"dialog: {d.message} at {page.url}"), d.dismiss()))
    # A page that is left while it still loads aborts its requests: no fault.
    page.on(
        "requestfailed",
        lambda r: (
            problems.append(f"failed: {r.url} ({r.failure}) at {page.url}")
            if "ERR_ABORTED" not in str(r.failure)
            else None
        ),
    )
    page.on(
        "request",
        lambda r: (
            problems.append(f"other host: {r.url} at {page.url}")
            if not r.url.startswith((origin, "data:", "blob:", "about:"))
            else None
        ),
    )
