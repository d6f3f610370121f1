"""What is fetched, and what is not: the guards of `dossier add`."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterator

import pytest
from support.captures import PACKED_PAGE, loopback, served

from dossier.ingest import Refused, Unreachable
from dossier.ingest.fetch import Limits, fetch, public
from dossier.ingest.links import rotten


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served() as (address, _):
        yield address


@pytest.mark.parametrize(
    "address",
    """127.0.0.1 10.0.0.1 172.16.0.1 192.168.1.1 169.254.169.254 100.64.0.1 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1
    fc00::1 ::ffff:127.0.0.1 ::ffff:169.254.169.254 64:ff9b::a00:1 2002:7f00:1:: ff02::1 192.0.2.1
    2001:db8::1 fec0::1 feff::1 3fff::1 3fff:fff:ffff::1""".split(),
)
def test_an_address_inside_the_network_is_not_public(address: str) -> None:
    assert not public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "3ffe::1"])
def test_an_address_of_the_internet_is(address: str) -> None:
    assert public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "http://2130706433/", "http://0x7f.1/", "http://127.1/",
     "http://[::ffff:127.0.0.1]/"],
)  # fmt: skip
def test_nothing_inside_the_network_is_fetched(address: str) -> None:
    with pytest.raises(Refused, match=r"private network|no host"):
        fetch(address)


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/", "gopher://x/", "http://u:p@example.org/"]
)
def test_only_web_addresses_are_fetched(address: str) -> None:
    with pytest.raises(Refused):
        fetch(address)


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/endless", "redirects more than 5 times"),
        ("/to-private", "private network"),
        ("/to-file", "only http"),
        ("/to-nowhere", r'/to-nowhere redirects to "http://\[::1", which is no address'),
        ("/large", "larger than 10,000,000 bytes"),
        ("/bomb", "larger than 10,000,000 bytes"),
        ("/bomb-of-two", "larger than 10,000,000 bytes"),
        ("/packed-and-more", "cannot be read"),
        ("/cut-gzip", "was cut short"),
        ("/cut-header", "was cut short"),
        ("/cut-checksum", "was cut short"),
        ("/cut-second", "was cut short"),
        ("/cut-second-header", "was cut short"),
        ("/cut-deflate", "was cut short"),
        ("/cut-at-once", "was cut short"),
        ("/really-pdf", "is application/pdf, not a page"),
        ("/nothing-here", "answers 404"),
    ],
)
def test_what_misbehaves_is_one_line(base: str, path: str, told: str) -> None:
    with pytest.raises(Refused, match=told) as refused:
        fetch(base + path, permit=loopback)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", ["packed-whole", "packed-deflate", "packed-twice", "packed-padded"])
def test_what_is_packed_is_read_to_its_end(base: str, name: str) -> None:
    assert fetch(f"{base}/{name}", permit=loopback).body == PACKED_PAGE


def test_a_redirect_is_followed_and_told(base: str) -> None:
    found = fetch(f"{base}/moved", permit=loopback)
    assert found.address == f"{base}/no-date.html"
    assert b"pilots" in found.body


def test_a_page_that_drips_is_cut_off(base: str) -> None:
    # The page has no end.
    with pytest.raises(Unreachable, match="took longer than 1 second"):
        fetch(f"{base}/drip", permit=loopback, limits=Limits(seconds=1))


def test_the_name_is_resolved_once_and_the_judged_address_is_used(
    monkeypatch: pytest.MonkeyPatch, base: str
) -> None:
    import socket

    port = int(base.rpartition(":")[2])
    answers = iter(["127.0.0.1", "10.0.0.1"])
    asked: list[str] = []

    def resolve(host: str, *args: object, **kwargs: object) -> list[object]:
        asked.append(host)
        ip = host if host[0].isdigit() else next(answers)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port))]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    assert fetch(f"http://rebinding.example:{port}/no-date.html", permit=loopback).status == 200
    assert asked.count("rebinding.example") == 1


def test_rot_is_found_politely() -> None:
    slept: list[float] = []
    with served() as (address, asked):
        paths = ["/no-date.html", "/to-nowhere", "/moved", "/gone-home", "/nothing", "/private/x"]
        found = {r.address.removeprefix(address): r.kind for r in rotten(
            [address + p for p in paths], permit=loopback, sleep=slept.append, clock=lambda: 0.0
        )}  # fmt: skip
    assert found == {
        "/to-nowhere": "dead",
        "/moved": "moved",
        "/gone-home": "front-page",
        "/nothing": "dead",
        "/private/x": "not-asked",
    }
    assert asked.count("/robots.txt") == 1
    assert "/private/x" not in asked
    assert len(slept) >= 4
    assert min(slept) >= 2
