"""The desk's interface: who may write, and what a request may hold."""

from __future__ import annotations

import http.client
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from support.desk import ARTICLE, CAPTURE, GATE, written
from support.preview import previewed
from support.small import Small

from dossier.config import load
from dossier.desk.given import Refused
from dossier.desk.routes import MOST_JSON, routes
from dossier.desk.workspace import Workspace
from dossier.preview.site import DevSite

STEP = {"do": "set", "path": ["read"], "value": "opening"}


class Served:
    """A desk at a port of loopback."""

    def __init__(self, port: int, project: Path) -> None:
        self.port, self.file = port, project / f"content/articles/{GATE}.md"
        self.token = self.token_of(self.ask("GET", "/-desk/")[1])

    def token_of(self, page: bytes) -> str:
        found = re.search(rb'name="dossier-token" content="([^"]+)"', page)
        assert found
        return found[1].decode()

    def ask(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, bytes, http.client.HTTPMessage]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read(), answer.headers
        finally:
            connection.close()

    def post(self, path: str, given: Any, **headers: str) -> tuple[int, dict[str, Any]]:
        sent = {"Content_Type": "application/json", "X_Dossier_Token": self.token, **headers}
        body = given if isinstance(given, bytes) else json.dumps(given).encode()
        status, said, _ = self.ask("POST", f"/-desk/api/{path}", body, **sent)
        return status, json.loads(said)


@pytest.fixture
def desk(small: Small) -> Iterator[Served]:
    written(small)
    settings = load(small.project / "mkdocs.yml")
    added: list[tuple[str, str, str]] = []

    def add(given: str, url: str, publisher: str) -> str:
        added.append((given if given.startswith("http") else Path(given).suffix, url, publisher))
        if not given.startswith("http") and b"refuse" in Path(given).read_bytes():
            raise Refused("this is no article")
        return GATE

    workspace = Workspace(settings, small.project / "captures", add=add)
    with previewed(DevSite("/", small.project / "site"), routes(workspace, "/")) as port:
        served = Served(port, small.project)
        served.added = added  # type: ignore[attr-defined]
        yield served


def test_a_step_is_written_and_its_view_returned(desk: Served) -> None:
    status, said = desk.post(f"step/{GATE}", {"seen": "", "step": STEP})
    assert status == 200
    assert "read: opening" in desk.file.read_text("utf-8")
    assert said["view"]["undo"] == 1
    assert desk.post(f"undo/{GATE}", {})[1]["note"] == "Undone: set"
    assert desk.file.read_text("utf-8") == ARTICLE


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Dossier_Token": ""},
        {"X_Dossier_Token": "guess"},
        {"X_Dossier_Token": "\xe9"},
        {"Content_Type": "text/plain"},
        {"Content_Type": "application/x-www-form-urlencoded"},
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
        {"Host": "evil.example"},
    ],
    ids=str,
)
def test_nobody_else_writes(desk: Served, headers: dict[str, str]) -> None:
    sent = {"Content_Type": "application/json", "X_Dossier_Token": desk.token, **headers}
    for path in (f"step/{GATE}", f"undo/{GATE}", f"dismiss/{GATE}", "new", "handin"):
        status, _, _ = desk.ask("POST", f"/-desk/api/{path}", json.dumps({"step": STEP}).encode(), **sent)
        assert status in (403, 415, 421)
    if not {"Content_Type"} & headers.keys():
        assert desk.ask("POST", "/-desk/api/source?name=a.html", b"x", **sent)[0] in (403, 421)
    assert desk.file.read_text("utf-8") == ARTICLE
    assert desk.added == []  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff",
        b"[" * 100_000,
        b'{"step": 1}',
        b'{"step": {"do": "set", "path": ["title"], "value": "\\ud800"}}',
        b'{"step": {"do": "\\ud800"}}',
        b'{"step": {"do": "set", "path": ["claims", "a\\nb", "stance"], "value": "x"}}',
        b'{"step": {"do": "set", "path": ["claims", -1, "stance"], "value": "x"}}',
        b"{}",
        b" " * (MOST_JSON + 1),
    ],
    ids=lambda body: ascii(body[:12]),
)
def test_what_is_no_step_is_refused_in_one_line(desk: Served, body: bytes) -> None:
    status, said = desk.post(f"step/{GATE}", body)
    assert status in (400, 422)
    assert "\n" not in said["error"]
    assert desk.file.read_text("utf-8") == ARTICLE


@pytest.mark.parametrize(
    "id_",
    [
        "..",
        "%2e%2e",
        "..%2f..%2fmkdocs",
        "x" * 5000,
        "no-such-article",
        "index",
        "quay-town",
        "%00",
        "dock-herald-gate%2f",
    ],
)
def test_no_other_file_is_reached(desk: Served, id_: str) -> None:
    for method, path in (("GET", "article"), ("GET", "effect"), ("GET", "digest"), ("POST", "step")):
        body = json.dumps({"seen": "", "step": STEP}).encode() if method == "POST" else None
        headers = {"X_Dossier_Token": desk.token, "Content_Type": "application/json"}
        status, said, _ = desk.ask(method, f"/-desk/api/{path}/{id_}", body, **headers)
        # A page that asks again and again whether its file is still there is told so, without an error.
        gone = path == "digest" and status == 200 and json.loads(said).keys() == {"gone"}
        assert gone or status in (400, 403, 404, 405, 422), said
        assert b"site_name" not in said
    assert desk.file.read_text("utf-8") == ARTICLE


def test_its_pages_are_for_themselves_alone(desk: Served) -> None:
    for path in ("/-desk/", f"/-desk/article/{GATE}", "/-desk/assets/desk.js", f"/-desk/api/article/{GATE}"):
        status, _, headers = desk.ask("GET", path)
        assert status == 200
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert headers["Cache-Control"] == "no-store"
        assert "Access-Control-Allow-Origin" not in headers
    policy = desk.ask("GET", "/-desk/")[2]["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert desk.ask("GET", "/-desk/assets/..%2froutes.py")[0] == 404


def test_what_stands_in_an_address_is_escaped(desk: Served) -> None:
    page = desk.ask("GET", "/-desk/article/%3Cscript%3Ealert(1)%3C%22'")[1]
    assert b"<script>alert" not in page
    assert b"&lt;script&gt;" in page


def test_a_source_is_read_by_what_it_is(desk: Served) -> None:
    headers = {"X_Dossier_Token": desk.token}
    ask = desk.ask
    assert ask("POST", "/-desk/api/source?name=a.html&url=https://x.example/", b"<p>", **headers)[0] == 200
    assert ask("POST", "/-desk/api/source?name=..%2F..%2Fevil%2Fx.PD%20F", b"x", **headers)[0] == 200
    assert ask("POST", "/-desk/api/source?url=https://x.example/", b"", **headers)[0] == 200
    status, said, _ = ask("POST", "/-desk/api/source?name=a.txt", b"refuse", **headers)
    assert (status, json.loads(said)) == (422, {"error": "this is no article"})
    assert ask("POST", "/-desk/api/source", b"", **headers)[0] == 422
    assert ask("POST", "/-desk/api/source?name=a.html", b" " * 20_000_001, **headers)[0] == 413
    assert desk.added == [  # type: ignore[attr-defined]
        (".html", "https://x.example/", ""),
        (".PDF", "", ""),
        ("https://x.example/", "", ""),
        (".txt", "", ""),
    ]


def test_two_windows_on_one_file_lose_nothing(desk: Served) -> None:
    """Steps at the same time, from several connections."""
    words = [
        word for word in CAPTURE.split("\n\n")[2].rstrip("\n.").replace(",", "").split() if len(word) > 1
    ]
    steps = [
        {"do": "name", "as": "called", "actor": "port-captain", "text": w, "paragraph": 2}
        for w in dict.fromkeys(words)
    ]
    threads = [
        threading.Thread(target=desk.post, args=(f"step/{GATE}", {"seen": "", "step": step}))
        for step in steps
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    text = desk.file.read_text("utf-8")
    assert all(f"{word}" in text.partition("called: [")[2] for word in dict.fromkeys(words))
    for _ in steps:
        desk.post(f"undo/{GATE}", {})
    assert desk.file.read_text("utf-8") == ARTICLE
