"""Made-up WARC and WACZ files of several pages."""

from __future__ import annotations

import gzip
import json
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path


def article(title: str, sentence: str, paragraphs: int = 4) -> bytes:
    """A page with an article whose every paragraph begins with `sentence`."""
    text = "".join(
        f"<p>{sentence} {n}, and the delegates left the quay without a word to the waiting crowd.</p>"
        for n in range(1, paragraphs + 1)
    )
    return f"<!doctype html><html lang=en><title>{title}</title><body><article><h1>{title}</h1>{text}</article>".encode()


def record(
    address: str, body: bytes, status: str = "200 OK", kind: str = "text/html", more: str = ""
) -> bytes:
    """A response record of a WARC."""
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n".encode() + body
    head = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2023-03-05T00:00:00Z\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def write_warc(path: Path, pages: Mapping[str, bytes]) -> Path:
    """A WARC of these pages by address, one gzip member a record."""
    path.write_bytes(b"".join(gzip.compress(record(address, body)) for address, body in pages.items()))
    return path


def write_wacz(path: Path, pages: Mapping[str, bytes], listed: Sequence[str | Mapping[str, object]]) -> Path:
    """A WACZ of these pages; `listed` are the entries of its list of pages."""
    entries = [{"url": entry} if isinstance(entry, str) else dict(entry) for entry in listed]
    lines = [{"format": "json-pages-1.0", "id": "pages"}, *entries]
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(
            "archive/data.warc.gz", b"".join(gzip.compress(record(a, body)) for a, body in pages.items())
        )
        if listed:
            archive.writestr("pages/pages.jsonl", "".join(f"{json.dumps(line)}\n" for line in lines))
    return path
