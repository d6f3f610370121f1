"""WARC, WACZ and saved pages that are broken, cut, or meant to fill the memory: one clear line, in bounded time."""

from __future__ import annotations

import gzip
import io
import random
import struct
import tempfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from support.strangers import dossier

from dossier.config import Settings
from dossier.ingest import Refused, saved
from dossier.ingest.saved import SavedPage, load

HTML = b"<!doctype html><html lang=en><title>T</title><article>" + b"<p>Some words of a text.</p>" * 20
ADDRESS = "WARC-Target-URI: https://herald.example/a\r\n"


def http(
    body: bytes = HTML, head: str = "Content-Type: text/html\r\n", status: str = "HTTP/1.1 200 OK"
) -> bytes:
    return f"{status}\r\n{head}\r\n".encode() + body


def record(block: bytes, head: str = ADDRESS, kind: str = "response", length: str | None = None) -> bytes:
    size = str(len(block)) if length is None else length
    first = f"WARC/1.0\r\nWARC-Type: {kind}\r\n{head}Content-Type: application/http; msgtype=response\r\n"
    return f"{first}Content-Length: {size}\r\n\r\n".encode() + block + b"\r\n\r\n"


def chunked(body: bytes) -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in (body[:7], body[7:])) + b"0\r\n\r\n"


def wacz(*files: tuple[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def read(tmp_path: Path, data: bytes, name: str = "page") -> SavedPage:
    path = tmp_path / name
    path.write_bytes(data)
    (page,) = load(path)
    return page


def outcome(path: Path) -> str:
    """Why a file is refused, nothing where it is read."""
    try:
        load(path)
    except Refused as told:
        return str(told)
    return ""


def line_feeds() -> bytes:
    block = http().replace(b"\r\n", b"\n")
    return record(block).replace(b"\r\n", b"\n")


GOOD = {
    "plain": record(http()),
    "packed": gzip.compress(record(http())),
    "packed in one": gzip.compress(record(b"", kind="warcinfo") + record(http())),
    "members": gzip.compress(record(b"", kind="warcinfo")) + gzip.compress(record(http())),
    "padded": gzip.compress(record(http())) + bytes(1000),
    "chunked": record(http(chunked(HTML), "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")),
    "chunked by name": record(http(HTML, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")),
    "gzip": record(http(gzip.compress(HTML), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")),
    "gzip by name": record(http(HTML, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")),
    "deflate": record(http(zlib.compress(HTML), "Content-Type: text/html\r\nContent-Encoding: deflate\r\n")),
    "raw deflate": record(http(zlib.compress(HTML)[2:-4], "Content-Type: text/html\r\nContent-Encoding: deflate\r\n")),
    "both": record(http(chunked(gzip.compress(HTML)), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
                        "Transfer-Encoding: chunked\r\n")),
    "folded": record(http(), ADDRESS + "X: a\r\n b\r\n"),
    "angle brackets": record(http(), "WARC-Target-URI: <https://herald.example/a>\r\n"),
    "lower case": record(http(), ADDRESS.lower()),
    "line feeds": line_feeds(),
    "others": record(http(b"no", status="HTTP/1.1 404 Not")) + record(http(b"x", "Content-Type: image/png\r\n"))
              + record(b"", kind="revisit") + record(b"a" * 100_000, kind="metadata") + record(http()),
    "wacz": wacz(("archive/data.warc.gz", gzip.compress(record(http())))),
    "wacz, deflated": wacz(("archive/data.warc", record(http())), how=zipfile.ZIP_DEFLATED),
    "wacz, among others": wacz(("datapackage.json", b"{}"), ("../archive/a.warc", b"no"),
                               ("archive/a.warc", record(http()))),
}  # fmt: skip


@pytest.mark.parametrize("name", GOOD)
def test_it_is_read(name: str, tmp_path: Path) -> None:
    found = read(tmp_path, GOOD[name])
    assert found.html.replace(b"\r\n", b"\n") == HTML
    assert found.address == "https://herald.example/a"
    assert found.tool == ("WACZ" if "wacz" in name else "WARC")


def test_a_resource_is_read(tmp_path: Path) -> None:
    data = record(HTML, kind="resource").replace(b"application/http; msgtype=response", b"text/html")
    assert read(tmp_path, data).html == HTML


@pytest.mark.parametrize("address", ["", "WARC-Target-URI: http://[\r\n", "WARC-Target-URI: \x1b[\r\n",
                                     "WARC-Target-URI: javascript:a\r\n", "WARC-Target-URI: file:///\r\n"])  # fmt: skip
def test_a_page_without_an_address_has_none(address: str, tmp_path: Path) -> None:
    """AttributeError, a traceback."""
    assert read(tmp_path, record(http(), address)).address == ""


def end(data: bytes, **fields: int) -> bytes:
    """A ZIP with other numbers in its end record."""
    at = data.rindex(b"PK\x05\x06")
    values = list(struct.unpack("<4s4H2LH", data[at : at + 22]))
    for number, key in enumerate(("sig", "disk", "first", "here", "entries", "size", "offset", "comment")):
        values[number] = fields.get(key, values[number])
    return data[:at] + struct.pack("<4s4H2LH", *values)


ZIP = wacz(("archive/a.warc", record(http())))
LARGE = 2_000_000_000
BAD: dict[str, bytes] = {
    "no length": record(http(), length=""),
    "a length below zero": record(http(), length="-5"),
    "a length that is none": record(http(), length="1e3"),
    "an arabic length": record(http()).replace(b"Content-Length: ", "Content-Length: \u0661".encode()),
    "a length of many digits": record(http(), length="9" * 5000),
    "a length beyond the end": record(http(), length=str(len(http()) + 1000)),
    "a length without a field": record(http()).replace(b"Content-Length", b"X-Length"),
    "too short a length": record(http(), length="5"),
    "no type": record(http()).replace(b"WARC-Type", b"X-Type"),
    "no blank line": record(http())[:150],
    "nothing but a line": b"WARC/1.0",
    "nothing but lines": b"WARC/1.0\r\n" * 1000,
    "no version": b"WARC/\r\n\r\n",
    "arc": b"filedesc://a 0 0 text/plain 76\n",
    "gzip, cut": gzip.compress(record(http()))[:-9],
    "gzip, cut early": gzip.compress(record(http()))[:12],
    "gzip, cut in its head": b"\x1f\x8b\x08",
    "gzip, broken": gzip.compress(record(http()))[:60] + b"\xff" * 100,
    "gzip, garbage behind": gzip.compress(record(http(b"no"))) + b"garbage",
    "gzip, a wrong sum": gzip.compress(record(http()))[:-8] + bytes(8),
    "no html": record(http(b"", "Content-Type: image/png\r\n")),
    "not found": record(http(status="HTTP/1.1 404 Not Found")),
    "no status": record(http(status="HTTP/1.1")),
    "dns": record(b"20230101\nherald.example. 300 IN A 1.2.3.4\n", "WARC-Target-URI: dns:herald.example\r\n"),
    "br": record(http(b"\x1b\x00", "Content-Type: text/html\r\nContent-Encoding: br\r\n")),
    "many codings": record(http(b"\x1b\x00", "Content-Type: text/html\r\nContent-Encoding: gzip, gzip\r\n")),
    "zip, nothing else": b"PK\x03\x04",
    "zip, empty": wacz(),
    "zip, cut": ZIP[:-30],
    "zip, its offset beyond the end": end(ZIP, offset=LARGE),
    "zip, its offset too small": end(ZIP, offset=0),
    "zip, its size too large": end(ZIP, size=LARGE),
    "zip, its size none": end(ZIP, size=0),
    "zip64": end(ZIP, offset=0xFFFFFFFF, size=0xFFFFFFFF, entries=0xFFFF),
    "zip, encrypted": ZIP.replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0"),
    "zip, another packing": wacz(("archive/a.warc", record(http())), how=zipfile.ZIP_LZMA),
    "zip, bzip2": wacz(("archive/a.warc", record(http())), how=zipfile.ZIP_BZIP2),
    "zip, a wrong sum": ZIP.replace(b"Some words", b"SOME words", 1),
    "zip, names that lead out": wacz(*((name, record(http())) for name in (
        "../archive/a.warc", "archive/../a.warc", "/archive/a.warc", "archive/..", "archive\\a.warc", "archive//a.warc",
        "C:/archive/a.warc", "archive/.git/a.warc", "x/archive/a.warc", "archive/x/a.warc"))),
    "zip, no warc": wacz(("archive/a.txt", b"x")),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_it_is_refused_in_one_line(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(Refused) as told:
        read(tmp_path, BAD[name])
    assert "\n" not in str(told.value)
    assert str(told.value).isprintable()
    assert capfd.readouterr() == ("", "")


def gz_bomb(size: int, head: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    out = [packer.compress(head)]
    block = bytes(10_000_000)
    out += [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*out, packer.flush()])


HUGE, SIZE = 3_000_000_000, b"Content-Length: 9999999999\r\n\r\n"
BOMBS: dict[str, Callable[[], bytes]] = {
    "a record of zeros": lambda: gz_bomb(HUGE, b"WARC/1.0\r\nWARC-Type: metadata\r\n" + SIZE),
    "one line": lambda: gz_bomb(HUGE, b"WARC/1.0\r\nX: "),
    "blank lines": lambda: gzip.compress(b"\n" * 50_000_000),
    "fields": lambda: gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 5_000_000),
    "members": lambda: gzip.compress(b"") * 1_000_000,
    "records": lambda: gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" * 1_000_000),
    "a body": lambda: record(http(gz_bomb(HUGE, b""), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")),
    "a chunk": lambda: record(http(chunked(gz_bomb(HUGE, b"")),
        "Content-Type: text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n")),
    "chunks": lambda: record(http(b"1\r\n<\r\n" * 1_600_000, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n")),
    "an entry": lambda: wacz(("archive/a.warc", b"WARC/1.0\r\n\r\n" + bytes(900_000_000)), how=zipfile.ZIP_DEFLATED),
    "an entry of padding": lambda: wacz(
        ("archive/a.warc.gz", gzip.compress(b"") + bytes(900_000_000)), how=zipfile.ZIP_DEFLATED),
    "entries": lambda: wacz(*((f"archive/{n}.warc", b"") for n in range(30_000))),
    "many entries": lambda: wacz(
        *((f"archive/{n}.warc.gz", gz_bomb(100_000_000, record(b"", kind="metadata"))) for n in range(40))),
    "pages": lambda: gzip.compress(record(http(HTML + bytes(9_000_000).replace(b"\0", b" "))) * 100),
}  # fmt: skip
QUICK = {"blank lines", "fields", "chunks", "entries"}


@pytest.mark.parametrize(
    "name", [pytest.param(n, marks=() if n in QUICK else pytest.mark.torture) for n in BOMBS]
)
def test_a_bomb_is_bounded(name: str, tmp_path: Path) -> None:
    path = tmp_path / "bomb"
    path.write_bytes(BOMBS[name]())
    assert path.stat().st_size < saved.MAX_FILE
    tracemalloc.start()
    begun = time.process_time()
    assert "\n" not in outcome(path)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 150_000_000
    assert time.process_time() - begun < 60


def broken(chosen: random.Random, data: bytes) -> bytes:
    out = bytearray(data)
    for _ in range(chosen.choice((1, 1, 2, 5, 20))):
        at = chosen.randrange(len(out) + 1)
        kind = chosen.randrange(5)
        if kind == 0 and at < len(out):
            out[at] ^= 1 << chosen.randrange(8)
        elif kind == 1:
            del out[at : at + chosen.choice((1, 2, 10, 1000))]
        elif kind == 2:
            out[at:at] = chosen.randbytes(chosen.choice((1, 4, 50)))
        elif kind == 3:
            out[at : at + 4] = chosen.choice(
                (b"\0\0\0\0", b"\xff\xff\xff\xff", b"\r\n\r\n", b"PK\1\2", b"9999")
            )
        else:
            other = chosen.randrange(len(out) + 1)
            out[at:at] = out[other : other + chosen.choice((10, 300))]
        out = out or bytearray(b"x")
    return bytes(out)


@pytest.mark.parametrize(
    "rounds", [20, pytest.param(1000, marks=[pytest.mark.torture, pytest.mark.timeout(600)])]
)
@pytest.mark.parametrize("name", GOOD)
def test_any_damage_is_one_line(
    name: str, rounds: int, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = random.Random(f"{name} {rounds}")
    for _ in range(rounds):
        path = tmp_path / "page"
        path.write_bytes(broken(chosen, GOOD[name]))
        assert "\n" not in outcome(path)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("name", ["no length", "gzip, cut", "zip, its offset beyond the end", "zip, cut"])
def test_add_tells_it_and_leaves_nothing(name: str, project: Settings, tmp_path: Path) -> None:
    (project.project / "page.wacz").write_bytes(BAD[name])
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    done = dossier(project.project, "add", "page.wacz", TMPDIR=str(temporary))
    assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
    assert done.stderr.startswith("dossier: page.wacz is no W")
    assert list(temporary.iterdir()) == []


def test_no_archive_is_unpacked_to_a_folder() -> None:
    """`tempfile` is not used by what reads a stranger's file."""
    for path in (Path(saved.__file__).parent).rglob("*.py"):
        assert "extractall" not in path.read_text("utf-8")
        assert tempfile.__name__ not in path.read_text("utf-8")
