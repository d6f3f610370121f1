"""A WARC file (ISO 28500), compressed or not → the responses in it, bounded at every step.

Any fault of the file raises `BrokenArchive` with the reason: an invalid length, a record cut short, a file that
decompresses to too much. Records of other types are skipped without being held in memory.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

MAX_UNPACKED = 1_000_000_000
"""Bytes that all layers of compression of one archive yield together."""
MAX_RECORDS = MAX_CHUNKS = 100_000
MAX_LINE, MAX_FIELDS, MAX_BLANK = 65_536, 500, 1_000
"""Bytes of a header line, lines of a header, blank lines between two records."""
_BLOCK = 65_536
_PIECE = 16_384
_FIELD = re.compile(rb"([^\s:]{1,200})[ \t]*:(.*)", re.S)
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


class BrokenArchive(Exception):
    """The archive cannot be read; the message says why, in one line."""


@dataclass(slots=True)
class Budget:
    """The bytes that may still be decompressed from an archive."""

    left: int = field(default_factory=lambda: MAX_UNPACKED)

    def spend(self, size: int) -> None:
        """Subtract bytes; raises `BrokenArchive` if none are left."""
        self.left -= size
        if self.left < 0:
            raise BrokenArchive(f"it unpacks to more than {MAX_UNPACKED:,} bytes")


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response or a resource in a WARC; its body as transmitted, without chunks."""

    address: str
    """The target; empty where the record does not name it."""
    status: str
    content_type: str
    coding: str
    """The content coding, in lower case; empty for none."""
    body: bytes


def responses(file: BinaryIO, budget: Budget, largest: int) -> Iterator[Response]:
    """The responses and resources in order, of each body at most `largest` + 1 bytes; raises `BrokenArchive`."""
    stream: io.BufferedReader[Any] = io.BufferedReader(_Counted(file, budget), _BLOCK)
    if stream.peek(2)[:2] == b"\x1f\x8b":
        stream = io.BufferedReader(_Gunzipped(stream, budget), _BLOCK)
    for _ in range(MAX_RECORDS):
        line = _after_blanks(stream)
        if not line:
            return
        if not line.startswith(b"WARC/"):
            raise BrokenArchive("a record does not begin with WARC/")
        head = _fields(stream)
        length = head.get("content-length", "")
        if not (length.isascii() and length.isdecimal() and len(length) <= 15):
            raise BrokenArchive("a record does not say how long it is (Content-Length)")
        block = _Part(stream, int(length))
        found = _response(head, block, largest)
        block.skip()
        if found is not None:
            yield found


def _response(head: Mapping[str, str], block: _Part, largest: int) -> Response | None:
    kind, address = head.get("warc-type", "").lower(), head.get("warc-target-uri", "").strip("<>")
    if address.startswith("urn:"):
        return None  # what a crawler adds beside a page: its text, its picture
    if kind == "resource":
        return Response(address, "200", head.get("content-type", ""), "", block.read(largest + 1))
    if kind != "response":
        return None
    status = block.readline().split(b" ")
    if not status[0].startswith(b"HTTP/") or len(status) < 2:
        return None  # of another protocol
    http = _fields(block)
    body = block.read(largest + 1)
    if http.get("transfer-encoding", "").lower() == "chunked":
        body = _dechunked(body)
    coding = http.get("content-encoding", "").lower()
    return Response(address, status[1].strip().decode("latin-1"), http.get("content-type", ""), coding, body)


def _after_blanks(stream: io.BufferedReader[Any]) -> bytes:
    """The next line that is not blank; nothing at the end."""
    for _ in range(MAX_BLANK):
        line = stream.readline(MAX_LINE)
        if line.strip() or not line:
            return line
    raise BrokenArchive("there is nothing but blank lines between two records")


def _fields(stream: io.BufferedReader[Any] | _Part) -> dict[str, str]:
    """The fields of a header by lower-case name, the first of each name; raises `BrokenArchive`."""
    fields: dict[str, str] = {}
    name = ""
    for _ in range(MAX_FIELDS):
        line = stream.readline(MAX_LINE)
        if not line.strip():
            return fields
        if len(line) >= MAX_LINE:
            break
        if match := _FIELD.fullmatch(line):
            name = match[1].decode("latin-1").lower()
            fields.setdefault(name, match[2].decode("utf-8", "replace").strip())
    raise BrokenArchive("a head is longer than any")


class _Counted(io.RawIOBase):
    """A stream whose bytes are counted."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        self._stream, self._budget = stream, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; raises `BrokenArchive` for too many bytes."""
        data = self._stream.read(len(buffer))
        self._budget.spend(len(data))
        buffer[: len(data)] = data
        return len(data)


class _Gunzipped(io.RawIOBase):
    """A stream of gzip members (RFC 1952), as a rule one a record, decompressed in small pieces."""

    def __init__(self, packed: BinaryIO, budget: Budget) -> None:
        self._packed, self._budget = packed, budget
        self._unpack: Any = None
        """The decompressor of the present member; None between two."""
        self._waiting = b""
        self._members = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; raises `BrokenArchive` if a member is cut short, or is no gzip."""
        while True:
            data = self._waiting or self._packed.read(16_384)
            if self._unpack is None:
                at_end = not data
                self._waiting = data = data.lstrip(b"\0")  # a file may be padded
                if at_end:
                    return 0
                if not data:
                    continue
                self._members += 1
                if self._members > 2 * MAX_RECORDS:
                    raise BrokenArchive("it has more gzip members than any")
                self._unpack = zlib.decompressobj(31)
            elif not data:
                raise BrokenArchive("it is cut short")
            try:
                out = self._unpack.decompress(data, len(buffer))
            except zlib.error:
                raise BrokenArchive("its packing (gzip) is broken") from None
            self._waiting = self._unpack.unconsumed_tail
            if self._unpack.eof:
                self._waiting, self._unpack = self._unpack.unused_data, None
            if out:
                self._budget.spend(len(out))
                buffer[: len(out)] = out
                return len(out)


class _Part:
    """The block of a record: a fixed number of bytes of the stream."""

    def __init__(self, stream: io.BufferedReader[Any], size: int) -> None:
        self._stream, self._left = stream, size

    def read(self, size: int) -> bytes:
        """The next bytes, fewer at the end of the block."""
        return self._taken(self._stream.read(min(size, self._left)), min(size, self._left))

    def readline(self, limit: int = MAX_LINE) -> bytes:
        """The next line, nothing at the end of the block."""
        line = self._stream.readline(min(limit, self._left))
        return self._taken(line, 1 if self._left and limit else 0)

    def skip(self) -> None:
        """Go to its end."""
        while self._left:
            self.read(_BLOCK)

    def _taken(self, data: bytes, least: int) -> bytes:
        if len(data) < least:
            raise BrokenArchive("it is cut short")
        self._left -= len(data)
        return data


def _dechunked(body: bytes) -> bytes:
    """A chunked body joined (RFC 9112, 7.1); unchanged if it is not chunked, as some tools store it."""
    joined, at, chunks = bytearray(), 0, 0
    while match := _CHUNK.match(body, at):
        chunks += 1
        if chunks > MAX_CHUNKS:
            raise BrokenArchive("a page in it is cut into more chunks than any")
        size = int(match[1], 16)
        if not size:
            return bytes(joined)
        joined += body[match.end() : match.end() + size]
        at = match.end() + size
        at += 2 if body.startswith(b"\r\n", at) else body.startswith(b"\n", at)
    return bytes(joined) if at >= len(body) > 0 else body


def unpacked(body: bytes, coding: str, largest: int) -> bytes:
    """A body without its content coding, at most `largest` + 1 bytes; unchanged if it is stored decoded.

    Raises `BrokenArchive` for an unknown coding.
    """
    if coding in ("", "identity", "utf-8"):
        return body
    if coding == "br":
        return _without_brotli(body, largest)
    if coding not in ("gzip", "x-gzip", "deflate"):
        raise BrokenArchive(f'a page in it is packed as "{coding[:20]}"; store it unpacked')
    decoded = bytearray()
    # zlib's or gzip's head; some servers send deflate without any.
    for window in (47, -15) if coding == "deflate" else (47,):
        unpack = zlib.decompressobj(window)
        try:
            decoded = bytearray(unpack.decompress(body, largest + 1))
        except zlib.error:
            continue
        return bytes(decoded)
    return body


def _without_brotli(body: bytes, largest: int) -> bytes:
    """A body without brotli, decompressed in pieces; unchanged if it is stored decoded."""
    import brotli

    unpack = brotli.Decompressor()
    unpacked_ = bytearray()
    try:
        for at in range(0, len(body), _PIECE):
            unpacked_ += unpack.process(
                body[at : at + _PIECE], output_buffer_limit=largest + 1 - len(unpacked_)
            )
            while (
                not unpack.can_accept_more_data() and not unpack.is_finished() and len(unpacked_) <= largest
            ):
                unpacked_ += unpack.process(b"", output_buffer_limit=largest + 1 - len(unpacked_))
            if len(unpacked_) > largest or unpack.is_finished():
                break
    except brotli.error:
        return body
    return bytes(unpacked_)
