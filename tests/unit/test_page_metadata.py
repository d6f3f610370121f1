"""What pages say of themselves to programs: parsed by rdflib, lxml and trafilatura; no label, no date finer than known."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from lxml import html
from rdflib import RDF, SDO, Graph, URIRef
from support.hostile import records
from support.sitecases import SiteCase, cases
from support.small import Small
from trafilatura.metadata import extract_metadata

from dossier.config import load
from dossier.metadata.dates import coverage, iso, span
from dossier.model.dates import Window
from dossier.model.pages import Page, Site
from dossier.pipeline import check, compose


def built(small: Small, files: dict[str, str]) -> dict[str, Page]:
    """The pages of a dossier that may have errors, by address."""
    small.write(files)
    settings = small.write({"mkdocs.yml": files["mkdocs.yml"]})
    return {page.address: page for page in compose(check(settings), settings).pages}


BASE = "https://site.example/dossier/"
SITED = (
    "site_name: A </script><!-- dossier\nsite_url: https://site.example/dossier\n"
    "docs_dir: content\ntheme: {name: material}\nplugins: [dossier]\n"
)


def head(page: Page) -> Any:
    """The head as a browser's parser reads it, with what would follow it."""
    return html.document_fromstring(
        f"<html><head><meta charset=utf-8>{page.head}</head><body><p>end</p></body></html>"
    )


def structured(page: Page) -> dict[str, Any]:
    (script,) = head(page).xpath("//head/script[@type='application/ld+json']")
    node: dict[str, Any] = json.loads(script.text)
    return node


def graph(page: Page) -> Graph:
    """The triples; schema.org's own context is its vocabulary, and is not fetched."""
    node = structured(page)
    assert node.pop("@context") == "https://schema.org"
    typed = {
        "@vocab": str(SDO),
        **{key: {"@type": "@id"} for key in ("url", "sameAs", "contentUrl", "mainEntityOfPage")},
    }
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "ConjunctiveGraph is deprecated")  # rdflib's own reader uses it
        data = json.dumps({"@context": typed, **node})
        return Graph().parse(data=data, format="json-ld", base=BASE + page.address)


SHOWN = ("dissent", "hub", "right-to-left", "story", "withheld-degrees")
"""Cases of all kinds of records and pages."""


@pytest.mark.parametrize("case", [case for case in cases() if case.name in SHOWN], ids=lambda case: case.name)
def test_every_page_is_described_in_schema_orgs_words(case: SiteCase, tmp_path: Path) -> None:
    site: Site = case.build(tmp_path)
    base = load(tmp_path / "mkdocs.yml").url or BASE
    for page in site.pages:
        found = graph(page)
        described = URIRef(base + page.address + ("" if not page.address or not page.source else "#record"))
        if page.address:
            assert list(found.objects(described, RDF.type)), page.address
        for _, predicate, value in found:
            # rdflib knows the vocabulary: an unknown term raises.
            _ = RDF.type if predicate == RDF.type else SDO[str(predicate).removeprefix(str(SDO))]
            if predicate == RDF.type:
                _ = SDO[str(value).removeprefix(str(SDO))]
        assert "ClaimReview" not in page.head


@pytest.mark.parametrize(
    ("text", "date", "begin", "end", "covered"),
    [
        ("2023-01-02", "2023-01-02", "2023-01-02", "", "2023-01-02"),
        ("2022-10", "2022-10", "2022-10", "", "2022-10"),
        ("2022", "2022", "2022", "", "2022"),
        ("2022-21", "2022", "2022", "", "2022"),
        ("2022-24", "", "", "", "winter 2022"),
        ("2022-10~", "", "", "", "around October 2022"),
        ("2022-12-28?", "", "", "", "possibly 28 December 2022"),
        ("202X", "", "", "", "the 2020s"),
        ("2022-10-XX", "2022-10", "2022-10", "", "2022-10"),
        ("2023-01-02T10:30", "2023-01-02", "2023-01-02", "", "2023-01-02"),
        ("2023-01-02..", "", "", "", "on or after 2 January 2023"),
        ("..2023-01-02", "", "", "", "on or before 2 January 2023"),
        ("2023-01-02..2023-01-05", "2023-01", "2023-01", "", "on a day from 2 to 5 January 2023"),
        ("2022-12-28/2023-01-02", "", "2022-12-28", "2023-01-02", "2022-12-28/2023-01-02"),
        ("2022-12-28/2023-01~", "", "2022-12-28", "", "from 28 December 2022 to around January 2023"),
        ("2011/..", "", "2011", "", "2011/.."),
        ("2011/", "", "2011", "", "from 2011, end unknown"),
        ("../2011", "", "", "2011", "until 2011"),
    ],
)
def test_no_date_is_finer_than_known(text: str, date: str, begin: str, end: str, covered: str) -> None:
    window = Window.parse(text)
    assert (iso(window), span(window), coverage(window)) == (date, (begin, end), covered)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    small = Small(tmp_path_factory.mktemp("hostile"))
    return built(small, {**records(), "mkdocs.yml": SITED})


def test_hostile_words_stay_within_their_tags(hostile: dict[str, Page]) -> None:
    for page in hostile.values():
        found = head(page)
        assert [e.tag for e in found.body] == ["p"], page.address
        assert {e.tag for e in found.head} <= {"meta", "link", "script"}, page.address
        node = structured(page)
        (first, *_) = node.get("@graph", [node])
        title = first.get("name") or first.get("headline")
        assert title, page.address
        (tag,) = found.xpath("//meta[@name='DC.title']/@content")
        assert tag == (title if page.address else page.title)


def test_a_source_is_what_other_programs_read(tmp_path: Path) -> None:
    small = Small(tmp_path)
    page = built(small, ARTICLE)["articles/tide/"]
    drawn = f"<html><head>{page.head}</head><body><h1>x</h1></body></html>"
    read = extract_metadata(drawn)
    assert (read.title, read.author, read.date) == ("Tide & “wind”", "Gazette Staff; Jane Roe", "2021-05-02")
    assert read.sitename == "The Gazette"
    tags = {m.get("name"): m.get("content") for m in head(page).xpath("//meta[@name]")}
    assert tags["citation_publication_date"] == "2021/05/02"
    assert tags["z.itemType"] == "newspaperArticle"
    node = structured(page)
    assert node["url"] == "https://gazette.example/tide"
    assert node["author"] == [{"@type": "Person", "name": "Jane Roe"}, {"name": "Gazette Staff"}]
    assert [other["@id"] for other in node["citation"]] == [
        "https://site.example/dossier/articles/first/#record"
    ]


def test_labels_are_no_metadata(tmp_path: Path) -> None:
    for page in built(Small(tmp_path), ARTICLE).values():
        assert "wreckers" not in page.head, page.address


def test_the_bibliography_is_read_as_openurl(tmp_path: Path) -> None:
    page = built(Small(tmp_path), ARTICLE)["bibliography/"]
    spans = html.fromstring(page.body).xpath("//span[@class='Z3988']/@title")
    read = [parse_qs(span, strict_parsing=True) for span in spans]
    (tide,) = [found for found in read if found["rft.atitle"] == ["Tide & “wind”"]]
    assert tide["rft.jtitle"] == ["The Gazette"]
    assert tide["rft.au"] == ["Roe, Jane"]
    assert tide["rft.aucorp"] == ["Gazette Staff"]
    assert tide["rft.date"] == ["2021-05-02"]
    assert tide["rft_id"] == ["https://gazette.example/tide"]


ARTICLE = {
    "mkdocs.yml": SITED,
    "content/index.md": "---\ntitle: Front\n---\nText.\n",
    "content/publishers/gazette.md": "---\ntitle: The Gazette\nmedium: newspaper\n---\nAn outlet.\n",
    "content/actors/crew.md": "---\ntitle: The crew\ntype: group\n---\nA crew.\n",
    "content/articles/first.md": "---\ntitle: First\npublisher: gazette\nurl: https://gazette.example/first\n"
    "published: 2021-05-01\naccessed: 2021-06-01\nlanguage: en\nread: full\n---\nA report.\n",
    "content/articles/tide.md": "---\ntitle: Tide & “wind”\npublisher: gazette\nurl: https://gazette.example/tide\n"
    "published: 2021-05-02\naccessed: 2021-06-01\nlanguage: en\nread: full\nauthors: [Jane Roe, Gazette Staff]\n"
    "rests_on: [first]\nactors: {crew: {called: [wreckers]}}\n---\nA report.\n",
}
