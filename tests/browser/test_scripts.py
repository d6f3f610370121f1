"""The parts of our scripts that draw nothing, each by itself, held to what Python does with the same values."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from served import Site

from dossier.model.languages import direction

Open = Callable[..., Page]

DIRECTIONS = {
    "阿夫林 عفرين": "ltr",
    "عفرين 阿夫林": "rtl",
    "한국 عربي": "ltr",
    "عربي 한국": "rtl",
    "2022 عربي": "rtl",
    "٢٠٢٢ abc": "ltr",
    "“(עברית) abc": "rtl",
    "०१ عربي": "ltr",
    "\u200fabc": "rtl",
    "\u200eعربي": "ltr",
    "\u2068عربي\u2069 abc": "rtl",
    "\U0001e900 abc": "rtl",
    "\U00010400 عربي": "ltr",
    "😀 ܐܪܡܝܐ": "rtl",
    "!? 12": "ltr",
    "": "ltr",
}
SAMPLE = [
    *range(0x20, 0x250),
    *range(0x590, 0x900),
    *range(0xFB1D, 0xFE00),
    0x3042,
    0x4E00,
    0xAC00,
    0x1F600,
    0x10D00,
]


@pytest.fixture
def scripts(site: Site, open_page: Open) -> Page:
    """A page with every script but Explore's."""
    return open_page(site.root + "timeline/")


def test_python_and_the_browser_have_one_rule_of_direction(scripts: Page) -> None:
    assert {text: direction(text) for text in DIRECTIONS} == DIRECTIONS
    rng = random.Random(9)
    texts = ["".join(map(chr, rng.choices(SAMPLE, k=rng.randint(0, 5)))) for _ in range(5_000)]
    texts = [*DIRECTIONS, *texts, *map(chr, range(0x20, 0x3000))]
    found = scripts.evaluate("texts => texts.map((text) => window.dossierDirection(text))", texts)
    # A character that Python does not know yet has no direction there.
    differing = [
        (text, theirs, direction(text))
        for text, theirs in zip(texts, found, strict=True)
        if theirs != direction(text)
    ]
    assert not [each for each in differing if each[0].isprintable()], differing[:10]


SPELLINGS = [
    ("isik", "Işık"),
    ("IŞIK", "Işık"),
    ("bakanligi", "Bakanlığı"),
    ("lodz", "Łódź"),
    ("diyarbakir", "Diyarbakır"),
    ("كردى", "كردي"),
    ("2022", "٢٠٢٢"),
    ("۱۲", "12"),
    ("hayat", "Hayʾat"),
    ("hay'at", "Hayat"),
    ("gune", "مُحَمَّد Güneş"),
    ("strasse", "Straße"),
    ("ölu", "OLÜM"),
]


@pytest.mark.parametrize(("typed", "written"), SPELLINGS)
def test_a_text_is_found_however_it_is_typed(scripts: Page, typed: str, written: str) -> None:
    found = scripts.evaluate(
        "([a, b]) => { const { fold } = dossierFold; return fold(b).includes(fold(a)); }", [typed, written]
    )
    assert found


def test_the_filter_of_a_table_folds_as_the_search_does(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/")
    box = page.get_by_label("Filter actors")
    shown = page.locator("table[data-filter] tbody tr:visible")
    for typed, written in [("bakanligi", "Bakanlığı"), ("كردى", "كردي")]:
        box.fill(typed)
        expect(page.locator(".dossier-filter output")).to_contain_text(" of ")
        texts = shown.all_text_contents()
        assert texts, typed
        assert any(written in text for text in texts), typed


def test_names_that_no_actor_has_yet_are_found_too(site: Site, open_page: Open) -> None:
    page = open_page("about:blank")

    def renamed(route: object) -> None:
        body = (site.folder / "actors/index.html").read_text("utf-8")
        names = " ".join(written for _, written in SPELLINGS)
        head, mark, rest = body.partition("<tbody>")
        route.fulfill(body=head + mark + rest.replace("</td>", f" {names}</td>", 1), content_type="text/html")  # type: ignore[attr-defined]

    page.route(site.root + "actors/", renamed)
    page.goto(site.root + "actors/")
    first = page.locator("table[data-filter] tbody tr").first
    for typed, _ in SPELLINGS:
        page.get_by_label("Filter actors").fill(typed)
        expect(first).to_be_visible()
    page.get_by_label("Filter actors").fill("zzzz")
    expect(first).to_be_hidden()
