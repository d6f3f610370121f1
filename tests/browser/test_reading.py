"""What a reader does, by mouse and by keyboard, and what is there without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from support.pages import still
from support.served import Site

Open = Callable[..., Page]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("Jolani", "actors/abu-mohammad-al-jolani/"),
        ("Joulani", "actors/abu-mohammad-al-jolani/"),
        ("Colani", "actors/abu-mohammad-al-jolani/"),
        ("Джулани", "actors/abu-mohammad-al-jolani/"),
        ("الجولاني", "actors/abu-mohammad-al-jolani/"),
        ("عفرين", "places/afrin/"),
        ("Efrîn", "places/afrin/"),
        ("Шойгу", "actors/sergei-shoigu/"),
    ],
)
def test_a_name_in_any_spelling_finds_its_page(site: Site, open_page: Open, query: str, address: str) -> None:
    page = open_page(site.root)
    page.keyboard.press("/")
    page.keyboard.type(query, delay=20)
    page.keyboard.press("End")  # letters that no key of this keyboard types come without a keyup
    link = page.locator(f".md-search-result__link[href*='{address}']").first
    expect(link).to_be_visible(timeout=10_000)


def test_a_note_opens_on_hover_and_on_focus_and_closes_on_escape(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "events/moscow-talks-2022-12-28/")
    popup = page.locator("#dossier-popup")
    mark = page.locator("[data-note]").first
    mark.hover()
    expect(popup).to_be_visible()
    expect(popup).to_contain_text("Al Mayadeen English")
    popup.hover()
    page.wait_for_timeout(400)
    expect(popup).to_be_visible()
    page.keyboard.press("Escape")
    expect(popup).to_be_hidden()
    page.locator("[data-note]").nth(1).focus()
    expect(popup).to_be_visible()
    assert page.locator("[data-note]").nth(1).get_attribute("aria-describedby") == "dossier-popup"


def test_a_note_leads_to_the_list_and_back(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "events/moscow-talks-2022-12-28/", java_script_enabled=False)
    page.locator("a[href='#note-1']").first.click()
    assert page.url.endswith("#note-1")
    page.locator("#note-1 .dossier-notes__back a").first.click()
    assert page.url.endswith("#noteref-1-1")


def test_a_table_sorts_by_mouse_and_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/")
    first = page.locator("tbody tr th").first
    page.get_by_role("button", name="Actor").click()
    ascending = first.inner_text()
    page.get_by_role("button", name="Actor").focus()
    page.keyboard.press("Enter")
    assert first.inner_text() != ascending
    assert page.locator("thead th").first.get_attribute("aria-sort") == "descending"


def test_a_table_sorts_dates_by_day_not_by_word(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "events/")
    page.get_by_role("button", name="When").click()
    keys = page.locator("tbody tr td:nth-child(2)").evaluate_all("cells => cells.map(c => c.dataset.sort)")
    assert keys == sorted(keys)


def test_a_table_filters_in_every_script_without_a_reload(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/")
    box = page.get_by_label("Filter actors")
    box.fill("جولاني")
    rows = page.locator("tbody tr:visible")
    expect(rows).to_have_count(1)
    box.fill("")
    assert rows.count() > 20


def test_indexes_are_whole_without_javascript(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/", java_script_enabled=False)
    folders = [path for path in (site.folder / "actors").iterdir() if path.is_dir()]
    assert page.locator("tbody tr").count() == len(folders)


def test_the_map_without_javascript_is_a_drawing_and_a_table(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/", java_script_enabled=False)
    for name in ("Afrin", "Moscow", "Idlib"):
        expect(page.locator(f"figure a:has-text('{name}')").first).to_be_visible()
        expect(page.locator(f"table a:text-is('{name}')").first).to_be_visible()
    expect(page.locator("figcaption").first).to_contain_text("Natural Earth")


def test_a_place_on_the_map_opens_by_keyboard_and_links(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/")
    marker = page.locator(".leaflet-marker-icon[tabindex='0']").first
    expect(marker).to_be_visible()
    marker.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup a[href*='places/']").first
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


def test_the_map_opens_at_the_place_in_the_address(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/#place-afrin")
    expect(page.locator(".leaflet-popup")).to_contain_text("Afrin")


def test_idlib_afrin_and_aleppo_stand_apart_when_syria_fills_the_map(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/", viewport={"width": 1280, "height": 1000})
    page.locator(".dossier-map-figure select").select_option(label="Syria")
    still(page, ".dossier-map__name")
    boxes = []
    for name in ("Idlib", "Afrin", "Aleppo"):
        label = page.locator(f".dossier-map__name:text-is('{name}')").first
        expect(label).to_be_visible()
        boxes.append(label.bounding_box())
    for one, box in enumerate(boxes):
        for other in boxes[one + 1 :]:
            assert box
            assert other
            apart = (
                box["x"] + box["width"] <= other["x"]
                or other["x"] + other["width"] <= box["x"]
                or box["y"] + box["height"] <= other["y"]
                or other["y"] + other["height"] <= box["y"]
            )
            assert apart, (box, other)


def test_right_to_left_names_say_so(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/hts/")
    name = page.locator(".dossier-names [lang='ar']").first
    assert name.get_attribute("dir") == "rtl"
    assert name.evaluate("e => getComputedStyle(e).fontStyle") == "normal"


def test_edit_this_page_leads_to_the_records_file(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/hts/")
    href = page.locator("a[rel='edit']").get_attribute("href") or ""
    assert href.endswith("/content/actors/hts.md")


def test_a_citation_is_copied(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "articles/gercek-jolani/", permissions=["clipboard-read", "clipboard-write"])
    page.locator("details.dossier-cite summary", has_text="BibTeX").click()
    page.get_by_role("button", name="Copy BibTeX").click()
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith("@online{gercek-jolani")


@pytest.mark.parametrize(
    "width", [320, *(pytest.param(width, marks=pytest.mark.slow) for width in (390, 1280, 1920))]
)
def test_nothing_overflows_sideways(site: Site, open_page: Open, width: int) -> None:
    page = open_page(f"{site.root}version.json", viewport={"width": width, "height": 900})
    for address in ("", "actors/hts/", "articles/almayadeen-en-jolani/", "map/", "actors/", "bibliography/"):
        page.goto(site.root + address)
        still(page)
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (address, width, wide)


def test_a_narrow_screen_shows_the_same_map_of_a_story_once(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.root}story/", viewport={"width": 1280, "height": 900})
    again = page.locator(".dossier-step__beside.is-again .dossier-map-figure")
    expect(again.first).to_be_visible()
    page.set_viewport_size({"width": 390, "height": 900})
    expect(again.first).to_be_hidden()
    expect(page.locator(".dossier-map-figure:visible").first).to_be_visible()


def test_months_fold_away_all_but_events_and_a_link_opens_them(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.root}timeline/")
    folds = page.locator(".dossier-timeline-fold")
    assert folds.count() > 3
    inside = folds.first.locator("li").first
    expect(inside).to_be_hidden()
    page.goto(f"{site.root}timeline/#{inside.get_attribute('id')}")
    expect(inside).to_be_visible()
    page.emulate_media(media="print")
    expect(folds.last.locator("li").first).to_be_visible()


@pytest.mark.parametrize("address", ["", "claims/ministers-met-moscow-2022-12-28/", "map/", "network/"])
def test_a_sheet_of_paper_cuts_nothing_off(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address, viewport={"width": 700, "height": 1000})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 700


def test_names_above_the_matrix_of_an_event_lie_within_their_columns(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "events/moscow-talks-2022-12-28/", viewport={"width": 390, "height": 844})
    wide = page.locator(".dossier-grid thead th").evaluate_all(
        """cells => cells.filter(cell => [...cell.querySelectorAll("a")].some(
            name => name.getBoundingClientRect().right > cell.getBoundingClientRect().right
        )).map(cell => cell.textContent)"""
    )
    assert wide == []
    names = page.locator(".dossier-grid thead th").all_inner_texts()
    assert len(set(names)) == len(names)  # two articles of an outlet and of a day say what tells them apart


def test_an_arabic_phrase_of_two_lines_begins_both_at_the_right(site: Site, open_page: Open) -> None:
    page = open_page(site.root, viewport={"width": 390, "height": 844})
    words = page.locator(".dossier-words--rtl blockquote bdi")
    ends = words.evaluate("words => [...words.getClientRects()].map(line => Math.round(line.right))")
    assert len(ends) == 2
    assert len(set(ends)) == 1


def test_what_a_finding_rests_on_has_a_line_of_its_own(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    begins = page.locator(".dossier-conclusions__basis").evaluate_all(
        """lines => lines.map(
            line => line.querySelector("a").getBoundingClientRect().left - line.getBoundingClientRect().left
        )"""
    )
    assert len(begins) == 5
    assert set(begins) == {0}


def test_an_index_without_headings_uses_the_width(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "claims/", viewport={"width": 1440, "height": 900})
    table = page.locator(".dossier-table").bounding_box()
    assert table is not None
    assert table["width"] > 1100
