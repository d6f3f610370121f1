"""Dead links: checks addresses politely, one request to a host at a time, as its robots.txt allows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from dossier.ingest import Refused, Unreachable
from dossier.ingest.fetch import Fetched, Limits, Permit, fetch, public

AGENT = "dossier"
PAUSE = 2.0
"""Seconds between two requests to one host, unless its robots.txt asks for more."""
LONGEST_PAUSE = 30.0
ASKED = Limits(seconds=20, silence=10, size=2_000_000)
ANY = (
    "text/html",
    "application/xhtml+xml",
    "application/pdf",
    "text/plain",
    "application/json",
    "application/xml",
    "text/xml",
)


@dataclass(frozen=True, slots=True)
class Rot:
    """An address that has changed, or was not checked."""

    address: str
    kind: Literal["dead", "moved", "front-page", "not-asked"]
    """Unreachable; on another host or path now; led to the front page; robots.txt forbids asking."""
    happened: str
    """What happened, in one line."""


def rotten(
    addresses: Iterable[str],
    *,
    permit: Permit = public,
    pause: float = PAUSE,
    sleep: Callable[[float], None] = time.sleep,
    clock: Callable[[], float] = time.monotonic,
    asked: Callable[[str], None] = lambda address: None,
) -> Iterator[Rot]:
    """The faults of the addresses, each checked once, in the order given; `asked` is called with each before."""
    robots: dict[str, RobotFileParser] = {}
    last: dict[str, float] = {}

    def wait(host: str, seconds: float) -> None:
        if host in last and (left := last[host] + seconds - clock()) > 0:
            sleep(left)
        last[host] = clock()

    for address in dict.fromkeys(addresses):
        asked(address)
        parts = urlsplit(address)
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in robots:
            wait(host, pause)
            robots[host] = _robots(host, permit)
        rules = robots[host]
        if not rules.can_fetch(AGENT, address):
            yield Rot(address, "not-asked", "its robots.txt asks programs to stay away; open it yourself")
            continue
        wait(host, min(max(pause, float(rules.crawl_delay(AGENT) or 0)), LONGEST_PAUSE))
        if fault := _asked(address, permit):
            yield fault


def _asked(address: str, permit: Permit) -> Rot | None:
    try:
        answer = fetch(address, limits=ASKED, permit=permit, types=ANY, method="HEAD")
    except Unreachable:
        # Not every server answers HEAD as it answers a reader.
        try:
            answer = fetch(address, limits=ASKED, permit=permit, types=ANY)
        except Unreachable as error:
            return Rot(address, "dead", str(error))
        except Refused:
            return None
    except Refused as error:
        return None if "not a page" in str(error) else Rot(address, "dead", str(error))
    return _moved(address, answer)


def _moved(address: str, answer: Fetched) -> Rot | None:
    before, after = urlsplit(address), urlsplit(answer.address)
    if before.path.strip("/") and not after.path.strip("/") and not after.query:
        return Rot(address, "front-page", f"it leads to the front page, {answer.address}")
    same = (_host(before.netloc), before.path.rstrip("/")) == (_host(after.netloc), after.path.rstrip("/"))
    return None if same else Rot(address, "moved", f"it leads to {answer.address}")


def _host(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def _robots(host: str, permit: Permit) -> RobotFileParser:
    """The rules of a host; none if it has none. A host that cannot be reached is reported through its addresses."""
    rules = RobotFileParser()
    try:
        answer = fetch(
            f"{host}/robots.txt",
            limits=Limits(seconds=10, size=500_000),
            permit=permit,
            types=("text/plain", "text/html"),
        )
        lines = (
            answer.body.decode("utf-8", "replace").splitlines() if answer.content_type != "text/html" else []
        )
    except Refused:
        lines = []
    rules.parse(lines)
    return rules


def addresses_of(records: Mapping[str, object]) -> list[str]:
    """Every address that the dossier cites: of articles and their archived copies, and of publishers."""
    from dossier.model.records import Article, Publisher

    addresses: list[str] = []
    for record in records.values():
        if isinstance(record, Article):
            addresses += [a for a in (record.url, record.archived) if a]
        elif isinstance(record, Publisher) and record.url:
            addresses.append(record.url)
    return addresses
