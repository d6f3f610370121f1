"""Documents of small dossiers: what is in them (`documents/CASE.txt`; `--accept` writes it anew), as EPUB and as PDF."""

from __future__ import annotations

import io
import os
import posixpath
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import typst
from click.testing import CliRunner, Result
from lxml import etree
from pypdf import PdfReader
from support import hostile
from support.documents import drawn
from support.sitecases import FOLDER as SITES
from support.sitecases import SiteCase
from support.small import Small

from dossier.cli import main
from dossier.config import load
from dossier.export.documents import epub, pdf
from dossier.export.documents.assembly import document
from dossier.export.documents.model import Document, texts

EXPECTED = Path(__file__).parent / "documents"
CASES = {
    "exports": (),
    "exports-finding": ("it-sank",),
    "exports-several": ("sinking", "herald", "about/method"),
    "dissent": (),
    "empty": (),
    "free-pages": (),
    "ledger": (),
    "right-to-left": (),
    "shortened-dissent": (),
    "sole-controller": (),
    "story": (),
    "story-page": ("story",),
    "waivers": (),
    "withheld": (),
    "withheld-degrees": (),
}
"""The cases of `sites/` whose documents are looked at, and the ids that are asked for."""
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}


@cache
def made(name: str, folder: Path) -> Document:
    case = next(SITES / each for each in (name, name.rpartition("-")[0]) if (SITES / each).is_dir())
    checked, settings = SiteCase(case).checked(folder / name)
    return document(checked.corpus, checked.figures, settings, CASES[name])


@pytest.fixture(scope="session", name="folder")
def a_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("documents")


@pytest.mark.parametrize("name", CASES)
def test_what_a_document_holds(name: str, folder: Path, request: pytest.FixtureRequest) -> None:
    actual, path = drawn(made(name, folder)), EXPECTED / f"{name}.txt"
    if request.config.getoption("--accept"):
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8"), f"{path.name}: --accept rewrites it"


def test_every_expectation_is_of_a_case() -> None:
    assert {path.stem for path in EXPECTED.iterdir()} == {*CASES}


# EPUB


@pytest.mark.parametrize("name", CASES)
def test_an_epub_is_whole(name: str, folder: Path) -> None:
    """Each file is in the manifest once, each reference leads to an element, and each note back to its mark."""
    parts = epub.parts(made(name, folder))
    package = etree.fromstring(parts[epub.PACKAGE])
    items = package.xpath("//opf:item", namespaces=OPF)
    files = [posixpath.join("OEBPS", item.get("href")) for item in items]
    assert sorted(files) == sorted({*parts} - {epub.PACKAGE, "META-INF/container.xml"})
    assert len({item.get("id") for item in items}) == len(items)
    spine = [ref.get("idref") for ref in package.xpath("//opf:itemref", namespaces=OPF)]
    pages = [item.get("id") for item in items if item.get("media-type") == "application/xhtml+xml"]
    assert sorted(spine) == sorted(pages)
    assert [item.get("href") for item in items if item.get("properties") == "nav"] == ["nav.xhtml"]
    trees = {path: etree.fromstring(data) for path, data in parts.items() if path.endswith(".xhtml")}
    ids = {
        path: [element.get("id") for element in tree.iter() if element.get("id")]
        for path, tree in trees.items()
    }
    assert all(len(found) == len({*found}) for found in ids.values())
    for path, tree in trees.items():
        for href in (href for element in tree.iter() if (href := element.get("href"))):
            if re.match("https?://|mailto:", href):
                continue
            file, _, anchor = href.partition("#")
            target = posixpath.join("OEBPS", file) if file else path
            assert target in parts, href
            assert not anchor or anchor in ids[target], href
        for note in tree.iter(f"{XHTML}aside"):
            assert note.get(f"{OPS}type") == "footnote"
            assert note.find(f".//{XHTML}a[@role='doc-backlink']") is not None
        headings = [int(e.tag[-1]) for e in tree.iter() if re.fullmatch(rf"{XHTML}h[1-6]", str(e.tag))]
        assert headings[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(headings))


def test_an_epub_says_what_it_is(folder: Path) -> None:
    found = epub.parts(made("exports", folder))
    package = etree.fromstring(found[epub.PACKAGE])
    said = {
        name: package.xpath(f"string(//dc:{name})", namespaces=OPF)
        for name in ("title", "language", "date", "rights", "source", "creator", "publisher", "description")
    }
    assert said == {
        "title": "The ferry & <its> =crew",
        "language": "en",
        "date": "2031-06-01",
        "rights": "Text CC BY 4.0.",
        "source": "https://ferry.example/",
        "creator": "",
        "publisher": "The ferry watchers",
        "description": "What was printed about the ferry.",
    }
    modified = package.xpath("string(//opf:meta[@property='dcterms:modified'])", namespaces=OPF)
    assert modified == f"{said['date']}T00:00:00Z"
    accessibility = package.xpath(
        "//opf:meta[starts-with(@property, 'schema:access')]/@property", namespaces=OPF
    )
    assert {*accessibility} >= {
        "schema:accessMode",
        "schema:accessModeSufficient",
        "schema:accessibilityFeature",
    }
    nav = etree.fromstring(found[epub.NAVIGATION])
    kinds = [element.get(f"{OPS}type") for element in nav.iter() if element.get(f"{OPS}type")]
    assert kinds == ["toc", "landmarks", "toc", "bodymatter", "bibliography"]


def test_an_epub_begins_with_its_media_type(folder: Path) -> None:
    data = epub.packed(epub.parts(made("dissent", folder)))
    assert data[30:58] == b"mimetypeapplication/epub+zip"
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_words_of_a_source_have_their_language_and_direction(folder: Path) -> None:
    parts = epub.parts(made("right-to-left", folder))
    trees = [etree.fromstring(data) for path, data in parts.items() if path.endswith(".xhtml")]
    quotes = {
        (quote.get("lang"), quote.get("dir"), "".join(quote.itertext()))
        for tree in trees
        for quote in tree.iter(f"{XHTML}blockquote")
    }
    assert ("ar", "rtl", "«لم أر شيئا»") in quotes
    assert ("en", "ltr", "“I could see nothing at all”") in quotes
    isolated = {(e.get("lang"), e.get("dir"), e.text) for tree in trees for e in tree.iter(f"{XHTML}bdi")}
    assert ("ar", "rtl", "«ضباب فوق الميناء»") in isolated
    assert ("ar", "rtl", "ضباب") in isolated


# PDF


@pytest.fixture(scope="session", name="read")
def reader(folder: Path) -> PdfReader:
    one = made("exports", folder)
    done = pdf.typeset(one, pdf.parts(one))
    assert (done.missing, done.fault) == ((), "")
    return PdfReader(io.BytesIO(done.data))


@pytest.mark.parametrize("name", CASES)
def test_every_document_conforms(name: str, folder: Path) -> None:
    one = made(name, folder)
    done = pdf.typeset(one, pdf.parts(one))
    assert (done.missing, done.fault) == ((), "")
    assert b"<pdfuaid:part>1</pdfuaid:part>" in done.data
    assert b"<pdfaid:part>2</pdfaid:part>" in done.data
    assert b"<pdfaid:conformance>A</pdfaid:conformance>" in done.data


def test_a_pdf_is_tagged_and_says_what_it_is(read: PdfReader, folder: Path) -> None:
    root = read.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert read.metadata
    one = made("exports", folder)
    assert read.metadata.title == one.heading
    assert str(read.metadata.creation_date_raw).startswith(f"D:{one.day:%Y%m%d}")
    kinds = {kind for kind, _ in tags(root["/StructTreeRoot"])}
    assert kinds >= {
        "/H1",
        "/H2",
        "/P",
        "/L",
        "/LI",
        "/Link",
        "/Note",
        "/BlockQuote",
        "/Table",
        "/TH",
        "/TD",
        "/TOC",
    }


def tags(element: object, lang: str = "") -> Iterator[tuple[str, str]]:
    """The kinds of the structure's elements, each with its language."""
    element = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(element, list):
        for each in element:
            yield from tags(each, lang)
    elif isinstance(element, dict):
        lang = str(element.get("/Lang", lang))
        if "/S" in element:
            yield str(element["/S"]), lang
        yield from tags(element.get("/K", []), lang)


def test_a_pdf_has_the_texts_of_its_document(read: PdfReader, folder: Path) -> None:
    shown = "".join("".join(page.extract_text() for page in read.pages).split())
    one = made("exports", folder)
    lost = []
    for text in texts(one):
        words = re.split(" https?:| mailto:| #", text)[0]
        if words.isascii() and "".join(words.split()) not in shown:
            lost.append(text)
    assert lost == []
    assert any(lang == "ar" for _, lang in tags(read.trailer["/Root"]["/StructTreeRoot"]))


def test_a_document_is_the_same_twice(folder: Path) -> None:
    one = made("exports", folder)
    assert pdf.typeset(one, pdf.parts(one)).data == pdf.typeset(one, pdf.parts(one)).data
    assert epub.packed(epub.parts(one)) == epub.packed(epub.parts(one))


def test_every_page_says_of_which_dossier_and_version_it_is(read: PdfReader, folder: Path) -> None:
    one = made("exports", folder)
    first, second, *_ = (" ".join(page.extract_text().split()) for page in read.pages)
    assert second.startswith(f"{one.dossier} Version {one.version} ")
    assert re.search(rf" 2 ?/ ?{len(read.pages)}$", second)
    assert not first.startswith(f"{one.dossier} Version")
    assert f"Version {one.version}; sources read until 1 June 2031; https://ferry.example/" in first
    assert "Published by The ferry watchers" in first
    assert "What was printed about the ferry." in first


def test_a_document_of_one_record_has_its_title(folder: Path) -> None:
    one = made("exports-finding", folder)
    read = PdfReader(io.BytesIO(pdf.typeset(one, pdf.parts(one)).data))
    first = " ".join(read.pages[0].extract_text().split())
    assert first.startswith("The ferry & <its> =crew The ferry sank Published by")
    assert "What was printed about the ferry." not in first
    names = [str(each["/Title"]) for each in read.outline if isinstance(each, dict)]
    assert names == ["Finding", "Annex: the evidence", "Bibliography", "About this document"]
    title = epub.parts(one)["OEBPS/title.xhtml"].decode()
    assert '<p class="kicker">The ferry &amp; &lt;its&gt; =crew</p>' in title
    assert "<h1>The ferry sank</h1>" in title


def test_a_table_that_is_too_wide_is_a_list(small: Small) -> None:
    row = "|" + "|".join(f" cell {n} " for n in range(pdf.MOST_COLUMNS + 1)) + "|\n"
    text = row.replace("cell", "head") + "|---" * (pdf.MOST_COLUMNS + 1) + f"|\n{row}"
    front = "---\ntitle: Home\n---\n\n"
    wide = of(small, {"content/index.md": f"{front}{text}\n| a | b |\n|---|---|\n| c | d |\n"})
    done = pdf.typeset(wide, pdf.parts(wide))
    assert (done.missing, done.fault) == ((), "")
    read = PdfReader(io.BytesIO(done.data))
    assert [kind for kind, _ in tags(read.trailer["/Root"]["/StructTreeRoot"])].count("/Table") == 1
    assert "head 6: cell 6" in " ".join("".join(page.extract_text() for page in read.pages).split())


# What strangers write


TYPST = '#panic("x") #import "/etc/passwd" *a* _b_ `c` $d$ @e \\u{41} // = - + / [f] {g} ~ \' #sys.inputs'


def test_what_looks_like_typst_is_text(small: Small) -> None:
    """It is printed as it is written; none of it is run."""
    one = of(small, hostile.fields(TYPST, f"{TYPST.replace('`', '')}\n"))
    done = pdf.typeset(one, pdf.parts(one))
    assert (done.missing, done.fault) == ((), "")
    shown = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(done.data)).pages).split())
    assert "".join(TYPST.split()) in shown


def test_what_looks_like_html_is_text(small: Small) -> None:
    one = of(small, hostile.records())
    for path, data in epub.parts(one).items():
        if not path.endswith(".xhtml"):
            continue
        tree = etree.fromstring(data)
        assert {etree.QName(element).localname for element in tree.iter()} <= ELEMENTS
        for element in tree.iter():
            assert {etree.QName(name).localname for name in element.attrib} <= ATTRIBUTES
            assert not re.match(r"(?!https?:|mailto:|#|[a-z0-9]+\.(?:xhtml|css))", element.get("href", "#"))
    done = pdf.typeset(one, pdf.parts(one))
    assert not done.fault
    for page in PdfReader(io.BytesIO(done.data)).pages:
        for each in page.get("/Annots", []):
            action = each.get_object().get("/A", {})
            assert not action or re.match("https?:|mailto:", str(action.get_object().get("/URI", "https:")))


ELEMENTS = set(
    "html head meta title link body section nav h1 h2 h3 h4 h5 h6 p a ol ul li dl dt dd table caption thead tbody tr th td "
    "figure figcaption blockquote div aside span bdi strong em s code pre hr br".split()
)
ATTRIBUTES = set(
    "lang id class href type role dir scope start charset rel aria-labelledby aria-label hidden".split()
)


def of(small: Small, files: Mapping[str, str]) -> Document:
    checked = small.check(files)
    assert not checked.failed, [each for each in checked.diagnostics if each.severity == "error"]
    return document(checked.corpus, checked.figures, load(small.project / "mkdocs.yml"))


# The command


def exported(*words: str) -> Result:
    return CliRunner().invoke(main, ["export", *words])


@pytest.fixture(name="pier")
def a_pier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(Path(__file__).parent / "cli" / "pier", tmp_path / "pier")
    monkeypatch.chdir(tmp_path / "pier")
    return tmp_path / "pier"


@pytest.mark.parametrize("form", ["pdf", "epub"])
def test_a_document_goes_to_standard_output(form: str, pier: Path) -> None:
    result = exported(form, "pier-closed", "-o", "-")
    assert result.exit_code == 0
    exported(form, "pier-closed", "-o", "it")
    assert result.stdout_bytes == (pier / "it").read_bytes()


def test_a_document_is_the_same_elsewhere(pier: Path) -> None:
    written = []
    for number, (zone, seed) in enumerate((("Pacific/Auckland", "1"), ("America/Anchorage", "2"))):
        for form in ("pdf", "epub"):
            command = [sys.executable, "-m", "dossier", "export", form, "-o", f"{number}.{form}"]
            environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
            subprocess.run(command, check=True, capture_output=True, env=environment)
        written.append([(pier / f"{number}.{form}").read_bytes() for form in ("pdf", "epub")])
    assert written[0] == written[1]


def test_without_the_extra_it_is_named(pier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = exported("pdf")
    assert result.exit_code == 2
    assert result.output.startswith("dossier: this command needs more packages: pip install ")
    assert "dossier[pdf]" in result.output
    assert result.output.count("\n") == 1
    assert not (pier / "dossier.pdf").exists()
    assert exported("epub").exit_code == 0


def test_a_document_that_is_too_long_is_refused(pier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST_BYTES", 1_000)
    result = exported("pdf")
    assert result.exit_code == 2
    assert re.fullmatch(
        r"dossier: 0\.0 MB of text are too much for one PDF, which takes 0; name some records, or write it as epub\. "
        "Nothing was written\n",
        result.output,
    )
    assert not (pier / "dossier.pdf").exists()


def refusal(message: str) -> typst.TypstError:
    error = typst.TypstError(message, message)
    error.message, error.diagnostic = message, f"error: {message}"
    return error


def test_what_keeps_it_from_conforming_is_said(pier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compiled = pdf._compiled

    def refusing(*given: Any) -> bytes:
        if given[3] == pdf.STANDARDS:
            raise refusal("it has\na fault")
        return compiled(*given)

    monkeypatch.setattr(pdf, "_compiled", refusing)
    result = exported("pdf")
    assert result.exit_code == 0
    assert "Note: the file does not conform to PDF/UA and PDF/A: it has a fault.\n" in result.output


def test_a_document_that_typst_refuses_is_not_written(pier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refusing(*_: Any) -> bytes:
        raise refusal("it is\nimpossible")

    monkeypatch.setattr(pdf, "_compiled", refusing)
    result = exported("pdf")
    assert result.exit_code == 2
    assert result.output == "dossier: Typst cannot set it: it is impossible. Nothing was written\n"
    assert not (pier / "dossier.pdf").exists()


def test_fonts_of_a_folder_have_what_ours_lack(
    pier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without our cut of it, Chinese letters are found in the folder that is named."""
    name = "NotoSansCJKsc-Regular.otf"
    ours = Path(str(resources.files("dossier.render"))) / "fonts"
    few = tmp_path / "few" / "fonts"
    shutil.copytree(ours, few)
    (tmp_path / "more").mkdir()
    (few / name).rename(tmp_path / "more" / name)
    monkeypatch.setattr(pdf, "our_fonts", lambda: few)
    office = pier / "content" / "actors" / "port-office.md"
    office.write_text(office.read_text("utf-8") + "\n港务局\n", encoding="utf-8")
    pdf._fonts.cache_clear()
    try:
        assert "no font here has 港 务 局: they are boxes" in exported("pdf", "port-office").output
        assert "boxes" not in exported("pdf", "port-office", "--fonts", str(tmp_path / "more")).output
    finally:
        pdf._fonts.cache_clear()
