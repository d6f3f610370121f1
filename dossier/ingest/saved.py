"""A saved page → its HTML and the address it was read at: a page saved by a browser or SingleFile, MHTML, a WARC, a WACZ.

The type of the file is told by its first bytes, not by its name. An archive may contain several pages: the one asked for by
its address is read, else the one that a WACZ names as its seed; the caller decides between the others (`take`).
"""

from __future__ import annotations

import codecs
import json
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, BinaryIO, cast

from dossier.foreign_paths import ForeignPathError, parts_of
from dossier.ingest import Refused, mhtml, warc
from dossier.ingest.fetch import LIMITS, PAGES
from dossier.model.addresses import comparable
from dossier.model.checks import Malformed, web_address

MAX_FILE = 200_000_000
"""Bytes of an archive; for a page the limit is `LIMITS.size`."""
MAX_ENTRIES, MAX_PAGES = 20_000, 50
"""Files in a WACZ, and pages of an archive that are considered where no address is asked for."""
MAX_SEEDS, LISTED = 1_000, 10
"""Lines of a WACZ's list of pages that are read, and addresses that a message lists."""
_KINDS = {
    b"%PDF-": "a PDF", b"\x89PNG": "a picture", b"\xff\xd8\xff": "a picture", b"GIF8": "a picture", b"{\rtf": "an RTF text",
    b"\xd0\xcf\x11\xe0": "an old Office file", b"\x7fELF": "a program", b"MZ": "a program",
}  # fmt: skip
_SAVED_FROM = re.compile(rb"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+?)\s*-->")
_TAG = re.compile(rb"<\s*(?:!doctype|html|head|body|article|p|div|meta)\b", re.I)
_SINGLE_FILE = re.compile(rb"Page saved with SingleFile\s+url:\s*(https?://\S+)")


@dataclass(frozen=True, slots=True)
class SavedPage:
    """HTML as bytes, and what is known of where it was read."""

    html: bytes
    address: str = ""
    charset: str = ""
    tool: str = ""
    """The kind of file that it was in: "WARC", "WACZ", "MHTML", or empty."""


def load(path: Path, wanted: Sequence[str] = ()) -> list[SavedPage]:
    """The pages in a file that may be the one meant, at least one; raises `Refused`.

    `wanted` are addresses of the page: of an archive, only a page at one of them is returned. A file that holds one page
    and does not state its address may be any page.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(1024)
    archive = _from_wacz if head.startswith(b"PK\x03\x04") else None
    archive = _from_warc_file if head.startswith((b"WARC/", b"\x1f\x8b")) else archive
    if size > (MAX_FILE if archive else LIMITS.size):
        raise Refused(f"{path.name} is larger than {MAX_FILE if archive else LIMITS.size:,} bytes")
    if archive:
        return archive(path, frozenset(map(comparable, wanted)))
    data = path.read_bytes()
    if mhtml.is_mhtml(data):
        return [mhtml.page(data, path.name)]
    check_is_page(data, path.name)
    found = _SAVED_FROM.search(data[:4096]) or _SINGLE_FILE.search(data[:4096])
    return [SavedPage(data, sound(found[1].decode("ascii", "ignore")) if found else "")]


def check_is_page(data: bytes, name: str) -> None:
    """Raises `Refused` for anything but HTML, whatever its name."""
    if kind := _kind(data):
        raise Refused(f"{name} is {kind}, not a page; paste its text instead: dossier add -")
    if not data.strip():
        raise Refused(f"{name} is empty")
    if b"\0" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(f"{name} is no text; it cannot be read as a page")
    if not is_markup(data):
        raise Refused(f"{name} holds no HTML, and is no WARC, WACZ or reference that can be read")


def _kind(data: bytes) -> str:
    return next((kind for magic, kind in _KINDS.items() if data.lstrip()[:8].startswith(magic)), "")


def is_plain_text(data: bytes) -> bool:
    """True if the bytes are text, and no page, archive or other file that is recognised by its first bytes."""
    archive = data.startswith((b"PK\x03\x04", b"WARC/", b"\x1f\x8b")) or mhtml.is_mhtml(data)
    binary = b"\0" in data and not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return bool(data.strip()) and not (archive or binary or _kind(data) or is_markup(data))


def is_markup(data: bytes) -> bool:
    """True if there is an HTML tag near the beginning."""
    return _TAG.search(data[:400_000].replace(b"\0", b"")[:200_000]) is not None


def _from_warc_file(path: Path, wanted: frozenset[str]) -> list[SavedPage]:
    with path.open("rb") as file:
        return _meant(_pages(file, path.name, warc.Budget()), wanted, (), path.name, "WARC")


def _from_wacz(path: Path, wanted: frozenset[str]) -> list[SavedPage]:
    def pages(archive: zipfile.ZipFile) -> Iterator[SavedPage]:
        budget = warc.Budget()
        for entry in archive.infolist():
            if _is_warc(entry.filename):
                with _opened(archive, entry, path.name) as stored:
                    yield from _pages(stored, path.name, budget)

    try:
        # An entry of a ZIP's directory begins so: no file with more of them is unfolded in memory.
        if path.read_bytes().count(b"PK\x01\x02") > MAX_ENTRIES:
            raise Refused(f"{path.name} holds more than {MAX_ENTRIES:,} files")
        with zipfile.ZipFile(path) as archive:
            return _meant(pages(archive), wanted, _seeds(archive, path.name), path.name, "WACZ")
    # A broken offset is an OSError without a file's name. zipfile's own: NotImplementedError for a packing that it does not
    # know, RuntimeError for one behind a password, and whatever its parsing of a made-up head may raise.
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        raise Refused(f"{path.name} is no WACZ that can be read") from None
    except (struct.error, OverflowError, KeyError, IndexError, TypeError, AttributeError, MemoryError):
        raise Refused(f"{path.name} is no WACZ that can be read") from None


def _opened(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str) -> IO[bytes]:
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Refused(f"{name}: a file in it is packed in a way that no WACZ is")
    return archive.open(entry)


def _seeds(archive: zipfile.ZipFile, name: str) -> list[str]:
    """The addresses in a WACZ's list of pages (`pages/pages.jsonl`), which its format reserves for what was meant to be
    saved; if entries are marked as seeds, only those.
    """
    entry = next((e for e in archive.infolist() if e.filename == "pages/pages.jsonl"), None)
    if entry is None:
        return []
    pages: list[tuple[str, bool]] = []
    with _opened(archive, entry, name) as stored:
        for line in stored.read(LIMITS.size).splitlines()[:MAX_SEEDS]:
            try:
                written = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(written, dict) and isinstance(address := written.get("url"), str):
                pages.append((address, written.get("seed") is True))
    marked = [address for address, seed in pages if seed]
    return marked or [address for address, _ in pages]


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
            charset = re.search(r"charset=[\"']?([^\s;\"']+)", kind, re.I)
            yield SavedPage(body, sound(found.address), charset[1] if charset else "")
    except warc.BrokenArchive as wrong:
        raise Refused(f"{name} is no WARC that can be read: {wrong}") from None


def sound(address: str) -> str:
    """A valid address as it is; empty for anything else."""
    try:
        return web_address(address)
    except Malformed:
        return ""


def _meant(
    pages: Iterator[SavedPage], wanted: frozenset[str], seeds: Sequence[str], name: str, tool: str
) -> list[SavedPage]:
    """The pages at a wanted address, else at a seed's, else all of them; of several readings of one address the last."""
    asked = wanted or frozenset(map(comparable, filter(sound, seeds)))
    found: dict[str, SavedPage] = {}
    others: dict[str, str] = {}
    for page in pages:
        key = comparable(page.address) if page.address else ""
        if not asked or key in asked:
            found[key] = replace(page, tool=tool)
        elif len(others) < MAX_SEEDS:
            others.setdefault(key, page.address)
        if len(found) > MAX_PAGES:
            raise Refused(f"{name} holds more than {MAX_PAGES} pages; say which: --url ADDRESS")
    if not found:
        if wanted and others:
            raise Refused(
                f"{name} does not hold the page asked for; it holds {listed(list(others.values()))}"
            )
        raise Refused(f"{name} holds no page (no HTML that was answered with 200)")
    for page in found.values():
        check_is_page(page.html, name)
    return list(found.values())


def listed(addresses: Sequence[str]) -> str:
    """Addresses for a message, at most `LISTED` of them."""
    shown = [address or "one without an address" for address in addresses[:LISTED]]
    more = len(addresses) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more else "")
