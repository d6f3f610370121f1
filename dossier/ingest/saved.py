"""A saved page → its HTML and the address it was read at: a page saved by a browser or SingleFile, a WARC, a WACZ.

The type of the file is told by its first bytes, not by its name.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import IO, BinaryIO, cast

from dossier.foreign_paths import ForeignPathError, parts_of
from dossier.ingest import Refused, warc
from dossier.ingest.fetch import LIMITS, PAGES
from dossier.model.checks import Malformed, web_address

MAX_FILE = 200_000_000
"""Bytes of an archive; for a page the limit is `LIMITS.size`."""
MAX_ENTRIES, MAX_PAGES = 20_000, 50
"""Files in a WACZ, and pages of it that are considered."""
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
    """The archive that it was in: "WARC", "WACZ", or empty."""


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
    return SavedPage(data, _sound(found[1].decode("ascii", "ignore")) if found else "")


def check_is_page(data: bytes, name: str) -> None:
    """Raises `Refused` for anything but HTML, whatever its name."""
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
        return _one_page(_pages(file, path.name, warc.Budget()), path.name, "WARC")


def _from_wacz(path: Path) -> SavedPage:
    def pages() -> Iterator[SavedPage]:
        budget = warc.Budget()
        with path.open("rb") as file:
            # An entry of a ZIP's directory begins so: no file with more of them is unfolded in memory.
            if path.read_bytes().count(b"PK\x01\x02") > MAX_ENTRIES:
                raise Refused(f"{path.name} holds more than {MAX_ENTRIES:,} files")
            with zipfile.ZipFile(file) as archive:
                for entry in archive.infolist():
                    if not _is_warc(entry.filename):
                        continue
                    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                        raise Refused(f"{path.name}: a WARC in it is packed in a way that no WACZ is")
                    with archive.open(entry) as stored:
                        yield from _pages(stored, path.name, budget)

    try:
        return _one_page(pages(), path.name, "WACZ")
    # A broken offset is an OSError without a file's name. zipfile's own: NotImplementedError for a packing that it does not
    # know, RuntimeError for one behind a password, and whatever its parsing of a made-up head may raise.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Refused(f"{path.name} is no WACZ that can be read") from None
    except (struct.error, OverflowError, KeyError, IndexError, TypeError, AttributeError, MemoryError):
        raise Refused(f"{path.name} is no WACZ that can be read") from None


def _is_warc(name: str) -> bool:
    """Whether an entry is one of the archive's WARCs. Nothing is unpacked to disk; a name that leads out is refused."""
    try:
        parts = parts_of(name)
    except ForeignPathError:
        return False
    return len(parts) == 2 and parts[0] == "archive" and parts[1].endswith((".warc", ".warc.gz"))


def _pages(file: BinaryIO | IO[bytes], name: str, budget: warc.Budget) -> Iterator[SavedPage]:
    """The HTML responses of a WARC, in their order; raises `Refused`."""
    try:
        for found in warc.responses(cast(BinaryIO, file), budget, LIMITS.size):
            kind = found.content_type
            if found.status != "200" or kind.partition(";")[0].strip().lower() not in PAGES:
                continue
            body = warc.unpacked(found.body, found.coding, LIMITS.size)
            if len(body) > LIMITS.size or len(found.body) > LIMITS.size:
                raise Refused(f"{name}: a page in it is larger than {LIMITS.size:,} bytes")
            charset = re.search(r"charset=[\"']?([\w-]+)", kind)
            yield SavedPage(body, _sound(found.address), charset[1] if charset else "")
    except warc.BrokenArchive as wrong:
        raise Refused(f"{name} is no WARC that can be read: {wrong}") from None


def _sound(address: str) -> str:
    """A valid address as it is; empty for anything else."""
    try:
        return web_address(address)
    except Malformed:
        return ""


def _one_page(pages: Iterator[SavedPage], name: str, tool: str) -> SavedPage:
    """The largest page of an archive: the others are frames in it."""
    largest = max(islice(pages, MAX_PAGES), key=lambda page: len(page.html), default=None)
    if largest is None:
        raise Refused(f"{name} holds no page (no HTML that was answered with 200)")
    check_is_page(largest.html, name)
    return replace(largest, tool=tool)
