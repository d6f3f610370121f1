"""Building a site as a user would, and serving it on loopback."""

from __future__ import annotations

import http.server
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import IO

from playwright.sync_api import Page


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a site below `/dossier/`, as its `site_url` says."""

    protocol_version = "HTTP/1.1"

    def translate_path(self, path: str) -> str:
        """`/dossier/x` is the file `x`."""
        return super().translate_path(path.removeprefix("/dossier") or "/")

    def do_GET(self) -> None:
        """A browser asks for an icon where a file that is no page names none."""
        if self.path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        else:
            super().do_GET()

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


@contextmanager
def preview(folder: Path) -> Iterator[str]:
    """The address of the site that `dossier serve` serves from `folder`; the process must end well.

    All that it prints is read: a pipe that nobody reads fills, and the server waits for ever in the middle of a line.
    """
    command = [sys.executable, "-u", "-m", "dossier", "serve", "--address", "127.0.0.1:0"]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        reader = threading.Thread(target=_forward, args=(process.stderr, lines), daemon=True)
        reader.start()
        try:
            yield next(line.split()[1] for line in iter(lines.get, "") if "Open http" in line)
        finally:
            process.send_signal(signal.SIGINT)
            reader.join()
    assert process.returncode == 0


def _forward(stream: IO[str], lines: queue.SimpleQueue[str]) -> None:
    for line in stream:
        lines.put(line)
    lines.put("")


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
