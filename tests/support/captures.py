"""A small dossier about a harbour, and a server on loopback that plays well and badly."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

import gzip
import http.server
import threading
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.ingest.fetch import Address

PAGES = Path(__file__).parents[1] / "ingest" / "pages"

ARTICLE = """---
title: Talks in the harbour
publisher: island-post
url: https://post.example/talks
published: 2023-03-04
accessed: 2023-03-05
language: en
read: full
actors:
  ilse-kramer: {named: [Ilse Kramer, Kramer]}
places: [novaport]
claims:
  - claim: talks-held
    stance: asserts
    quotes:
      - {text: six hours of talks, at: ¶ 1}
  - claim: paper-signed
    stance: asserts
    quotes:
      - {text: no paper was signed, at: ¶ 2}
      - {text: the quay was empty, at: ¶ 3}
---

It tells of talks in [[novaport]].
"""
CAPTURE = """Talks in the harbour

Ilse Kramer held six hours of talks with the authority in the harbour office of the town on Saturday.

In the evening no paper was signed, and Kramer left by the last ferry of the day for the islands.

By nightfall the quay was empty, and the guards had gone home for the rest of the week.
"""
FILES = {
    "content/publishers/island-post.md": "---\ntitle: Island Post\nurl: https://post.example/\n---\n\nAn outlet.\n",
    "content/publishers/reuters.md": "---\ntitle: Reuters\nmedium: agency\nnames: [{name: Reuters, lang: en}, {name: رويترز, lang: ar}]\n---\n\nAn agency.\n",
    "content/actors/ilse-kramer.md": "---\ntitle: Ilse Kramer\ntype: person\nnames: [{name: Ilse Kramer, lang: en}, {name: إلزه كرامر, lang: ar}]\n---\n\nA minister.\n",
    "content/places/novaport.md": "---\ntitle: Novaport\ntype: town\nnames: [{name: Novaport, lang: en}, {name: نوفابورت, lang: ar}]\nlocation: {lat: 1, lon: 1, precision: locality}\n---\n\nA town.\n",
    "content/claims/talks-held.md": "---\ntitle: Talks were held\nabout: [ilse-kramer]\n---\n\nAt issue.\n",
    "content/claims/paper-signed.md": "---\ntitle: A paper was signed\nabout: [ilse-kramer]\n---\n\nAt issue.\n",
    "content/articles/post-talks.md": ARTICLE,
}
PACKED_PAGE = b"<p>The quay was empty, and the guards had gone home for the rest of the week.</p>" * 3
"""What each address of `PACKED` would have said, had it said all."""
_GZIP, _ZLIB = gzip.compress(PACKED_PAGE, mtime=0), zlib.compress(PACKED_PAGE)
_TWO = gzip.compress(PACKED_PAGE[:100], mtime=0) + gzip.compress(PACKED_PAGE[100:], mtime=0)
PACKED = {
    "packed-whole": ("gzip", _GZIP),
    "packed-deflate": ("deflate", _ZLIB),
    "packed-twice": ("gzip", _TWO),
    "packed-padded": ("gzip", _TWO + bytes(512)),
    "cut-gzip": ("gzip", _GZIP[:60]),
    "cut-header": ("gzip", _GZIP[:5]),
    "cut-checksum": ("gzip", _GZIP[:-1]),
    "cut-second": ("gzip", _TWO[:-20]),
    "cut-second-header": ("gzip", gzip.compress(PACKED_PAGE[:100], mtime=0) + b"\x1f"),
    "cut-deflate": ("deflate", _ZLIB[:50]),
    "cut-at-once": ("gzip", b""),
    "bomb-of-two": ("gzip", gzip.compress(b"a" * 6_000_000) * 2),
    "packed-and-more": ("gzip", _GZIP + b"<p>more"),
}


def loopback(address: Address) -> bool:
    return address.is_loopback


class Handler(http.server.BaseHTTPRequestHandler):
    """Pages of the folder, and misbehaviour by path."""

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        name = self.path.strip("/").partition("?")[0]
        self.server.asked.append(self.path)  # type: ignore[attr-defined]
        if (PAGES / name).is_file():
            return self.answer((PAGES / name).read_bytes())
        if name == "robots.txt":
            return self.answer(b"User-agent: *\nDisallow: /private\n", "text/plain")
        if name == "endless":
            return self.to("/endless")
        if name == "to-private":
            return self.to("http://10.0.0.1/x")
        if name == "to-file":
            return self.to("file:///etc/passwd")
        if name == "to-nowhere":
            return self.to("http://[::1")
        if name == "moved":
            return self.to("/no-date.html")
        if name == "gone-home":
            return self.to("/")
        if name == "":
            return self.answer(b"<html>front</html>")
        if name == "large":
            return self.answer(b"x", length=200_000_000)
        if name == "bomb":
            return self.answer(
                gzip.compress(b"<p>" + b"a" * 40_000_000), headers={"Content-Encoding": "gzip"}
            )
        if name in PACKED:
            return self.packed(*PACKED[name])
        if name == "pdf.html":
            return self.answer(b"%PDF-1.7 ...")
        if name == "really-pdf":
            return self.answer(b"%PDF-1.7 ...", "application/pdf")
        if name == "drip":
            self.send_response(200)
            self.end_headers()
            while True:
                self.wfile.write(b"<")
                self.wfile.flush()
                time.sleep(0.1)
        self.send_error(404)
        return None

    def to(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def packed(self, coding: str, body: bytes) -> None:
        """A body whose length is not told: it ends where the connection does."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(body)

    def answer(
        self,
        body: bytes,
        kind: str = "text/html",
        length: int | None = None,
        headers: dict[str, str] | None = None,
    ) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """A reader that hangs up is what is tested."""


@contextmanager
def served() -> Iterator[tuple[str, list[str]]]:
    """The server's address, and the paths it was asked for."""
    with Server(("127.0.0.1", 0), Handler) as server:
        server.asked = []  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", server.asked  # type: ignore[attr-defined]
        finally:
            server.shutdown()
