"""Of an archive with several pages, the one that is meant is read, or none; other kinds of saved pages."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import brotli
import pytest
from support.archives import article, record, write_wacz, write_warc

from dossier.ingest import Refused
from dossier.ingest.source import Source
from dossier.ingest.take import take

SITE = "https://dock.example"
TALKS = article("Talks end without a text", "The talks went on for a day")
LONG = article("A long history of the quay", "The quay was built in a year", 40)
ADVERTISING = (
    b"<html><body><script>" + b"x=1;" * 2_000 + b"</script><a href=/buy>Buy a boat</a></body></html>"
)
PAGES = {f"{SITE}/talks": TALKS, f"{SITE}/longread": LONG}


def only(path: Path, url: str | None = None, known: Sequence[str] = ()) -> Source:
    (source,) = take(str(path), url, known=known).sources
    return source


def title(source: Source) -> str:
    assert source.title is not None
    return source.title.value


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        (f"{SITE}/talks", "Talks end without a text"),
        (f"{SITE}/longread", "A long history of the quay"),
        ("http://www.dock.example/talks/?utm_source=x#top", "Talks end without a text"),
    ],
)
def test_the_page_asked_for(asked: str, expected: str, packed: bool, tmp_path: Path) -> None:
    path = (
        write_wacz(tmp_path / "x.wacz", PAGES, [f"{SITE}/talks"])
        if packed
        else write_warc(tmp_path / "x.warc.gz", PAGES)
    )
    assert title(only(path, asked)) == expected
    assert title(only(path, known=[asked])) == expected


@pytest.mark.parametrize("packed", [False, True])
def test_a_page_that_is_not_in_it_is_refused(packed: bool, tmp_path: Path) -> None:
    path = (
        write_wacz(tmp_path / "x.wacz", PAGES, [f"{SITE}/talks"])
        if packed
        else write_warc(tmp_path / "x.warc.gz", PAGES)
    )
    for given in ({"url": f"{SITE}/nothere"}, {"known": [f"{SITE}/nothere"]}):
        with pytest.raises(Refused, match=r"does not hold the page asked for; it holds .*/talks.*/longread"):
            take(str(path), **given)  # type: ignore[arg-type]


def test_a_single_page_under_another_address_is_refused(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "x.warc.gz", {f"{SITE}/talks": TALKS})
    assert title(only(path)) == "Talks end without a text"
    with pytest.raises(Refused, match="does not hold the page asked for"):
        take(str(path), f"{SITE}/other")


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ([f"{SITE}/talks"], "Talks end without a text"),
        ([{"url": f"{SITE}/longread"}, {"url": f"{SITE}/talks", "seed": True}], "Talks end without a text"),
    ],
)
def test_the_seed(listed: Sequence[str], expected: str, tmp_path: Path) -> None:
    assert title(only(write_wacz(tmp_path / "x.wacz", PAGES, listed))) == expected


@pytest.mark.parametrize("listed", [[], list(PAGES), ["no address"]])
def test_several_articles_are_listed(listed: Sequence[str], tmp_path: Path) -> None:
    with pytest.raises(Refused, match=r"several articles; say which: --url ADDRESS.*/talks.*/longread"):
        take(str(write_wacz(tmp_path / "x.wacz", PAGES, listed)))
    with pytest.raises(Refused, match="several articles"):
        take(str(write_warc(tmp_path / "x.warc.gz", PAGES)))


def test_a_frame_is_no_article(tmp_path: Path) -> None:
    assert len(ADVERTISING) > len(TALKS)
    path = write_warc(tmp_path / "x.warc.gz", {"https://ads.example/f": ADVERTISING, f"{SITE}/talks": TALKS})
    assert title(only(path)) == "Talks end without a text"
    path = write_warc(tmp_path / "y.warc.gz", {f"{SITE}/{n}": ADVERTISING for n in range(3)})
    with pytest.raises(Refused, match="several pages, and no article"):
        take(str(path))


def test_what_a_crawler_adds_to_a_page_is_no_page(tmp_path: Path) -> None:
    path = write_warc(tmp_path / "x.warc.gz", {f"{SITE}/talks": TALKS, f"urn:text:{SITE}/talks": LONG})
    assert title(only(path)) == "Talks end without a text"


def test_of_two_readings_the_last(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    path.write_bytes(record(f"{SITE}/talks", LONG) + record(f"{SITE}/talks", TALKS))
    assert title(only(path)) == "Talks end without a text"


def test_brotli_in_a_warc(tmp_path: Path) -> None:
    path = tmp_path / "x.warc"
    body = brotli.compress(TALKS)
    path.write_bytes(record(f"{SITE}/talks", body, more="Content-Encoding: br\r\n"))
    assert title(only(path)) == "Talks end without a text"
    path.write_bytes(record(f"{SITE}/talks", TALKS, more="Content-Encoding: br\r\n"))
    assert title(only(path)) == "Talks end without a text"
    bomb = brotli.compress(b"<html>" + b" " * 300_000_000, quality=1)
    path.write_bytes(gzip.compress(record(f"{SITE}/talks", bomb, more="Content-Encoding: br\r\n")))
    with pytest.raises(Refused, match="is larger than"):
        take(str(path))


MHTML = (
    "From: <Saved by Blink>\r\nSnapshot-Content-Location: {address}\r\nSubject: Talks\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----B----"\r\n\r\n\r\n'
    "------B----\r\nContent-Type: text/html; charset={charset}\r\nContent-ID: <frame-1@mhtml.blink>\r\n"
    "Content-Transfer-Encoding: {coding}\r\nContent-Location: {address}\r\n\r\n"
)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251"])
def test_mhtml(charset: str, tmp_path: Path) -> None:
    import quopri

    html = TALKS.decode().replace("The talks", "Переговоры").replace("delegates", "делегаты")
    head = MHTML.format(address=f"{SITE}/talks", charset=charset, coding="quoted-printable").encode()
    image = b"\r\n------B----\r\nContent-Type: image/png\r\n\r\nxxx\r\n------B------\r\n"
    path = tmp_path / "x.mhtml"
    path.write_bytes(head + quopri.encodestring(html.encode(charset)) + image)
    found = only(path)
    assert found.paragraphs[0].startswith("Переговоры went on for a day 1, and the делегаты left")
    assert found.url is not None
    assert found.url.value == f"{SITE}/talks"


@pytest.mark.parametrize(
    "data",
    [
        MHTML.format(address="x", charset="utf-8", coding="base64").encode(),
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\nno parts",
        b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n" + b"--b\r\n" * 20_000,
    ],
)
def test_broken_mhtml_is_one_line(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.mhtml"
    path.write_bytes(data)
    with pytest.raises(Refused) as refused:
        take(str(path))
    assert "\n" not in str(refused.value)


TEXT = (
    "Talks end without a text\n\nPublished: 5 March 2023\n\n{0} on the first day.\n\n{0} on the second day.\n"
)
SAID = "The talks went on until the last ferry, and the delegates said nothing to the crowd"


@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig"])
def test_a_text_saved_by_notepad(codec: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(f"A headline\r\n\r\n{'Говорили три часа без бумаги. ' * 5}\r\n".encode(codec))
    assert title(only(path)) == "A headline"
    path.write_bytes(f"{SITE}/a\r\n{SITE}/b\r\n".encode(codec))
    assert len(take(str(path)).sources) == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_a_pasted_text(ends: str, tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(TEXT.format(SAID).replace("\n", ends).encode())
    found = only(path, f"{SITE}/talks")
    assert (title(found), len(found.paragraphs)) == ("Talks end without a text", 2)
    assert found.published is not None
    assert found.published.value == "2023-03-05"
    assert found.url is not None
    assert found.url.value == f"{SITE}/talks"
    path.write_text("\n".join(line for line in TEXT.format(SAID).splitlines() if line), encoding="utf-8")
    assert only(path).paragraphs == found.paragraphs


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("just words", "a headline, a blank line, and its paragraphs"),
        (f"{SAID} {SAID} {SAID} {SAID}\n\n{SAID}\n\n{SAID}", "put the headline on a line before it"),
        ("words " * 500_000, "longer than any article"),
    ],
)
def test_what_is_no_text_of_an_article(data: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(data, encoding="utf-8")
    with pytest.raises(Refused, match=said):
        take(str(tmp_path / "x.txt"))


def pdf(*lines: str) -> bytes:
    """A PDF of one page with these lines of print."""
    content = "BT /F1 11 Tf 14 TL 60 760 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = "%PDF-1.4\n", []
    for number, written in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{written}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"xref\n0 6\n0000000000 65535 f \n{table}trailer << /Root 1 0 R /Size 6 >>\nstartxref\n{len(data)}\n%%EOF"
    return (data + tail).encode()


def test_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "x.pdf"
    path.write_bytes(
        pdf(
            *(
                "Talks end without a text.",
                "The talks in the harbour went on until the last ferry of the day left, and",
            ),
            *(
                "the delegates said noth-",
                "ing to the crowd.",
                "On the second day the talks were held aboard the ship of the",
            ),
            "guests from the islands.",
        )
    )
    found = only(path)
    assert title(found) == "Talks end without a text."
    assert found.paragraphs == (
        "The talks in the harbour went on until the last ferry of the day left, and the delegates said nothing to the"
        " crowd.",
        "On the second day the talks were held aboard the ship of the guests from the islands.",
    )
    assert any("the paragraphs of a PDF are guessed" in note for note in found.notes)


@pytest.mark.parametrize("data", [b"%PDF-1.4", b"%PDF-1.7\n" + b"\0" * 5000, pdf(), pdf("A scan")])
def test_a_pdf_without_text(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_bytes(data)
    with pytest.raises(Refused, match=r"no PDF that can be read|a PDF without text"):
        take(str(tmp_path / "x.pdf"))
