"""A saved page → its HTML and the address it was read at: a page saved by a browser or SingleFile, a WARC, a WACZ.

What the file is, its first bytes say, not its name.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dossier.ingest import Refused
from dossier.ingest.fetch import LIMITS, PAGES

MAX_FILE = 200_000_000
"""Bytes of an archive; of a page it is `LIMITS.size`."""
MAX_RECORDS = 100_000
_KINDS = {
    b"%PDF-": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"{\rtf": "an RTF text",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"\x7fELF": "a program", b"MZ": "a program",
}  # fmt: skip
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+?)\s*-->")
_SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s+url:\s*(https?://\S+)")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """HTML as bytes, and what is known of where it was read."""

    html: bytes
    address: str = ""
    charset: str = ""
    tool: str = ""
    """What it was taken out of: "WARC", "WACZ", or nothing."""


def load(path: Path) -> SavedPage:
    """The page in a file; raises `Refused`."""
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1024)
    if head.startswith(b"PK\x03\x04"):
        return _from_wacz(path) if size <= MAX_FILE else _too_large(path, MAX_FILE)
    if head.startswith((b"WARC/", b"\x1f\x8b")):
        return _from_warc_file(path) if size <= MAX_FILE else _too_large(path, MAX_FILE)
    if size > LIMITS.size:
        return _too_large(path, LIMITS.size)
    data = path.read_bytes()
    check_is_page(data, path.name)
    found = _SAVED_FROM.search(data[:4096]) or _SINGLE_FILE.search(data[:4096])
    return SavedPage(data, found[1].decode("ascii", "ignore") if found else "")


def check_is_page(data: bytes, name: str) -> None:
    """Raises `Refused` for what is no HTML, whatever it is called."""
    for magic, kind in _KINDS.items():
        if data.lstrip()[:8].startswith(magic):
            raise Refused(f"{name} is {kind}, not a page; save its text by hand, and use dossier new article")
    if not data.strip():
        raise Refused(f"{name} is empty")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"{name} is no text; it cannot be read as a page")
    if not re.search(
        rb"<\s*(?:!doctype|html|head|body|article|p|div|meta)\b", data.replace(b"\0", b"")[:200_000], re.I
    ):
        raise Refused(f"{name} holds no HTML, and is no WARC, WACZ or reference that can be read")


def _too_large(path: Path, limit: int) -> SavedPage:
    raise Refused(f"{path.name} is larger than {limit:,} bytes")


def _from_warc_file(path: Path) -> SavedPage:
    with path.open("rb") as file:
        return _one_page(_pages(file, path.name), path.name, "WARC")


def _from_wacz(path: Path) -> SavedPage:
    def pages() -> Iterator[SavedPage]:
        with zipfile.ZipFile(path) as archive:
            for entry in archive.infolist()[:1000]:
                if re.fullmatch(r"archive/[^/]+\.warc(?:\.gz)?", entry.filename):
                    if entry.file_size > MAX_FILE:
                        raise Refused(f"{path.name}: {entry.filename} is larger than {MAX_FILE:,} bytes")
                    with archive.open(entry) as file:
                        yield from _pages(io.BytesIO(file.read(MAX_FILE)), path.name)

    try:
        return _one_page(pages(), path.name, "WACZ")
    # zipfile's own: NotImplementedError for a packing it does not know, RuntimeError for one behind a password.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError):
        raise Refused(f"{path.name} is no WACZ that can be read") from None


def _pages(file: io.BufferedIOBase | io.BufferedReader, name: str) -> Iterator[SavedPage]:
    """The HTML responses of a WARC, in their order."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    try:
        for number, record in enumerate(ArchiveIterator(file)):
            if number >= MAX_RECORDS:
                return
            if record.rec_type not in ("response", "resource"):
                continue
            headers = record.http_headers
            kind = (headers or record.rec_headers).get_header("Content-Type") or ""
            status = headers.get_statuscode() if headers else "200"
            if status != "200" or kind.partition(";")[0].strip().lower() not in PAGES:
                continue
            body = record.content_stream().read(LIMITS.size + 1)
            if len(body) > LIMITS.size:
                raise Refused(f"{name}: a page in it is larger than {LIMITS.size:,} bytes")
            charset = re.search(r"charset=[\"']?([\w-]+)", kind)
            address = record.rec_headers.get_header("WARC-Target-URI") or ""
            yield SavedPage(body, address.strip("<>"), charset[1] if charset else "")
    except (ArchiveLoadFailed, gzip.BadGzipFile, zlib.error, EOFError, ValueError, UnicodeError):
        raise Refused(f"{name} is no WARC that can be read") from None


def _one_page(pages: Iterator[SavedPage], name: str, tool: str) -> SavedPage:
    """The only page of an archive, or the first where the others are parts (frames) of it."""
    found: list[SavedPage] = []
    for page in pages:
        if len(found) > 50:
            break
        found.append(page)
    if not found:
        raise Refused(f"{name} holds no page (no HTML that was answered with 200)")
    first = max(found, key=lambda page: len(page.html)) if len(found) > 1 else found[0]
    check_is_page(first.html, name)
    return SavedPage(first.html, first.address, first.charset, tool)
