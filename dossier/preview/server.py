"""`dossier serve`: a site at a local address. A page that is open reloads itself when the site has changed, and shows what
is wrong where the content has a mistake.

What is shown is not published yet, and a loopback address is open to every page in the browser: previews, shards of the
search index and data are scripts, which any site may load. Requests that another site's page causes are refused by what the
browser says of them (Fetch Metadata); each answer forbids other origins to use or frame it (CORP, frame-ancestors).
"""

from __future__ import annotations

import asyncio
import mimetypes
import os
import re
import socket
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from urllib.parse import unquote

import h11
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from dossier.preview.site import EVENTS, DevSite

PING_SECONDS = 15.0
"""Seconds between empty events to open pages: writing one finds out that a page was closed."""
LOOK_SECONDS = 0.05
"""Seconds between looks at whether there is something new for an open page."""
TIMEOUT_SECONDS = 10.0
"""Seconds for a whole request to arrive, and for a client to take what it is sent."""
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
"""Headers of every answer, errors included. A page's own policy replaces the one here."""
TYPES = {
    ".bib": "application/x-bibtex", ".css": "text/css", ".csv": "text/csv", ".geojson": "application/geo+json",
    ".html": "text/html", ".js": "text/javascript", ".json": "application/json", ".map": "application/json",
    ".ris": "application/x-research-info-systems", ".svg": "image/svg+xml", ".txt": "text/plain", ".woff": "font/woff",
    ".woff2": "font/woff2", ".xml": "application/xml",
}  # fmt: skip
"""Media types by file ending: with `nosniff` a browser takes no script or style of another type."""
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]{2,45}\]|[A-Za-z0-9.-]{1,253})(?::[0-9]{1,5})?")


def serve(
    preview: DevSite, host: str, port: int, then: Callable[[str], None], routes: Sequence[BaseRoute] = ()
) -> None:
    """Serves until `then`, called with the address, returns. Raises `OSError`.

    `routes` are answered before the files of the preview.
    """
    preview.hosts |= {host.strip("[]").lower()}
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host.strip("[]"), port), family=family) as listening:
        address = f"http://{host}:{listening.getsockname()[1]}{preview.base}"
        settings = uvicorn.Config(
            application(preview, routes),
            http=_Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=False,
            limit_concurrency=MOST_CLIENTS,
            timeout_keep_alive=int(TIMEOUT_SECONDS) or 1,
        )
        server = uvicorn.Server(settings)
        thread = threading.Thread(target=server.run, args=([listening],), daemon=True)
        thread.start()
        try:
            then(address)
        finally:
            server.should_exit = server.force_exit = True
            thread.join(TIMEOUT_SECONDS)


def application(preview: DevSite, routes: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The application: `routes`, the stream of changes, and the files of the preview, behind the guard."""

    async def events(request: Request) -> Response:
        path = unquote(request.query_params.get("page", ""))
        return StreamingResponse(_events(preview, path), media_type="text/event-stream")

    async def files(request: Request) -> Response:
        return _file(preview, request)

    inner = Starlette(
        routes=[*routes, Route(f"{preview.base}{EVENTS}", events), Route("/{path:path}", files)],
    )
    return _Guard(inner, preview)


class _Guard:
    """Refuses requests that are no request of the preview's own pages; adds the headers of every answer."""

    def __init__(self, inner: ASGIApp, preview: DevSite) -> None:
        self.inner, self.preview = inner, preview

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*_always(message.get("headers", ())), *message.get("headers", ())]
            await send(message)

        refused = self._refused(scope)
        try:
            await (refused or self.inner)(scope, receive, send_with_headers)
        except Exception as error:
            # One line, and nothing where a client hung up: no request fills the terminal.
            print(f"dossier: a request could not be answered: {error!r}", file=sys.stderr)  # noqa: T201
            await PlainTextResponse("this could not be answered\n", 500)(scope, receive, send_with_headers)

    def _refused(self, scope: Scope) -> Response | None:
        """The answer to a request that is refused; None for one that is answered."""
        headers = [(name.lower(), value.decode("latin-1")) for name, value in scope["headers"]]
        hosts = [value for name, value in headers if name == b"host"]
        host = _HOST.fullmatch(hosts[0].strip()) if len(hosts) == 1 else None
        if host is None or not scope["raw_path"].startswith(b"/"):
            return _closing(400, "this is no request to a host by its name\n")
        if host[1].strip("[]").lower() not in self.preview.hosts:
            # A page elsewhere whose name was made to lead here would read what is not published yet (DNS rebinding).
            return _closing(421, "this preview is for its own address alone\n")
        said = dict(headers)
        origin = said.get(b"origin")
        if said.get(b"sec-fetch-site") in ("cross-site", "same-site") or (
            origin is not None and origin != f"http://{hosts[0].strip()}"
        ):
            return _closing(
                403, "another site led here; to open this page, go to the address bar and press Enter\n"
            )
        return None


def _closing(status: int, reason: str) -> Response:
    return PlainTextResponse(reason, status, {"Connection": "close"})


def _always(present: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    there = {name.lower() for name, _ in present}
    lines = [(name.lower().encode(), value.encode()) for name, value in ALWAYS.items()]
    return [line for line in lines if line[0] not in there]


def _file(preview: DevSite, request: Request) -> Response:
    """A page or file of the preview; its page for what is not found."""
    if request.method not in ("GET", "HEAD"):
        return PlainTextResponse(
            "this can only be read\n", 405, {"Allow": "GET, HEAD", "Connection": "close"}
        )
    path = request.scope["path"]
    if not path.startswith(preview.base):
        return RedirectResponse(preview.base, 302)
    name = path.removeprefix(preview.base)
    found = preview.file(f"{name}index.html" if name.endswith("/") or not name else name)
    if found is None and preview.file(f"{name}/index.html") is not None:
        quoted = request.scope["raw_path"].partition(b"?")[0].decode("ascii")
        return RedirectResponse(f"{quoted}/", 302)
    status = 200
    if found is None:
        status, found, name = 404, preview.file("404.html") or b"not found\n", "404.html"
    ending = os.path.splitext(name)[1].lower()
    usual = "application/octet-stream" if ending else "text/html"
    kind = TYPES.get(ending) or mimetypes.guess_type(name)[0] or usual
    text = kind.startswith("text/") or kind == "application/json"
    headers = {"Content-Type": kind + ("; charset=utf-8" if text else "")}
    if request.headers.get("content-length") or request.headers.get("transfer-encoding"):
        headers["Connection"] = "close"
    return Response(found, status, headers)


async def _events(preview: DevSite, path: str) -> AsyncIterator[str]:
    """Server-sent events (HTML, 9.2) until the page at a path is closed."""
    known, spoke = "", 0.0
    with preview.open_page(path) as name:
        while True:
            now = preview.state(name)
            if now != known:
                known, spoke = now, time.monotonic()
                yield f"data: {now}\n\n"
            elif time.monotonic() - spoke > PING_SECONDS:
                spoke = time.monotonic()
                yield ": alive\n\n"
            await asyncio.sleep(LOOK_SECONDS)


class _Protocol(H11Protocol):
    """HTTP/1.1 by uvicorn, with a deadline for what a client sends and takes."""

    _late: asyncio.TimerHandle | None = None
    _stuck: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begins to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stops waiting."""
        self._received()
        self.resume_writing()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Reads each request until a deadline: a byte now and then does not hold the connection."""
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE and self.conn.their_state is not h11.SEND_BODY:
            self._received()

    def on_response_complete(self) -> None:
        """Begins to wait for the next request."""
        super().on_response_complete()
        if not self.transport.is_closing() and self.conn.their_state in (h11.IDLE, h11.SEND_BODY):
            self._received()
            self._wait()

    def pause_writing(self) -> None:
        """Hangs up on a client that takes nothing for long."""
        super().pause_writing()
        self._stuck = self._stuck or self.loop.call_later(TIMEOUT_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """Goes on writing."""
        super().resume_writing()
        if self._stuck:
            self._stuck.cancel()
            self._stuck = None

    def send_400_response(self, msg: str) -> None:
        """Answers a request that cannot be parsed."""
        body = b"this is no request\n"
        headers = [*_always(()), (b"content-type", b"text/plain; charset=utf-8"), (b"connection", b"close")]
        head = h11.Response(status_code=400, headers=[*headers, (b"content-length", b"%d" % len(body))])
        for event in (head, h11.Data(data=body), h11.EndOfMessage()):
            self.transport.write(self.conn.send(event) or b"")
        self.transport.close()

    def _wait(self) -> None:
        self._late = self.loop.call_later(TIMEOUT_SECONDS, self.transport.abort)

    def _received(self) -> None:
        if self._late:
            self._late.cancel()
            self._late = None
