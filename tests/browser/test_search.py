"""Search, by the keyboard, over HTTP and from disk: what a reader types, and what must be found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from support.served import Site

from dossier.model.words import chunks as chunked
from dossier.model.words import words

Open = Callable[..., Page]
JOLANI = "actors/abu-mohammad-al-jolani/"
QUERIES = [
    ("Jolani", JOLANI), ("Joulani", JOLANI), ("Golani", JOLANI), ("Colani", JOLANI), ("Джулани", JOLANI),
    ("جولاني", JOLANI), ("الجولاني", JOLANI), ("al-jol", JOLANI), ("الجو", JOLANI),
    ("idlib", "places/idlib/"), ("إدلب", "places/idlib/"), ("ادلب", "places/idlib/"), ("afrin", "places/afrin/"),
    ("Efrîn", "places/afrin/"), ("Hayat Tahrir", "actors/hts/"), ("hts", "actors/hts/"),
    ("cavusoglu", "actors/mevlut-cavusoglu/"),
    ("ŞOYGU", "actors/sergei-shoigu/"), ("Шойгу", "actors/sergei-shoigu/"), ("Erdogan's", "actors/recep-tayyip-erdogan/"),
    ('"took control"', "claims/hts-control-afrin-october-2022/"),
]  # fmt: skip


def ask(page: Page, text: str) -> None:
    page.keyboard.press("/")
    page.keyboard.insert_text(text)


def start(site: Site, scheme: str) -> str:
    return f"{site.root}actors/hts/" if scheme == "http" else (site.folder / "actors/hts/index.html").as_uri()


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_is_asked_for_comes_first(site: Site, open_page: Open, scheme: str) -> None:
    page = open_page(start(site, scheme))
    ask(page, "xq")
    wrong = []
    for text, address in QUERIES:
        page.locator(".md-search__input").fill("")
        expect(page.locator(".md-search-result__link")).to_have_count(0)
        page.keyboard.insert_text(text)
        first = page.locator(".md-search-result__link").first
        expect(first).to_be_visible()
        href = first.get_attribute("href") or ""
        if f"/{address}" not in href:
            wrong.append(f"{text}: {href}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("scheme", ["http", "file"])
def test_what_a_typing_mistake_may_have_meant_is_shown_at_once(
    site: Site, open_page: Open, scheme: str
) -> None:
    page = open_page(start(site, scheme))
    ask(page, "Jolanii")
    expect(page.locator(".md-search-result__meta").first).to_have_text(
        re.compile(r"^Results for Jolani: \d+$")
    )
    expect(page.get_by_role("status").filter(has_text="No page has Jolanii")).to_be_visible()
    expect(page.locator(".md-search-result__link").first).to_have_attribute("href", re.compile(JOLANI))
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{JOLANI}**")
    expect(page.locator(".md-content mark").first).to_have_text("Jolani")


@pytest.mark.parametrize(
    ("typed", "address", "named", "facet"),
    [
        ("عفرين", "places/afrin/", "Afrin", "place=afrin"),
        ("Afrin", "places/afrin/", "Afrin", "place=afrin"),
        ("الجولاني", JOLANI, "Abu Mohammad al-Jolani", "actor=abu-mohammad-al-jolani"),
        ("Джулани", JOLANI, "Abu Mohammad al-Jolani", "actor=abu-mohammad-al-jolani"),
    ],
)
def test_what_is_linked_to_a_record_stands_below_it_however_its_name_is_spelled(
    site: Site, open_page: Open, typed: str, address: str, named: str, facet: str
) -> None:
    page = open_page(site.root)
    ask(page, typed)
    links = page.locator(".md-search-result__link")
    expect(links.first).to_have_attribute("href", re.compile(address))
    naming = page.locator(".md-search-result__list > li").nth(1)
    expect(naming).to_have_text(re.compile(rf"^\d+ pages name {named}: filter in Explore$"))
    number = int((naming.text_content() or "").split()[0])
    expect(links).to_have_count(8)
    expect(page.locator(".md-search-result__meta").first).to_have_text(re.compile(rf"^{number + 1} "))
    expect(links.nth(1).locator("..").locator(".dossier-snippet mark").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(naming.locator("a")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/explore/?{facet}")


def test_a_word_that_is_no_name_brings_nothing_else(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    ask(page, "protest")
    expect(page.locator(".md-search-result__link").first).to_be_visible()
    expect(page.locator(".dossier-naming")).to_have_count(0)


def test_the_words_and_the_authors_that_a_page_shows_are_found(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    found = page.evaluate("dossierSearch.find('متوعدًا بإسقاط')")["addresses"]
    assert "articles/enabbaladi-ar-jolani/" in found


def test_nonsense_finds_nothing_and_suggests_nothing(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    ask(page, "xqzvwk")
    expect(page.locator(".md-search-result__meta").first).to_have_text("No page has these words.")
    expect(page.locator(".md-search-result__link")).to_have_count(0)
    expect(page.locator(".dossier-suggestion")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["http", "file"])
@pytest.mark.parametrize("key", ["/", "f", "s"])
def test_keys_open_the_box_choose_a_result_and_close_it(
    site: Site, open_page: Open, scheme: str, key: str
) -> None:
    page = open_page(start(site, scheme))
    page.keyboard.press(key)
    page.keyboard.type("afrin", delay=20)
    expect(page.locator(".md-search-result__link").nth(1)).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator(".dossier-naming a")).to_be_focused()
    page.keyboard.press("ArrowDown")
    second = page.locator(".md-search-result__link").nth(1)
    expect(second).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#__search")).not_to_be_checked()
    expect(page.locator(".md-search__input")).not_to_be_focused()
    page.wait_for_timeout(250)  # Material closes the box a moment later; nobody presses two keys in no time
    page.keyboard.press(key)
    expect(page.locator("#__search")).to_be_checked()
    expect(page.locator(".md-search__input")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/afrin/**")
    expect(page.locator(".md-content mark").first).to_have_text("Afrin")


def test_a_snippet_shows_the_words_marked_and_a_source_its_outlet(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    ask(page, "protest idlib")
    snippet = page.locator(".dossier-snippet").first
    expect(snippet.locator("mark").first).to_be_visible()
    assert len(snippet.inner_text()) < 260
    source = page.locator(".md-search-result__item", has=page.locator("a[href*='/articles/']")).first
    expect(source.locator("h1")).to_contain_text(re.compile("Asharq Al-Awsat|The New Arab|Gerçek News"))


def test_more_results_come_as_the_list_is_scrolled(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    ask(page, "moscow")
    links = page.locator(".md-search-result__link")
    expect(links).to_have_count(8)
    expect(
        page.locator(".dossier-snippet mark").first
    ).to_be_visible()  # before that nothing is there to scroll
    page.locator(".md-search__scrollwrap").evaluate("e => e.scrollTo(0, e.scrollHeight)")
    expect(links).to_have_count(16)


def test_find_gives_all_addresses_and_a_suggestion(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    found = page.evaluate("dossierSearch.find('idlib')")
    assert found["addresses"][0] == "places/idlib/"
    assert len(found["addresses"]) > 8
    assert set(found["addresses"]) <= set(site.addresses())
    assert page.evaluate("dossierSearch.find('\"took control\"')")["addresses"]
    assert page.evaluate("dossierSearch.find('Jolanii')") == {"addresses": [], "suggestion": "Jolani"}
    assert page.evaluate("dossierSearch.find('')") == {"addresses": [], "suggestion": None}


def test_nothing_of_the_index_is_loaded_before_the_box_is_used(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    loaded: list[str] = []
    page.on("request", lambda request: loaded.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [url for url in loaded if "/search/" in url or "worker" in url]
    assert not list(site.folder.glob("search/search_index*"))
    assert not list(site.folder.glob("assets/javascripts/workers/*"))


TEXTS = [
    "al-Jolani's Al‑Jolani ash-Sham Hay'at Ḥayʾat Shi'a l'armée Erdoğan’ın as-yet al- -al al",
    "İstanbul IĞDIR ığdır Straße STRAẞE Søren Łódź Æther Œuvre þing ὈΔΥΣΣΕΎΣ Ὀδυσσεύς",
    "الجولاني والجولاني بالجولاني للجولاني فالجولاني الله والد ﷲ ﻻ هيئة مُحَمَّد محـــمد إدلب أحمد آفرين جولانى سؤال",
    "کردستان گرجستان ی هەولێر ٢٠٢٢ ۲۰۲۲ Джулани Шойгу Фёдор Ґалаґан Україна",
    "新华社 习近平ABC Ａｂｃ ①② ½ x² ﬁn ℝ ㎏ 서울 เมือง हिन्दी বাংলা ʻokina o\u200bk soft\u00adhyphen \u202egnitset",
    "F-16 F‑16 S−400 P.K.K. U.S.'s U.S.-led 1,500 1.500,50 1,50,000 ١٬٥٠٠ १,५०० Deir-ez-Zor es-Suwayda a-b-c-d",
    "2022-12-28 -x- x- al- 1.234.567 3.14 م.ت.ف node.js",
    "ท่าเรือถูกปิดเพราะพายุ ທ່າເຮືອຖືກປິດ កំពង់ផែ ဆိပ်ကမ်း 港のクレーンがとじた ｸﾞﾚｰﾌﾟ 人々 𠮷野家 दिल क़लम தமிழ் ދިވެހި ትግርኛ བོད་སྐད",
    "رئیس‌جمهور می‌خواهم خانه‌ها عبدالله عبدالرحمن عبدال הנמל והנמל ובהר צה\"ל צה״ל ג׳ירפה ז'בוטינסקי क्‍ष a\u200cb -\u200c-",
    "a" * 50 + " 𝒥𝑜𝓁𝒶𝓃𝒾 𐍈𐍉 !? … _under_score_ a_b 10,000 3.14 e-mail@example.org https://example.org/x?y=1",
]


def test_words_are_folded_in_the_browser_as_in_the_index(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    chunks = [chunk for text in TEXTS for chunk in text.split()]
    for path in sorted((site.folder / "search").rglob("[0-9]*.js")):
        if path.parent.name in ("rows", "texts"):
            chunks += path.read_text("utf-8").split()
    chunks += [f"{chr(code)}{chr(code + 1)}'{chr(code)}" for code in range(0x21, 0x3000, 2)]
    chunks = [part for chunk in dict.fromkeys(chunks) for part in chunk.split()]
    script = "all => all.map((one) => dossierFold.words(one))"
    # What Python's tables do not know yet a browser's may.
    chunks = [chunk for chunk in chunks if "Cn" not in map(unicodedata.category, chunk)]
    folded = page.evaluate(script, chunks)
    differing = [
        (c, js, words(c)) for c, js in zip(chunks, folded, strict=True) if js != [list(w) for w in words(c)]
    ]
    assert not differing, differing[:10]
    texts = [*TEXTS, "12 000 1 234 567 in 2012 300 x1 000 12\u00a0000 12\u202f000, 12 0000"]
    texts.append("Al Jazeera al jazeera El Niño special day")
    assert page.evaluate("all => all.map((one) => dossierFold.chunks(one))", texts) == list(
        map(chunked, texts)
    )
