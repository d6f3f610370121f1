"""Metadata of pictures and documents: the texts of PNG chunks, JPEG segments and PDF streams, decompressed.

PNG (W3C, third edition) tEXt, zTXt, iTXt, eXIf; JPEG (ITU T.81) COM and APPn; PDF (ISO 32000) FlateDecode streams and
hexadecimal strings. No picture is decoded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

PNG = b"\x89PNG\r\n\x1a\n"
MOST_BYTES = 2_000_000
"""Of one decompressed text."""
MOST_STREAMS = 2_000
_STREAM = re.compile(rb"stream\r?\n")
_HEX = re.compile(rb"<([0-9A-Fa-f\s]{4,4000})>")
_RUN = re.compile(rb"[0-9a-fA-F\s]{16,}")
_SHOWN = re.compile(rb"\(((?:[^()\\]|\\.){1,2000})\)")


def texts_in_picture(data: bytes) -> Iterator[bytes]:
    """The texts in a file that are compressed or split, so that a search of its bytes would miss them."""
    if data.startswith(PNG):
        yield from _png(data)
    elif data.startswith(b"\xff\xd8"):
        yield from _jpeg(data)
    elif data.lstrip()[:5] == b"%PDF-":
        yield from _pdf(data)


def without_pixels(data: bytes) -> bytes:
    """The bytes of a file; of a PNG without its pixels (IDAT), where these are one valid zlib stream: no text is in it.

    A chunk that is cut off, or whose check sum is not its own, stays.
    """
    if not data.startswith(PNG):
        return data
    pixels, rest, at = [], [PNG], len(PNG)
    for chunk in _chunks(data):
        if chunk.kind == b"IDAT" and chunk.is_valid:
            pixels.append(chunk.data)
        else:
            rest.append(data[chunk.begin : chunk.end])
        at = chunk.end
    return b"".join([*rest, data[at:]]) if _is_one_stream(b"".join(pixels)) else data


def _is_one_stream(data: bytes) -> bool:
    """Whether the bytes are a zlib stream (RFC 1950) and nothing else."""
    stream = zlib.decompressobj()
    with suppress(zlib.error):
        while data and not stream.eof:
            stream.decompress(data, MOST_BYTES)
            data = stream.unconsumed_tail
    return stream.eof and not stream.unused_data


class _Chunk(NamedTuple):
    """A chunk of a PNG."""

    begin: int
    end: int
    """At most that of the file."""
    kind: bytes
    data: bytes
    """As far as it is there."""
    check: bytes
    """The check sum; empty where the file ends before."""

    @property
    def is_valid(self) -> bool:
        """Whether it is complete, and its check sum its own."""
        return zlib.crc32(self.data, zlib.crc32(self.kind)).to_bytes(4, "big") == self.check


def _chunks(data: bytes) -> Iterator[_Chunk]:
    """The chunks of a PNG."""
    at = len(PNG)
    while at + 8 <= len(data):
        until = at + 8 + int.from_bytes(data[at : at + 4], "big")
        end = min(until + 4, len(data))
        yield _Chunk(at, end, data[at + 4 : at + 8], data[at + 8 : until], data[until:end])
        at = end


def _unpacked(data: bytes) -> bytes:
    with suppress(zlib.error):
        return zlib.decompressobj().decompress(data, MOST_BYTES)
    return b""


def _png(data: bytes) -> Iterator[bytes]:
    for _, _, kind, chunk, _ in _chunks(data):
        if kind == b"zTXt":
            _, _, packed = chunk.partition(b"\0")
            yield from _profile(_unpacked(packed[1:]))
        elif kind == b"iTXt":
            _, _, rest = chunk.partition(b"\0")
            text = rest[2:].partition(b"\0")[2].partition(b"\0")[2]
            yield from _profile(_unpacked(text) if rest[:1] == b"\1" else text)
        elif kind in (b"tEXt", b"eXIf"):
            yield from _profile(chunk)


def _profile(text: bytes) -> Iterator[bytes]:
    """A text; and the bytes of a "Raw profile" in it, which is written in hexadecimal digits."""
    yield text
    for run in _RUN.findall(text):
        digits = b"".join(run.split())
        for begin in (0, 1):  # the text before may end in a hexadecimal digit
            yield bytes.fromhex(digits[begin : begin + (len(digits) - begin) // 2 * 2].decode())


def _jpeg(data: bytes) -> Iterator[bytes]:
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if marker == 0xDA:  # the picture itself
            break
        if marker == 0xFE or 0xE0 <= marker <= 0xEF:
            yield data[at + 4 : at + 2 + length]
        at += 2 + length


def _pdf(data: bytes) -> Iterator[bytes]:
    parts = [data]
    for number, match in enumerate(_STREAM.finditer(data)):
        if number >= MOST_STREAMS:
            break
        if text := _unpacked(data[match.end() : match.end() + MOST_BYTES]):
            parts.append(text)
            yield text
    for part in parts:
        # PDF splits a line of text between letters: (Jo) -20 (hn).
        yield b"".join(_SHOWN.findall(part))
        for digits in _HEX.findall(part):
            bare = b"".join(digits.split())
            yield bytes.fromhex(bare[: len(bare) // 2 * 2].decode())
