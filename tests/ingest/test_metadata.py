"""JSON-LD in any shape and any envelope, and that only what describes the page itself is taken."""

# ruff: noqa: E501 - tables and made-up files read better unbroken

from __future__ import annotations

import json
from typing import Any

import pytest

from dossier.ingest import page
from dossier.ingest.saved import SavedPage
from dossier.ingest.source import Source

AT = "https://dock-herald.example/talks"
TITLE = "Talks end without a text"
TEXT = "<p>" + "The minister left the harbour after six hours of talks with the authority. " * 3 + "</p>"
SHAPES: list[Any] = [
    ["Talks end"], [], {}, {"@value": "Talks end"}, {"@value": ["Talks end"]}, {"name": "Talks end"}, {"name": {"name": 1}},
    2023, 1.5, True, False, None, [None], [[["Talks end"]]], [{"name": []}, 3], "", "   ", {"@id": "#x"}, {"@id": 5}, {"@graph": [{}]},
]  # fmt: skip
KEYS = "headline name author publisher datePublished url @id mainEntityOfPage mainEntity inLanguage articleBody isAccessibleForFree @type @graph".split()


def read(head: str = "", body: str = f"<article><h1>{TITLE}</h1>{TEXT}</article>", at: str = AT) -> Source:
    data = f"<html lang=en><head><meta charset=utf-8><title>{TITLE}</title>{head}</head><body>{body}</body></html>"
    return page.extract(SavedPage(data.encode(), at), "x")


def script(*objects: Any) -> str:
    return "".join(f'<script type="application/ld+json">{json.dumps(o)}</script>' for o in objects)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("shape", SHAPES, ids=[json.dumps(s) for s in SHAPES])
def test_a_value_of_any_shape_is_read_or_passed_over(key: str, shape: Any) -> None:
    story = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": TITLE,
        "author": "Cleo Muster",
    }
    found = read(script({"@graph": [[{**story, key: shape}], {key: shape}]}))
    assert found.title is not None
    assert found.title.value == TITLE
    bare = read(script({**story, key: shape}), f"<article>{TEXT}</article>")
    assert bare.title is not None


@pytest.mark.parametrize("script_type", ["application/ld+json", "APPLICATION/LD+JSON; charset=utf-8"])
@pytest.mark.parametrize(
    "envelope",
    [
        "{}",
        "\ufeff{}",
        "<!-- {} -->",
        "<!--\n{}\n//-->",
        "<!-- [plugin] -->{}",
        "//<![CDATA[\n{}\n//]]>",
        "/*<![CDATA[*/{}/*]]>*/",
        "<![CDATA[{}]]>",
        "{};",
        "window.story = {};",
        '{{"@type":"WebSite","name":"x"}}{}',
        "{}\n{{}}",
        "[{},]",
        "\x0b{}\x0c",
    ],
)
def test_json_ld_in_an_envelope(envelope: str, script_type: str) -> None:
    story = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-03-05",
             "author": {"@type": "Person", "name": "Cleo\tMuster"}, "publisher": {"name": "Dock &amp; Herald"}}  # fmt: skip
    written = json.dumps(story).replace("\\t", "\t")
    found = read(f'<script type="{script_type}">{envelope.format(written)}</script>')
    assert found.published is not None
    assert found.published.value == "2023-03-05"
    assert found.authors == ("Cleo Muster",)
    assert found.outlet is not None
    assert found.outlet.value == "Dock & Herald"
    assert not found.notes


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("A &amp; B", "A & B"),
        ("A &amp;amp; B", "A & B"),
        ("Olga&nbsp;Vintner", "Olga Vintner"),
        ("L&#8217;Est", "L’Est"),
        ("<b>Olga</b> Vintner", "Olga Vintner"),
        ("R&D; team", "R&D; team"),
    ],
)
def test_entities_and_tags_in_names(written: str, read_as: str) -> None:
    found = read(script({"@type": "NewsArticle", "headline": TITLE, "author": [{"name": written}]}))
    assert found.authors == (read_as,)


def test_json_ld_whose_quotation_marks_are_entities() -> None:
    written = json.dumps({"@type": "NewsArticle", "headline": TITLE, "author": "Cleo Muster"}).replace(
        '"', "&quot;"
    )
    assert read(f'<script type="application/ld+json">{written}</script>').authors == ("Cleo Muster",)


def test_broken_json_ld_is_told() -> None:
    found = read('<script type="application/ld+json">{"headline": "x"</script>')
    assert found.notes == ("its JSON-LD is not valid JSON, and was not read whole",)


def test_an_author_that_is_a_reference_is_looked_up() -> None:
    graph = [
        {
            "@type": "Article",
            "headline": TITLE,
            "author": {"@id": "#/person/1"},
            "publisher": {"@id": "#org"},
        },
        {"@type": "Person", "@id": "#/person/1", "name": "Cleo Muster"},
        {"@type": "Organization", "@id": "#org", "name": "Dock Herald"},
    ]
    found = read(script({"@graph": graph}))
    assert found.authors == ("Cleo Muster",)
    assert found.outlet is not None
    assert found.outlet.value == "Dock Herald"


OTHER = {"@type": "NewsArticle", "headline": "Another story altogether", "datePublished": "2021-01-01",
         "author": "Other Person", "url": "https://dock-herald.example/other"}  # fmt: skip
OWN = {"@type": "NewsArticle", "headline": TITLE, "datePublished": "2023-03-05", "author": "Cleo Muster"}


@pytest.mark.parametrize(
    "objects",
    [
        (OTHER, OWN),
        (OWN, OTHER),
        ([OTHER, OWN],),
        ({"@graph": [OTHER, {**OTHER, "headline": "A third"}, OWN]},),
        (OTHER, {**OWN, "headline": f"{TITLE} | Dock Herald"}),
        (OTHER, {**OWN, "headline": "Talks end without"}),
        (OTHER, {**OWN, "headline": "A headline for search engines", "url": AT}),
        (OTHER, {**OWN, "headline": "SEO", "url": f"{AT}?utm_source=x#top"}),
        (OTHER, {**OWN, "headline": "SEO", "mainEntityOfPage": AT}),
        (OTHER, {**OWN, "headline": "SEO", "mainEntityOfPage": {"@type": "WebPage", "@id": AT}}),
        (OTHER, {**OWN, "headline": "SEO", "@id": AT}),
        (OTHER, {**OWN, "headline": "SEO", "url": "/talks"}),
        (OTHER, {k: v for k, v in OWN.items() if k != "headline"}),
        (OTHER, {"@type": "WebPage", "name": TITLE, "url": AT}, OWN),
        ({**OTHER, "@type": "Article"}, {**OWN, "@type": ["WebPage", "https://schema.org/NewsArticle"]}),
        ({**OTHER, "@id": f"{AT}#related"}, OWN),
        # a follow-up, whose headline has this one's within it
        ({**OTHER, "headline": f"{TITLE}: what comes next"}, OWN),
        ({"@graph": {"1": OTHER, "3": OWN}},),
    ],
)
def test_of_several_articles_the_pages_own_is_taken(objects: tuple[Any, ...]) -> None:
    found = read(script(*objects))
    assert found.authors == ("Cleo Muster",)
    assert found.published is not None
    assert found.published.value == "2023-03-05"
    assert found.url is not None
    assert found.url.value == AT
    assert not found.notes


@pytest.mark.parametrize(
    "objects",
    [(OTHER,), ({**OTHER, "headline": f"{TITLE}: what comes next"},), (OTHER, {**OTHER, "headline": "A third"}), (OTHER, {"@type": "WebPage", "url": AT}),
     ({"@type": "NewsArticle", "datePublished": "2021-01-01"}, {"@type": "NewsArticle", "author": "Other Person"})],
)  # fmt: skip
def test_of_other_articles_nothing_is_taken(objects: tuple[Any, ...]) -> None:
    found = read(script(*objects))
    assert found.authors == ()
    assert found.published is None
    assert found.url is not None
    assert found.url.value == AT
    if len(objects) == 1 or "WebPage" not in str(objects):
        assert any("was passed over" in note for note in found.notes)


def test_without_anything_to_compare_a_single_article_is_taken() -> None:
    data = f"<html><head>{script(OWN)}</head><body>{TEXT}</body></html>".encode()
    assert page.extract(SavedPage(data), "x").authors == ("Cleo Muster",)


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (f"<article><h1>{TITLE}</h1><a rel=author href=/c>Cleo Muster</a>{TEXT}</article>", ("Cleo Muster",)),
        (f"<article><h1>{TITLE}</h1><span itemprop=author itemscope><meta itemprop=name content='Cleo Muster'></span>{TEXT}</article>", ("Cleo Muster",)),
        (f"<article><h1>{TITLE}</h1>{TEXT}</article><aside><a rel=author href=/o>Other Person</a></aside>", ()),
        (f"<article><h1>{TITLE}</h1>{TEXT}<ul class='related-posts'><li><a rel=author href=/o>Other Person</a></ul></article>", ()),
        (f"<div><h1>{TITLE}</h1>{TEXT}</div><div itemscope itemtype=https://schema.org/Article><h3>Other</h3><span itemprop=author>Other Person</span></div>", ()),
        (f"<article><h1>{TITLE}</h1>{TEXT}</article><article><h2><a href=/o>Another</a></h2><span itemprop=author>Other Person</span></article>", ()),
    ],
)  # fmt: skip
def test_an_author_of_another_story_is_none_of_this(body: str, authors: tuple[str, ...]) -> None:
    assert read("", body).authors == authors


@pytest.mark.parametrize(
    ("head", "body", "title"),
    [
        ("<meta property=og:title content='Dock Herald'><meta property=og:site_name content='Dock Herald'>",
         f"<h1>Dock Herald</h1><article><h1>{TITLE}</h1>{TEXT}</article>", TITLE),
        ("<meta property=og:site_name content='Dock Herald'>", f"<h1>Dock Herald</h1><article><h2>{TITLE}</h2>{TEXT}</article>", TITLE),
    ],
)  # fmt: skip
def test_the_sites_name_is_no_headline(head: str, body: str, title: str) -> None:
    found = read(head, body)
    assert found.title is not None
    assert found.title.value == title


@pytest.mark.parametrize(
    "part", [{"isAccessibleForFree": "False"}, [{"@type": "WebPageElement", "isAccessibleForFree": False}]]
)
def test_a_part_that_must_be_paid_for(part: Any) -> None:
    assert "not accessible for free" in read(script({**OWN, "hasPart": part})).opening
    assert not read(script({**OWN, "hasPart": [part, {"isAccessibleForFree": True}, None][2:]})).opening
