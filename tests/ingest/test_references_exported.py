"""References as reference managers export them, our own exports read again, and entries that are odd or broken."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from dossier.cite import FILES, Reference
from dossier.ingest import Refused, references
from dossier.ingest.references.languages import tag_of
from dossier.ingest.references.latex import decoded, verbatim
from dossier.ingest.source import Found, Source
from dossier.model.dates import Window

EXPORTS = Path(__file__).parent / "exports"


def read(tmp_path: Path, name: str, text: str) -> references.References:
    (tmp_path / name).write_text(text, encoding="utf-8", newline="")
    return references.read(tmp_path / name)


def value(found: Found | None) -> str | None:
    return found.value if found else None


@pytest.mark.parametrize("path", sorted(EXPORTS.iterdir()), ids=lambda path: path.name)
def test_an_export_is_read_whole(path: Path) -> None:
    """The same two sources, as each program writes them."""
    found = references.read(path)
    first, second = found.sources
    assert found.passed_over == ()
    assert first.title is not None
    assert first.title.value.casefold() == "talks end without a text, and 5% of the dock stays closed"
    assert value(first.outlet) == value(second.outlet) == "Dock Herald"
    assert first.authors == ("Cleo Muster", "Jan van der Berg")
    assert value(first.published) in ("2023-03-05", "2023-03")
    assert value(first.accessed) == "2023-03-06"
    assert value(first.language) == "en"
    assert value(first.url) == "https://dock-herald.example/%D8%AE%D8%A8%D8%B1/1"
    assert value(second.title) == "Limanda görüşme"
    assert second.authors == ()
    assert value(second.published) in (None, "2023-03~")
    assert value(second.accessed) == "2023-03-07"
    assert value(second.language) == "tr"
    assert value(second.url) == "https://dock-herald.example/liman--gorusme_2"


def source(n: int, **more: Any) -> Reference:
    known: dict[str, Any] = {
        "id": f"dock-herald-{n}", "title": f"Talks {n}", "publisher": "Dock Herald", "published": Window.parse("2023-03-05"),
        "accessed": Window.parse("2023-03-06"), "language": "en", "url": f"https://dock-herald.example/{n}",
    }  # fmt: skip
    return Reference(**known | more)


TITLES = ["Prices up 5% this year", 'They said "no"', "R&D #5_6", "costs $5 and $6", "a -- b --- c", "100^2 ~ about", "{curly} } {",
          "back\\slash and \\foo", "“Anlaştık” İstanbul’da ş ğ ı", "انتهت المحادثات", "<script> 2 < 3 > 1", "it's ''so''", "a,, b `c`", "10 % & more"]  # fmt: skip
ADDRESSES = ["%D8%AE%D8%A8%D8%B1/1", "talks--held", "~me/a_b", "a?x=1&y=2", "x/$5*2", "a'b(c)", "%7B%7D"]
DATES = [
    "2023",
    "2023-03",
    "2023-03-05",
    "2023-03~",
    "2023-03-05?",
    "2023-03-05/2023-03-07",
    "../2023-03-05",
    "2023-03-05/..",
    "2022-22",
]
AUTHORS = [
    ("Cleo Muster",),
    ("Cleo Muster", "Jan van der Berg"),
    ("World Dock Service",),
    ("Martin Muster Jr.",),
    ("وليد مثال", "Ayşe Örnek"),
]


def ours() -> list[Reference]:
    entries: list[dict[str, Any]] = [{"title": title} for title in TITLES]
    entries += [{"url": f"https://dock-herald.example/{address}"} for address in ADDRESSES]
    entries += [
        {"archived": f"https://web.archive.org/web/2023/https://dock-herald.example/{address}"}
        for address in ADDRESSES
    ]
    entries += [{"published": Window.parse(day)} for day in DATES]
    entries += [{"authors": names} for names in AUTHORS]
    entries += [{"language": tag} for tag in ("ar", "tr", "ru", "ku", "fa", "de", "syr", "az")]
    entries += [{"genre": genre} for genre in ("magazine", "news-site", "webpage")]
    return [source(n, **entry) for n, entry in enumerate(entries)]


@pytest.mark.parametrize(("suffix", "write"), [(suffix, write) for suffix, _, write in FILES])
def test_our_own_export_comes_back(suffix: str, write: Callable[..., str], tmp_path: Path) -> None:
    written = ours()
    found = read(tmp_path, f"a.{suffix}", write(written))
    assert found.passed_over == ()
    assert len(found.sources) == len(written)
    for was, now in zip(written, found.sources, strict=True):
        assert value(now.title) == was.title
        assert value(now.outlet) == was.publisher
        assert now.authors == was.authors
        assert value(now.url) == was.url
        assert value(now.archived) == was.archived
        assert value(now.language) == was.language
        assert value(now.accessed) == was.accessed.text
        assert not now.notes
    # Dates may be less in an export than they are with us; written again, they are the same.
    assert write([again(was, now) for was, now in zip(written, found.sources, strict=True)]) == write(written)


def again(was: Reference, now: Source) -> Reference:
    assert now.published is not None
    return source(
        int(was.id.rpartition("-")[2]), title=value(now.title), url=value(now.url), archived=value(now.archived),
        published=Window.parse(now.published.value), authors=now.authors, language=value(now.language), genre=was.genre,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("suffix", "day", "expected"),
    [
        *((suffix, day, day) for suffix in ("bib", "json", "ris") for day in ("2023", "2023-03", "2023-03-05")),
        *(("bib", day, day) for day in ("2023-03~", "2023-03-05?", "2023-03-05/2023-03-07", "../2023-03-05", "2023-03-05/..", "2022-22")),
        *(("json", day, day) for day in ("2023-03~", "2023-03-05/2023-03-07", "../2023-03-05", "2023-03-05/..", "2022-22", "2023-01-02..", "..2023-01-02", "2023-01-02..2023-01-05", "2022-10..2022-12")),
        ("json", "2023-03-05?", "2023-03-05~"),
        ("ris", "2022-22", "2022-22"),
        *(("ris", day, day) for day in ("2023-03~", "2023-03-05?", "2023-03-05/2023-03-07", "../2023-03-05", "2023-03-05/..", "2023-03-05/", "199X")),
        *((suffix, day, day) for suffix in ("bib", "ris") for day in ("2023-01-02..", "..2023-01-02", "2023-01-02..2023-01-05", "2022-10..2023-02")),
    ],
)  # fmt: skip
def test_a_date_of_our_own_comes_back_no_finer(suffix: str, day: str, expected: str, tmp_path: Path) -> None:
    write = next(w for s, _, w in FILES if s == suffix)
    (found,) = read(tmp_path, f"a.{suffix}", write([source(1, published=Window.parse(day))])).sources
    assert value(found.published) == expected


def bibtex(**fields: str) -> str:
    return (
        "@online{a,\n"
        + "".join(f"  {key} = {{{text}}},\n" for key, text in ({"title": "T"} | fields).items())
        + "}\n"
    )


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("{Ministry of Ports and Fisheries}", ("Ministry of Ports and Fisheries",)),
        (
            "{Ministry of Ports and Fisheries} and Muster, Cleo",
            ("Ministry of Ports and Fisheries", "Cleo Muster"),
        ),
        ("{World Dock, Inc.}", ("World Dock, Inc.",)),
        ("World Dock, Inc.", ("World Dock, Inc.",)),
        ("Muster, Cleo and others", ("Cleo Muster",)),
        ("Muster, Cleo and Others", ("Cleo Muster",)),
        ("Cleo Muster AND Jan Berg", ("Cleo Muster", "Jan Berg")),
        ("Muster, Cleo\n  and\n  Berg, Jan", ("Cleo Muster", "Jan Berg")),
        ("Muster, Jr., Martin", ("Martin Muster Jr.",)),
        ("{van der Berg}, Jan", ("Jan van der Berg",)),
        ("{\\c S}ahin, Ay{\\c s}e", ("Ayşe Şahin",)),
        ("{Pier Quay}", ("{Pier Quay}",)),
        ("Muster Haven, Cleo", ("Muster Haven, Cleo",)),
        ("", ()),
    ],
)
def test_authors_in_bibtex(field: str, names: tuple[str, ...], tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a.bib", bibtex(author=field)).sources
    assert found.authors == names


@pytest.mark.parametrize(
    ("fields", "url"),
    [
        ({"url": "https://x.example/%D8%AE/1"}, "https://x.example/%D8%AE/1"),
        ({"url": "https://x.example/a\\_b\\%20\\&c\\#d\\~{}e"}, "https://x.example/a_b%20&c#d~e"),
        ({"url": "\\url{https://x.example/a%20b}"}, "https://x.example/a%20b"),
        ({"url": "{https://x.example/a--b}"}, "https://x.example/a--b"),
        ({"url": "https://x.example/a$b^{}c"}, "https://x.example/a$b%5E%7B%7Dc"),
        ({"url": "https://x.example/a$b~d"}, "https://x.example/a$b~d"),
        ({"howpublished": "\\url{https://x.example/a%20b}"}, "https://x.example/a%20b"),
        ({"howpublished": "Online: https://x.example/a--b"}, "https://x.example/a--b"),
        ({"note": "\\url{https://x.example/a_b}, accessed 2023"}, "https://x.example/a_b"),
        ({"note": "\\href{https://x.example/a%b0}{here}"}, "https://x.example/a%b0"),
        ({"url": "https://web.archive.org/web/20230306/https://x.example/a"}, "https://x.example/a"),
        ({"url": "https://archive.ph/AbC1d"}, None),
    ],
)  # fmt: skip
def test_an_address_in_bibtex_is_verbatim(fields: dict[str, str], url: str | None, tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a.bib", bibtex(**fields)).sources
    assert value(found.url) == url
    if "archive" in fields.get("url", ""):
        assert value(found.archived) == fields["url"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Prices up 5% this year, officials say", "Prices up 5% this year, officials say"),
        ("Prices up 5\\% this year", "Prices up 5% this year"),
        ("\\textquotedbl{}No\\textquotedbl{}", '"No"'),
        ("\\href{https://x.example/%20}{Talks} end", "Talks end"),
        ("costs $5 and $6, or \\$7", "costs $5 and $6, or $7"),
        ("H$_2$O and $\\alpha$", "H2O and α"),
        ("R&D \\& more #5 \\#6", "R&D & more #5 #6"),
        ("a -- b --- c", "a – b — c"),
        ("{{Kept Case}} {I}n", "Kept Case In"),
        ("\\{x\\}", "{x}"),
        ("\\emph{So} \\enquote{it} is", "So “it” is"),
        ("\\unknownmacro{x} \\another", "x \\another"),
        ("{\\.I}zmir’de g{\\\"{o}}r{\\u g}", "İzmir’de görğ"),
        ("M{\\~n}oz~Jr", "Mñoz Jr"),
        ("\\textless{}i\\textgreater{}", "<i>"),
        ("C:\\path", "C:\\path"),
    ],
)  # fmt: skip
def test_latex_is_decoded_without_a_loss(written: str, text: str) -> None:
    assert decoded(written) == text


def test_a_date_is_verbatim() -> None:
    assert verbatim("2023-03~") == "2023-03~"
    assert verbatim("{2023-03-05/..}") == "2023-03-05/.."


@pytest.mark.parametrize(
    ("written", "tag"),
    [
        ("english", "en"), ("American", "en"), ("UKenglish", "en"), ("ngerman", "de"), ("turkish", "tr"), ("arabic", "ar"), ("persian", "fa"),
        ("kurmanji", "ku"), ("English", "en"), ("Arabic", "ar"), ("Türkçe", "tr"), ("TÜRKÇE", "tr"), ("العربية", "ar"), ("русский", "ru"),
        ("Русский", "ru"), ("فارسی", "fa"), ("Deutsch", "de"), ("Englisch", "en"), ("anglais", "en"), ("İngilizce", "en"), ("ara", "ar"), ("eng", "en"),
        ("ger", "de"), ("deu", "de"), ("per", "fa"), ("fas", "fa"), ("tur", "tr"), ("ckb", "ckb"), ("en-GB", "en"), ("en_US", "en"), ("EN", "en"),
        ("zh-hans", "zh-Hans"), ("ku-Latn", "ku-Latn"), ("English (United States)", "en"), ("en; ar", "en"), ("English and Arabic", "en"),
        ("nobody's", ""), ("", ""), ("-", ""), ("und", "und"),
    ],
)  # fmt: skip
def test_a_language_as_it_is_written(written: str, tag: str) -> None:
    assert tag_of(written) == tag


def csl(**more: Any) -> str:
    return json.dumps([{"type": "article-newspaper", "title": "T", "container-title": "Dock Herald", **more}])


@pytest.mark.parametrize(
    ("issued", "day"),
    [
        ({"date-parts": [["2023", "3", "5"]]}, "2023-03-05"),
        ({"date-parts": [2023, 3, 5]}, "2023-03-05"),
        ({"date-parts": [["2023-03-05"]]}, "2023-03-05"),
        ({"date-parts": [[2023, 0, 0]]}, "2023"),
        ({"date-parts": [[2023, None]]}, "2023"),
        ({"date-parts": [[None]]}, None),
        ({"date-parts": [[2023, 3, 5], [2023, 3, 7]]}, "2023-03-05/2023-03-07"),
        ({"date-parts": [[2023]], "season": 2}, "2023-22"),
        ({"date-parts": [[2023, 3]], "circa": True}, "2023-03~"),
        ({"date-parts": []}, None),
        ({"date-parts": "2023"}, None),
        ({"raw": "2023-03-05"}, "2023-03-05"),
        ({"raw": "5 Mart 2023"}, "2023-03-05"),
        ({"literal": "March 2023"}, "2023-03"),
        ("2023-03-05", "2023-03-05"),
        ({"literal": "after 5 March 2023"}, None),
        ({"literal": "possibly March 2023"}, "2023-03?"),
        ([[2023, 3]], "2023-03"),
        (2023, "2023"),
        ({"raw": "1401-12-14"}, None),
        ({"date-parts": [[1, 1, 1]]}, None),
        ({"date-parts": [[1970, 1, 1]]}, None),
        ({"date-parts": [[2566, 3, 5]]}, None),
        ({"date-parts": [[1850, 3, 5]]}, "1850-03-05"),
    ],
)
def test_a_date_of_csl(issued: Any, day: str | None, tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a.json", csl(issued=issued)).sources
    assert value(found.published) == day


@pytest.mark.parametrize(
    ("name", "text", "titles", "told"),
    [
        ("a.bib", bibtex(title="One") + "@online{b, title = {x\n" + bibtex(title="Two").replace("{a,", "{c,"), ["One", "Two"], ["the entry at line 4 cannot be read"]),
        ("a.bib", bibtex(title="One") + bibtex(title="Two"), ["One", "Two"], []),
        ("a.bib", "@online{a, title = {One}, title = {Again}, author = {B, A}}", ["One"], []),
        ("a.ris", "TY  - NEWS\nTI  - One\nTY  - NEWS\nTI  - Two\nER  - \n", ["Two"], ["the entry at line 1 has no end (ER)"]),
        ("a.ris", "Some head\n\n1.\nTY  - NEWS\nTI  - One\nER  -\n2.\nTY - NEWS\nTI - Two\nER -", ["One", "Two"], []),
        ("a.ris", "\ufeffTY  - NEWS\r\nTI  - One\r\nER  - \r\n\r\n", ["One"], []),
        ("a.json", json.dumps([{"type": "webpage", "title": "One"}, 5, {"title": "typeless"}]), ["One"], ["entry 2 has no type", "entry 3 has no type"]),
        ("a.json", json.dumps({"items": {"1": {"itemType": "webpage", "title": "One"}}}), ["One"], []),
    ],
)  # fmt: skip
def test_a_broken_entry_is_listed_and_the_others_are_read(
    name: str, text: str, titles: Sequence[str], told: Sequence[str], tmp_path: Path
) -> None:
    found = read(tmp_path, name, text)
    assert [value(s.title) for s in found.sources] == titles
    assert list(found.passed_over) == told


def test_markup_and_entities_of_csl(tmp_path: Path) -> None:
    text = csl(
        title='<i>Talks</i> at R&amp;D<sup>2</sup> <span class="nocase">iPier</span> 2 < 3',
        author=[{"literal": "Dock &amp; Sons"}],
    )
    (found,) = read(tmp_path, "a.json", text).sources
    assert value(found.title) == "Talks at R&D2 iPier 2 < 3"
    assert found.authors == ("Dock & Sons",)


@pytest.mark.parametrize(
    ("person", "author"),
    [
        ({"literal": "Pier Quay"}, "{Pier Quay}"),
        ({"family": "Muster Haven", "given": "Cleo"}, "Muster Haven, Cleo"),
        ({"family": "Berg", "non-dropping-particle": "van der", "given": "Jan"}, "Jan van der Berg"),
        ({"family": "Berg", "given": "Jan", "suffix": "Jr."}, "Jan Berg Jr."),
    ],
)
def test_a_name_in_csl_is_split_there_again(person: dict[str, str], author: str, tmp_path: Path) -> None:
    (found,) = read(tmp_path, "a.json", csl(title="One", author=[person])).sources
    assert found.authors == (author,)


def test_an_empty_author_is_none(tmp_path: Path) -> None:
    text = "TY  - NEWS\nTI  - One\nAU  - \nAU  -\nAU  - ,\nAU  - Muster, Cleo\nER  - \n"
    assert read(tmp_path, "a.ris", text).sources[0].authors == ("Cleo Muster",)


def test_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.ris").write_bytes("TY  - NEWS\r\nTI  - İzmir\r\nER  - \r\n".encode("utf-16"))
    assert value(references.read(tmp_path / "a.ris").sources[0].title) == "İzmir"
    (tmp_path / "b.ris").write_bytes("TY  - NEWS\r\nTI  - İzmir\r\n".encode("cp1254"))
    with pytest.raises(Refused, match="not UTF-8"):
        references.read(tmp_path / "b.ris")
