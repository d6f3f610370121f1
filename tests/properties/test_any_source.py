"""Whatever a file of a source holds: it is read, or refused in one line."""

# ruff: noqa: E501 - tables read better unbroken

from __future__ import annotations

import io
import json
import tempfile
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.archives import article, record

from dossier.ingest import Refused
from dossier.ingest.take import take

pytestmark = pytest.mark.slow

PAGE = article("Talks end without a text", "The talks went on for a day")
LD = {
    "@type": "NewsArticle",
    "headline": "Talks end",
    "datePublished": "2023-03-05",
    "author": [{"name": "Olga Vintner"}],
}


def spreadsheet() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(("Title", "Link"))
    book.active.append(("Talks", "https://courier.example/a"))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def wacz() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("archive/a.warc", record("https://dock.example/a", PAGE))
        archive.writestr(
            "pages/pages.jsonl", '{"format": "json-pages-1.0"}\n{"url": "https://dock.example/a"}\n'
        )
    return out.getvalue()


PDF = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF"
MHTML = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n"
    + PAGE
    + b"\r\n--b--\r\n"
)
SEEDS: dict[str, bytes] = {
    "a.html": PAGE,
    "ld.html": PAGE.replace(b"<body>", b'<script type="application/ld+json">' + json.dumps(LD).encode() + b"</script><body>"),
    "a.mhtml": MHTML,
    "a.warc": record("https://dock.example/a", PAGE),
    "a.wacz": wacz(),
    "a.pdf": PDF,
    "a.txt": b"Talks end\n\nThe talks went on for a whole day, and nobody said a word to the waiting crowd there.\n",
    "a.bib": b"@online{k, title={Talks}, author={Vintner, Olga and {Port Office}}, date={2023-03-05}, url={https://a.example/%D8}}",
    "a.ris": b"TY  - NEWS\nTI  - Talks\nAU  - Vintner, Olga\nDA  - 2023/03/05/\nUR  - https://a.example/a\nER  - \n",
    "a.json": json.dumps([{"type": "article", "title": "Talks", "issued": {"date-parts": [[2023, 3]]}, "URL": "https://a.example"}]).encode(),
    "a.rdf": b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/"/>',
    "a.csv": b"Title;Link\nTalks;https://courier.example/a\n",
    "a.xlsx": spreadsheet(),
}  # fmt: skip
PIECES = st.sampled_from(
    [
        b"\0",
        b"\xff\xfe",
        b"<",
        b">",
        b"{",
        b"}",
        b'"',
        b"\n\n",
        b"<p>",
        b"<script>",
        b"&#0;",
        b"%%",
        b"9" * 40,
        b"\\",
        b"]]>",
        b"\xe2\x80\xae",
        b"[" * 50,
    ]
)


@st.composite
def spoilt(draw: st.DrawFn, seed: bytes) -> bytes:
    """The seed with some pieces put in, cut out or said twice."""
    data = seed
    for _ in range(draw(st.integers(0, 4))):
        at, end = sorted((draw(st.integers(0, len(data))), draw(st.integers(0, len(data)))))
        how = draw(st.sampled_from(["insert", "cut", "double", "bytes"]))
        if how == "insert":
            data = data[:at] + draw(PIECES) + data[at:]
        elif how == "cut":
            data = data[:at] + data[min(end, at + 60) :]
        elif how == "double":
            data = data[:end] + data[at:end][:2000] + data[end:]
        else:
            data = data[:at] + draw(st.binary(max_size=8)) + data[at + 2 :]
    return data


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_source_is_read_or_refused_in_one_line(name: str, data: st.DataObject) -> None:
    content = data.draw(st.one_of(spoilt(SEEDS[name]), st.binary(max_size=60)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        refused, found = "", None
        try:
            found = take(str(path), known=["https://dock.example/a"])
        except Refused as error:
            refused = str(error)
        assert "\n" not in refused
        assert len(refused) < 2_000
        for source in found.sources if found else ():
            texts = (source.title.value if source.title else "", *source.authors, *source.paragraphs)
            assert not any(c in text for text in texts for c in "\0\n\x1b\u202e")
        assert [p.name for p in Path(folder).iterdir()] == [name]


@pytest.mark.parametrize("name", SEEDS)
def test_the_seeds_are_read(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(SEEDS[name])
    if name in ("a.pdf", "a.rdf"):
        with pytest.raises(Refused):
            take(str(tmp_path / name))
    else:
        assert take(str(tmp_path / name)).sources[0].title is not None
