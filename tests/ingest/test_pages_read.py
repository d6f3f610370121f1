"""What is read out of ten made-up pages, served on loopback."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

from collections.abc import Iterator

import pytest
from support.captures import PAGES, loopback, served

from dossier.ingest import Refused, page, saved
from dossier.ingest.take import take

EXPECTED = {
    # page: title, outlet, authors, published, language, paragraphs, opening
    "english-json-ld": ("Harbour talks end without a text", "The Example Gazette", ("Ann Example", "Bo Sample"), "2023-03-04", "en", 3, False),
    "english-plain": ("Ferry line resumes its crossings", "127.0.0.1", ("Cleo Muster",), "2024-01", "en", 3, False),
    "meta-only": ("Islands vote on the pier", "Island Post", ("Dana Probe",), "2023-05-06", "en", 3, False),
    "arabic": ("اجتماع في الميناء ينتهي دون بيان", "جريدة المثال", (), "2023-03-04", "ar", 3, False),
    # Its JSON-LD has a comma too many.
    "turkish": ("Limandaki görüşme metinsiz bitti", "Örnek Gazetesi", ("Ayşe Örnek",), "2023-03-05", "tr", 3, False),
    "wire-copy": ("Kramer leaves Novaport", "Island Post", (), "2023-03-05", "en", 3, False),
    "paywall": ("What the harbour talks were about", "The Example Gazette", ("Bo Sample",), "2023-03", "en", 1, True),
    # 2 March or 3 February; and its html lang is wrong.
    "ambiguous-date": ("Pier to be closed for repairs", "Island Post", (), "2023-02-03..2023-03-02", None, 2, False),
    "no-date": ("A day with the pilots", "127.0.0.1", (), None, "en", 2, False),
    "hostile": ('Harbour opened "again": # [x]', "Island Post published: 1999-01-01 ---", (), "2023-07-08", "en", 2, False),
}  # fmt: skip


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    with served() as (address, _):
        yield address


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_page(name: str, base: str) -> None:
    found = take(f"{base}/{name}.html", permit=loopback).sources[0]
    assert found.title is not None
    told = (
        found.title.value,
        (found.outlet.value.rpartition(":")[0] or found.outlet.value) if found.outlet and base[7:] in found.outlet.value
        else found.outlet and found.outlet.value,
        found.authors,
        found.published and found.published.value,
        found.language and found.language.value,
        len(found.paragraphs),
        bool(found.opening),
    )  # fmt: skip
    assert told == EXPECTED[name]
    assert found.url is not None
    assert found.url.value == f"{base}/{name}.html"


def test_all_pages_are_expected() -> None:
    assert {path.stem for path in PAGES.glob("*.html")} == set(EXPECTED)


def test_hidden_characters_are_taken_out_and_told(base: str) -> None:
    found = take(f"{base}/hostile.html", permit=loopback).sources[0]
    assert any("invisible or direction-turning" in note for note in found.notes)
    text = " ".join(found.paragraphs)
    assert "alert" not in text
    assert "aaaa" not in text
    assert "\u202e" not in found.title.value  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"%PDF-1.4", "no PDF that can be read"),
        (b"\x89PNG\r\n", "is a picture"),
        (b"just words", "no text of an article"),
        (b"<html>\0\0\0\0", "is no text"),
        (
            b"<html><body><ul><li><a href=/a>A</a></li><li><a href=/b>B</a></li></ul></body></html>",
            "holds no article",
        ),
        (b"<html>" + b"<div>" * 100_000 + b"x", "holds no article|nests too deep"),
        (b"<html>" + b"<p>some words here</p>" * 60_000, "longer than any article"),
        (b"<html><p>" + b"word " * 500_000, "longer than any article"),
        (b"PK\x03\x04 broken", "no WACZ"),
        (b"\x1f\x8b broken", "no WARC"),
        (b"WARC/1.0\r\nbroken", "no WARC|holds no page"),
    ],
)
def test_what_is_no_page_is_one_line(data: bytes, told: str, tmp_path: object) -> None:
    path = tmp_path / "x.html"  # type: ignore[operator]
    path.write_bytes(data)
    with pytest.raises(Refused, match=told):
        take(str(path))


def test_an_archives_copy_names_the_page_and_the_copy() -> None:
    html = (PAGES / "english-json-ld.html").read_bytes()
    at = "https://web.archive.org/web/20230305120000/https://gazette.example/english-json-ld.html"
    found = page.extract(saved.SavedPage(html, at), "x")
    assert found.url is not None
    assert found.archived is not None
    assert found.url.value == "https://gazette.example/english-json-ld.html"
    assert found.archived.value == at


@pytest.mark.parametrize("packed", [False, True])
def test_a_warc_and_a_wacz(packed: bool, tmp_path: object) -> None:
    import gzip
    import zipfile

    body = (PAGES / "arabic.html").read_bytes()
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://jarida.example/a\r\nWARC-Date: 2023-03-05T00:00:00Z\r\n"
        "WARC-Record-ID: <urn:uuid:12345678-1234-1234-1234-123456789012>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    data = gzip.compress(head.encode() + http + b"\r\n\r\n")
    path = tmp_path / ("x.wacz" if packed else "x.warc.gz")  # type: ignore[operator]
    if packed:
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("archive/data.warc.gz", data)
    else:
        path.write_bytes(data)
    found = page.extract(saved.load(path)[0], "x")
    assert found.url is not None
    assert found.url.value == "https://jarida.example/a"
    assert found.published is not None
