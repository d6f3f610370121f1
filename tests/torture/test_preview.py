"""`dossier serve` against other origins, odd requests and slow clients."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.preview import previewed

from dossier.preview import server as served
from dossier.preview.site import DevSite

HEADERS = {
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def port(folder: Path) -> Iterator[int]:
    site = folder / "published"
    for name, text in (
        ("index.html", "<body>secret</body>"),
        ("assets/a.js", "let secret"),
        ("404.html", "<body>none</body>"),
    ):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text)
    (folder / "outside.txt").write_text("outside")
    (site / "link.txt").symlink_to(folder / "outside.txt")
    patched = pytest.MonkeyPatch()
    patched.setattr(served, "TIMEOUT_SECONDS", 1.0, raising=False)
    patched.setattr(served, "PING_SECONDS", 0.3)
    with previewed(DevSite("/", site)) as found:
        yield found
    patched.undo()


def send(port: int, text: str | bytes, wait: float = 3) -> tuple[str, dict[str, str], str]:
    """Status line, headers in lower case, body."""
    with socket.create_connection(("127.0.0.1", port), timeout=wait) as connection:
        connection.sendall(text if isinstance(text, bytes) else text.encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    head, _, body = answer.decode("latin-1").partition("\r\n\r\n")
    status, *lines = head.split("\r\n")
    return status, {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in lines)}, body


def get(port: int, path: str = "/assets/a.js", **headers: str) -> tuple[str, dict[str, str], str]:
    sent = {"Host": f"127.0.0.1:{port}", **{name.replace("_", "-"): value for name, value in headers.items()}}
    return send(port, f"GET {path} HTTP/1.1\r\n" + "".join(f"{k}: {v}\r\n" for k, v in sent.items()) + "\r\n")


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize(
    "path", ["/", "/assets/a.js", "/-dossier/events", "/-dossier/reload.js", "/none", "/assets"]
)
def test_what_another_site_causes_is_refused(port: int, site: str, path: str) -> None:
    for mode, dest in (
        ("no-cors", "script"),
        ("navigate", "iframe"),
        ("navigate", "document"),
        ("cors", "empty"),
    ):
        status, _, body = get(port, path, Sec_Fetch_Site=site, Sec_Fetch_Mode=mode, Sec_Fetch_Dest=dest)
        assert " 403 " in status
        assert "secret" not in body


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://127.0.0.1", "file://"]
)
def test_another_origin_is_refused(port: int, origin: str) -> None:
    assert " 403 " in get(port, Origin=origin)[0]


def test_its_own_requests_are_answered(port: int) -> None:
    for site in ("none", "same-origin"):
        assert get(port, Sec_Fetch_Site=site)[::2] == ("HTTP/1.1 200 OK", "let secret")
    assert " 200 " in get(port)[0], "curl says nothing of where it comes from"
    assert " 200 " in get(port, Origin=f"http://127.0.0.1:{port}", Sec_Fetch_Site="same-origin")[0]
    assert " 200 " in get(port, Host=f"LOCALHOST:{port}")[0]
    assert " 200 " in get(port, Host="[::1]")[0]


BAD = [
    "GET / HTTP/1.1\r\nHost: [\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: [::1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: evil@127.0.0.1\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1/evil\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1:evil\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1#\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1, evil\r\n\r\n",
    "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil\r\n\r\n",
    "GET / HTTP/1.1\r\nHost:\r\n\r\n",
    "GET / HTTP/1.1\r\n\r\n",
    "GET /\r\n\r\n",  # HTTP/0.9: an answer without a head
    "GET http://[/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET http://127.0.0.1/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET * HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET ?x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET / HTTP/x\r\nHost: 127.0.0.1\r\n\r\n",
    "GET / HTTP/1.1.1\r\nHost: 127.0.0.1\r\n\r\n",
    "GET  HTTP/1.1\r\n\r\n",
    "\x00\x01\x02\r\n\r\n",
    "GET / HTTP/1.1 x\r\n\r\n",
]


@pytest.mark.parametrize("request_", BAD, ids=ascii)
def test_a_bad_request_is_400_and_prints_nothing(
    port: int, request_: str, capfd: pytest.CaptureFixture[str]
) -> None:
    status, headers, body = send(port, request_)
    assert " 400 " in status or (body == "" and "no request" in status)
    assert "secret" not in body
    if status.startswith("HTTP/"):
        assert {name: headers[name] for name in HEADERS} == HEADERS
    time.sleep(0.05)
    assert capfd.readouterr() == ("", "")


ODD = [
    *(
        "/%00",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/..%5coutside.txt",
        "//[",
        "/[",
        "/%5B",
        "/link.txt",
        "/%ff%fe",
    ),
    *(
        "/\xff",
        "/a" * 3000,
        "/%",
        "/%zz",
        "/;a",
        "/assets/",
        "/C:/",
        "/.git/config",
        "//evil.example/%2e%2e",
        "/%0d%0aX:%20y",
    ),
]


@pytest.mark.parametrize("path", ODD, ids=lambda path: ascii(path)[:40])
def test_an_odd_path_leads_nowhere(port: int, path: str, capfd: pytest.CaptureFixture[str]) -> None:
    status, headers, body = get(port, path)
    assert any(f" {code} " in status for code in (302, 400, 404, 414)), status
    assert "outside" not in body
    assert not headers.get("location", "/").startswith("//")
    assert "x" not in headers
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("path", ["/", "/assets/a.js", "/assets", "/none", "/-dossier/reload.js"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "OPTIONS", "PUT", "BREW"])
def test_every_answer_forbids_other_origins(port: int, path: str, method: str) -> None:
    status, headers, _ = send(port, f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
    assert status.startswith("HTTP/1.1")
    assert {name: headers[name] for name in HEADERS} == HEADERS
    assert "access-control-allow-origin" not in headers


def test_the_body_of_a_request_is_no_request(port: int) -> None:
    inner = "GET /assets/a.js HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
    head = f"GET /none HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(inner)}\r\n\r\n"
    assert "let secret" not in send(port, head + inner)[2]


def test_slow_clients_are_hung_up_on(port: int) -> None:
    """Half a request, a byte now and then, and nothing at all."""
    threads = threading.active_count()
    clients = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(200)]
    for number, client in enumerate(clients):
        try:
            client.sendall(b"GET / HTTP/1.1\r\nHost: " if number % 2 else b"")
        except OSError:
            continue
    assert threading.active_count() - threads <= served.MOST_CLIENTS
    drip = clients[1]
    until = time.monotonic() + 4
    while time.monotonic() < until:
        try:
            drip.sendall(b"1")
        except OSError:
            break
        time.sleep(0.2)
    else:
        pytest.fail("a byte now and then keeps the connection")
    for client in clients:
        client.close()
    assert " 200 " in get(port)[0]


def test_a_client_that_takes_nothing_is_hung_up_on(port: int, folder: Path) -> None:
    (folder / "published/large.bin").write_bytes(bytes(30_000_000))
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"GET /large.bin HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        time.sleep(2.5)
        taken = 0
        while piece := connection.recv(1 << 20):
            taken += len(piece)
    assert taken < 30_000_000
