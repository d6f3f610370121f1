"""References in each format that is read, and the broken ones."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier.ingest import Refused, references
from dossier.ingest.references.languages import tag_of

CSL = [{"type": "article-newspaper", "title": "Harbour talks", "container-title": "Island Post", "language": "en-GB",
        "author": [{"family": "Example", "given": "Ann"}], "issued": {"date-parts": [[2023, 3]]}, "URL": "https://post.example/a"}]  # fmt: skip
ZOTERO = {"items": [
    {"itemType": "newspaperArticle", "title": "Harbour talks", "publicationTitle": "Island Post", "language": "en",
     "creators": [{"creatorType": "author", "firstName": "Ann", "lastName": "Example"}], "date": "2023-03", "url": "https://post.example/a"},
    {"itemType": "alienArtifact", "title": "Green thing"},
    {"itemType": "attachment", "title": "PDF"},
]}  # fmt: skip
BIBTEX = """@article{a, title = {Harbour {T}alks}, author = {Example, Ann}, journal = {Island Post}, year = 2023, month = mar,
  url = {https://post.example/a}, langid = {en}}"""
RIS = """TY  - NEWS
TI  - Harbour talks
T2  - Island Post
AU  - Example, Ann
DA  - 2023/03
UR  - https://post.example/a
LA  - en
ER  -
"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:dcterms="http://purl.org/dc/terms/"><bib:Article rdf:about="https://post.example/a"><z:itemType>newspaperArticle</z:itemType>
 <dcterms:isPartOf><bib:Newspaper><dc:title>Island Post</dc:title></bib:Newspaper></dcterms:isPartOf>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Example</foaf:surname><foaf:givenName>Ann</foaf:givenName></foaf:Person>
 </rdf:li></rdf:Seq></bib:authors><dc:identifier><dcterms:URI><rdf:value>https://post.example/a</rdf:value></dcterms:URI></dc:identifier>
 <dc:date>2023-03</dc:date><z:language>en</z:language><dc:title>Harbour talks</dc:title></bib:Article></rdf:RDF>"""


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", json.dumps(CSL)),
        ("z.json", json.dumps(ZOTERO)),
        ("a.bib", BIBTEX),
        ("a.ris", RIS),
        ("a.rdf", RDF),
    ],
)
def test_a_reference(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    read = references.read(tmp_path / name)
    (found,) = read.sources
    assert found.title is not None
    assert found.title.value.casefold() == "harbour talks"
    assert found.outlet is not None
    assert found.outlet.value == "Island Post"
    assert found.authors == ("Ann Example",)
    assert found.published is not None
    assert found.published.value == "2023-03"
    assert found.url is not None
    assert found.url.value == "https://post.example/a"
    assert found.language is not None
    assert found.language.value == "en"
    if name == "z.json":
        assert read.passed_over == ('"Green thing": its type "alienArtifact" is none of a source',)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.json", "{", r"not valid JSON \(line 1\)"),
        ("a.json", "[" * 100_000, "not valid JSON"),
        ("a.json", "[1]", "neither CSL-JSON nor"),
        ("a.json", "[]", "holds no reference"),
        ("a.bib", "@article{a, title = {x", "not valid BibTeX"),
        ("a.bib", "", "holds no reference"),
        ("a.ris", "TY  - NEWS\nTI  - x\n", "no end"),
        ("a.ris", "hello", "does not begin with TY"),
        ("a.rdf", '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', "declares a document type"),
        ("a.rdf", "<x>", "not valid XML"),
    ],
)
def test_a_broken_file_is_one_line(name: str, text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(Refused, match=told) as refused:
        references.read(tmp_path / name)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("parts", "date"),
    [
        ([["2023", "3"]], "2023-03"),
        ([["²"]], None),
        ([["٢٠٢٣"]], None),
        ([["9" * 5000]], None),
        ([[2023, "²"]], "2023"),
        ([[2023, "²", 5]], "2023"),  # the day is no month
    ],
)
def test_what_is_no_number_in_a_date_is_passed_over(
    parts: list[list[object]], date: str | None, tmp_path: Path
) -> None:
    (tmp_path / "a.json").write_text(json.dumps([{**CSL[0], "issued": {"date-parts": parts}}]), "utf-8")
    (found,) = references.read(tmp_path / "a.json").sources
    assert (found.published and found.published.value) == date


JOINED = """@string{paper = "Island Post"} @string{site = {https://post.example/}}
@xdata{common, organization = paper, langid = {english}, date = {2023-03-05}}
@proceedings{talks, title = {Talks of the Harbour}, year = 2023, url = {https://post.example/all}, author = {Nobody, Of It}}
@online{a, xdata = {common}, title = "Talks" # { in } # "{t}he " # paper, url = site # {a%20b}, author = {family=Kramer, given=Ilse, prefix=van}}
@inproceedings(b, crossref = {Talks}, title = {A paper (in brackets)}, url = {https://post.example/a/long
   -one}, author = {Kramer, Ilse; Muster, Cleo et al.})
@online{c, title = {No comma stands} url = {https://post.example/c}}
"""


def test_bibtex_joins_and_inherits_values_and_tells_of_a_missing_comma(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(JOINED, encoding="utf-8")
    read = references.read(tmp_path / "a.bib")
    told = {
        found.key: [
            v and v.value for v in (found.title, found.outlet, found.url, found.published, found.language)
        ]
        for found in read.sources
    }
    assert told["a"] == [
        "Talks in the Island Post",
        "Island Post",
        "https://post.example/a%20b",
        "2023-03-05",
        "en",
    ]
    assert told["b"] == [
        "A paper (in brackets)",
        "Talks of the Harbour",
        "https://post.example/a/long-one",
        "2023",
        None,
    ]
    assert {found.key: found.authors for found in read.sources}["a"] == ("Ilse van Kramer",)
    assert {found.key: found.authors for found in read.sources}["b"] == ("Ilse Kramer", "Cleo Muster")
    assert read.passed_over == ("the entry at line 7 (c) cannot be read: no comma stands behind its title",)


@pytest.mark.parametrize(
    ("written", "tag"),
    [("kmr", "ku"), ("Kurmancî", "ku"), ("Kurdî", "ku"), ("Sorani", "ckb"), ("pt-BR", "pt"), ("zh_Hant_TW", "zh-Hant"),
     ("iw", "he"), ("arb", "ar"), ("prs", "fa"), ("Dari", "fa"), ("no", "no"), ("Հայերեն", "hy"), ("quay speech", "")],
)  # fmt: skip
def test_a_language_as_it_is_written(written: str, tag: str) -> None:
    assert tag_of(written) == tag


@pytest.mark.parametrize("month", ["²", "٣", "9" * 5000])
def test_what_is_no_number_is_no_month(month: str, tmp_path: Path) -> None:
    text = BIBTEX.replace("month = mar", f"month = {{{month}}}, day = {{5}}")
    (tmp_path / "a.bib").write_text(text, "utf-8")
    (found,) = references.read(tmp_path / "a.bib").sources
    assert found.published is not None
    assert found.published.value == "2023"
