"""`dossier serve`: a site at a local address. A page that is open reloads itself when the site has changed, and shows what
is wrong where the content has a mistake.
"""

from __future__ import annotations

import http.server
import json
import mimetypes
import os
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

EVENTS, SCRIPT = "-dossier/events", "-dossier/reload.js"
"""Addresses below the site's, which no page of a dossier can have."""
ALIVE = 15.0
"""Seconds after which an open page is told that nothing has happened: a closed one is noticed by that."""
EMPTY = '<!doctype html><title>No page yet</title><body><p>No page yet.</p><script src="{}"></script></body>'
"""What is shown while the content has had errors from the beginning."""


class Preview:
    """What is served, and what is wrong with it at the moment."""

    def __init__(self, base: str, site: Path) -> None:
        self.base = base
        """The path that the site stands at, as where it is published."""
        self.hosts = frozenset(("localhost", "127.0.0.1", "::1"))
        """Names that a browser may have asked for it by."""
        self.site = site
        """The directory of the site, which is replaced when it changes."""
        self._changed = threading.Condition()
        self._version = 0
        self._fault = ""

    def show(self) -> None:
        """The site has changed, and nothing is wrong."""
        with self._changed:
            self._version += 1
            self._fault = ""
            self._changed.notify_all()

    def clear(self) -> None:
        """Nothing is wrong, and nothing has changed."""
        with self._changed:
            self._fault = ""
            self._changed.notify_all()

    def fault(self, told: str) -> None:
        """Say on every open page what is wrong; the last good site stays."""
        with self._changed:
            self._fault = told
            self._changed.notify_all()

    def state(self, known: str = "", wait: float = 0) -> str:
        """What an open page is told, as JSON; waits so many seconds for something else than `known`."""
        with self._changed:
            self._changed.wait_for(lambda: self._told() != known, wait)
            return self._told()

    def _told(self) -> str:
        return json.dumps({"version": self._version, "fault": self._fault})

    def file(self, name: str) -> bytes | None:
        """A file of the site, by its address; None where there is none."""
        if name == SCRIPT:
            return (Path(__file__).parent / "reload.js").read_bytes()
        path = os.path.normpath(self.site / name)
        if not path.startswith(str(self.site) + os.sep) or not os.path.isfile(path):
            nothing = name.endswith("index.html") and not self.site.is_dir()
            return EMPTY.format(self.base + SCRIPT).encode() if nothing else None
        found = Path(path).read_bytes()
        if not name.endswith(".html"):
            return found
        script = f'<script src="{self.base}{SCRIPT}"></script></body>'
        return found.replace(b"</body>", script.encode())


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers with what the preview holds."""

    protocol_version = "HTTP/1.1"
    preview: Preview

    def do_GET(self) -> None:
        """A page, a file, or word of what changes."""
        if urlsplit(f"//{self.headers.get('Host', '')}").hostname not in self.preview.hosts:
            # A page elsewhere whose name was made to lead here would read what is not published yet (DNS rebinding).
            self._answer(421, b"this preview is for its own address alone\n")
            return
        quoted = urlsplit(self.path).path
        path = unquote(quoted)
        if not path.startswith(self.preview.base):
            self._answer(302, b"", Location=self.preview.base)
            return
        name = path.removeprefix(self.preview.base)
        if name == EVENTS:
            self._events()
            return
        found = self.preview.file(f"{name}index.html" if name.endswith("/") or not name else name)
        if found is None and self.preview.file(f"{name}/index.html") is not None:
            self._answer(302, b"", Location=f"{quoted}/")
            return
        status = 200
        if found is None:
            status, found, name = 404, self.preview.file("404.html") or b"not found\n", "404.html"
        kind = mimetypes.guess_type(name)[0] or ("text/html" if "." not in name.rpartition("/")[2] else "")
        text = kind.startswith("text/") or kind in ("application/json", "application/javascript")
        self._answer(status, found, **{"Content-Type": kind + ("; charset=utf-8" if text else "")})

    def do_HEAD(self) -> None:
        """As for GET; `_answer` leaves the body out."""
        self.do_GET()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        with suppress(ConnectionError):
            self.wfile.write(b"" if self.command == "HEAD" else body)

    def _events(self) -> None:
        """Server-sent events (HTML, 9.2), until the page is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.close_connection = True
        told = ""
        with suppress(OSError):
            while True:
                now = self.preview.state(told, ALIVE)
                self.wfile.write(f"data: {now}\n\n".encode() if now != told else b": alive\n\n")
                self.wfile.flush()
                told = now

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: who works on a text need not read which files a browser asks for."""


class Server(http.server.ThreadingHTTPServer):
    """A thread for each page that is open."""

    daemon_threads = True


def serving(preview: Preview, host: str, port: int, then: Callable[[str], None]) -> None:
    """Serve until `then`, which is handed the address, comes to an end. Raises `OSError`."""
    preview.hosts |= {host.strip("[]").lower()}
    handler = type("Bound", (Handler,), {"preview": preview})
    with Server((host, port), handler) as server:
        address = f"http://{host}:{server.server_port}{preview.base}"
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            then(address)
        finally:
            server.shutdown()
