"""`dossier serve`: a site at a local address. A page that is open reloads itself when the site has changed, and shows what
is wrong where the content has a mistake.

What is shown is not published yet, and a loopback address is open to every page in the browser: previews, shards of the
search index and data are scripts, which any site may load. Requests that another site's page causes are refused by what the
browser says of them (Fetch Metadata); each answer forbids other origins to use or frame it (CORP, frame-ancestors).
"""

from __future__ import annotations

import http.server
import io
import mimetypes
import os
import re
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import unquote

from dossier.build.dev_site import EVENTS, DevSite

PING_SECONDS = 15.0
"""Seconds between empty events to open pages: writing one finds out that a page was closed."""
TIMEOUT_SECONDS = 10.0
"""Seconds for a whole request to arrive, and for a client to take the answer."""
MOST_CLIENTS = 64
"""Connections at a time. A browser opens six, and one more for each open page."""
ALWAYS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'self'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}
"""Headers of every answer, errors included."""
TYPES = {
    ".bib": "application/x-bibtex", ".css": "text/css", ".csv": "text/csv", ".geojson": "application/geo+json",
    ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".map": "application/json",
    ".ris": "application/x-research-info-systems", ".svg": "image/svg+xml", ".txt": "text/plain", ".woff": "font/woff",
    ".woff2": "font/woff2", ".xml": "application/xml",
}  # fmt: skip
"""Media types by file ending: with `nosniff` a browser takes no script or style of another type."""
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?")


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers requests with files of a `DevSite`."""

    protocol_version = "HTTP/1.1"
    preview: DevSite

    def setup(self) -> None:
        """Reads each request until a deadline: a byte now and then does not hold the connection."""
        super().setup()
        self._incoming = _Incoming(self.connection)
        self.rfile = io.BufferedReader(self._incoming)

    def handle_one_request(self) -> None:
        """Handles one request within `TIMEOUT_SECONDS`."""
        self._incoming.deadline = time.monotonic() + TIMEOUT_SECONDS
        super().handle_one_request()

    def end_headers(self) -> None:
        """Adds the headers of every answer."""
        for name, value in ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def _refused(self) -> tuple[int, bytes] | None:
        """The status and reason of a refusal; None for a request that is answered."""
        hosts = self.headers.get_all("Host") or []
        host = _HOST.fullmatch(hosts[0].strip()) if len(hosts) == 1 else None
        if host is None or not self.path.startswith("/"):
            return 400, b"this is no request to a host by its name\n"
        if host[1].strip("[]").lower() not in self.preview.hosts:
            # A page elsewhere whose name was made to lead here would read what is not published yet (DNS rebinding).
            return 421, b"this preview is for its own address alone\n"
        origin = self.headers.get("Origin")
        if self.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site") or (
            origin is not None and origin != f"http://{hosts[0].strip()}"
        ):
            return 403, b"another site led here; to open this page, go to the address bar and press Enter\n"
        return None

    def do_GET(self) -> None:
        """Answers with a page, a file, or the stream of changes."""
        if "Content-Length" in self.headers or "Transfer-Encoding" in self.headers:
            self.close_connection = True  # its body is not read, and is no further request
        if refused := self._refused():
            self.close_connection = True
            status, reason = refused
            self._answer(status, reason, **{"Content-Type": "text/plain; charset=utf-8"})
            return
        quoted = self.path.partition("?")[0].partition("#")[0]
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
        ending = os.path.splitext(name)[1].lower()
        usual = "application/octet-stream" if ending else "text/html"
        kind = TYPES.get(ending) or mimetypes.guess_type(name)[0] or usual
        text = kind.startswith("text/") or kind == "application/json"
        self._answer(status, found, **{"Content-Type": kind + ("; charset=utf-8" if text else "")})

    def do_HEAD(self) -> None:
        """Answers like GET, without a body (`_answer` leaves it out)."""
        self.do_GET()

    def _answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.connection.settimeout(TIMEOUT_SECONDS)
        try:
            self.wfile.write(b"" if self.command == "HEAD" else body)
        except OSError:  # the client has hung up, or does not take it
            self.close_connection = True

    def _events(self) -> None:
        """Sends server-sent events (HTML, 9.2) until the page is closed."""
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.connection.settimeout(TIMEOUT_SECONDS)
        self.close_connection = True
        progress = ""
        with suppress(OSError):
            while True:
                now = self.preview.state(progress, PING_SECONDS)
                self.wfile.write(f"data: {now}\n\n".encode() if now != progress else b": alive\n\n")
                self.wfile.flush()
                progress = now

    def log_message(self, format: str, *args: object) -> None:
        """Logs nothing: requests of a browser are noise while a text is edited."""


class _Incoming(io.RawIOBase):
    """A raw stream of what a client sends, until a deadline."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self.deadline = time.monotonic() + TIMEOUT_SECONDS
        """Seconds on the monotonic clock."""

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Raises `TimeoutError` when the deadline has passed."""
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._connection.settimeout(left)
        return self._connection.recv_into(buffer)


class Server(http.server.ThreadingHTTPServer):
    """Runs a thread for each connection, `MOST_CLIENTS` at most."""

    daemon_threads = True
    request_queue_size = MOST_CLIENTS

    def __init__(self, *arguments: Any) -> None:
        self._free = threading.Semaphore(MOST_CLIENTS)
        super().__init__(*arguments)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Starts a thread; closes the connection where all are taken."""
        if self._free.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        """Handles the request, then frees the thread."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Prints one line, and nothing where a client hung up: no request fills the terminal."""
        error = sys.exc_info()[1]
        if error is not None and not isinstance(error, OSError):
            print(f"dossier: a request could not be answered: {error!r}", file=sys.stderr)  # noqa: T201


def serve(preview: DevSite, host: str, port: int, then: Callable[[str], None]) -> None:
    """Serves until `then`, called with the address, returns. Raises `OSError`."""
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
