"""Explore: one filter state drives the list, the map and the timeline, and the address keeps it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from support.served import Site, serving

Open = Callable[..., Page]


def listed(page: Page) -> Locator:
    return page.locator(".dossier-explore__main > .dossier-explore__list > li")


def status(page: Page) -> Locator:
    return page.locator(".dossier-explore__status")


def value(page: Page, facet: str, label: str) -> Locator:
    """The checkbox of a value; its facet is opened first."""
    box = page.locator(f".dossier-explore__facet:has(> summary:text-is('{facet}'))")
    if not box.evaluate("box => box.open"):
        box.locator("summary").click()
    return box.locator(f"li:not([hidden]) label:has(bdi:text-is('{label}')) input")


@pytest.fixture
def explore(site: Site, open_page: Open) -> Page:
    page = open_page(site.root + "explore/", viewport={"width": 1280, "height": 900})
    expect(status(page)).to_contain_text("of")
    return page


def test_a_choice_narrows_list_map_and_timeline_and_stands_in_the_address(explore: Page) -> None:
    everything = explore.locator(".dossier-explore__count").first.inner_text()
    pins = explore.locator(".dossier-map__pin:visible")
    all_pins = pins.count()
    value(explore, "Place", "Afrin").check()
    expect(explore).to_have_url(re.compile(r"\?place=afrin$"))
    expect(explore.locator(".dossier-explore__chips")).to_contain_text("Place: Afrin")
    expect(explore.locator(".dossier-map__name", has_text=re.compile(r"^Afrin \(\d+\)$"))).to_be_visible()
    assert pins.count() < all_pins
    value(explore, "Kind", "Claims").check()
    number = (
        value(explore, "Kind", "Claims").locator("xpath=..").locator(".dossier-explore__count").inner_text()
    )
    expect(listed(explore)).to_have_count(int(number))
    expect(status(explore)).to_have_text(re.compile(rf"^{number} of \d+ records"))
    assert explore.locator(".dossier-explore__timeline a, .dossier-explore__timeline [role=link]").count() > 0
    assert everything


def test_a_link_reopens_a_view_and_back_takes_a_choice_away(
    site: Site, open_page: Open, explore: Page
) -> None:
    value(explore, "Kind", "Events").check()
    value(explore, "Place", "Moscow").check()
    expect(explore.locator(".dossier-explore__chips li")).to_have_count(3)
    shown, address = status(explore).inner_text(), explore.url
    other = open_page(address, viewport={"width": 1280, "height": 900})
    expect(status(other)).to_have_text(shown)
    expect(other.locator(".dossier-explore__chips li")).to_have_count(3)
    explore.go_back()
    expect(explore.locator(".dossier-explore__chips li")).to_have_count(1)
    explore.go_back()
    expect(explore.locator(".dossier-explore__chips")).to_be_hidden()
    explore.go_forward()
    expect(explore.locator(".dossier-explore__chips")).to_contain_text("Kind: Events")


def test_what_has_no_date_has_its_own_lane(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "explore/?from=2022-12-28&to=2022-12-31&place=moscow")
    expect(page.locator(".dossier-explore__undated h2")).to_have_text(re.compile(r"Without a date: \d+"))
    expect(page.locator(".dossier-explore__undated li").first).to_be_visible()
    total = int(status(page).inner_text().split()[0])
    assert listed(page).count() + page.locator(".dossier-explore__undated li").count() == total
    # What was printed "on or after 2 January 2023" cannot lie in it; a month around it can.
    assert "2 January 2023" not in " ".join(listed(page).all_inner_texts())


def test_what_has_no_place_can_be_listed(explore: Page) -> None:
    expect(status(explore)).to_have_text(re.compile(r"\d+ without a place, so not on the map$"))
    number = re.search(r"(\d+) without", status(explore).inner_text())
    explore.goto(explore.url + "?place=-")
    assert number
    expect(status(explore)).to_have_text(re.compile(rf"^{number[1]} of "))


def test_words_are_looked_for_in_texts_and_names(explore: Page) -> None:
    explore.locator("#dossier-explore-words").fill("Golani")
    expect(listed(explore).first).to_contain_text("Abu Mohammad al-Jolani")
    expect(explore).to_have_url(re.compile(r"\?q=Golani$"))
    explore.locator("#dossier-explore-words").fill("zzzzqqq")
    expect(listed(explore).first).to_contain_text("Nothing has all of these")
    explore.get_by_role("button", name="Remove the filter: “zzzzqqq”").click()
    expect(explore).not_to_have_url(re.compile(r"\?"))


def test_by_keyboard(explore: Page) -> None:
    value(explore, "Kind", "Findings").focus()
    explore.keyboard.press("Space")
    expect(explore).to_have_url(re.compile(r"\?kind=finding$"))
    expect(value(explore, "Kind", "Findings")).to_be_focused()
    explore.keyboard.press("Tab")
    expect(value(explore, "Kind", "Claims")).to_be_focused()
    explore.get_by_role("button", name="Remove the filter: Kind: Findings").focus()
    explore.keyboard.press("Enter")
    expect(explore.locator("#dossier-explore-words")).to_be_focused()


def test_the_map_chooses_a_place(explore: Page) -> None:
    explore.locator(".dossier-map__pin", has_text="Moscow").focus()
    explore.keyboard.press("Enter")
    explore.get_by_role("button", name="Only what concerns this place").click()
    expect(explore).to_have_url(re.compile(r"\?place=moscow$"))


def test_narrow_screens_fold_the_filters(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "explore/", viewport={"width": 320, "height": 700})
    expect(page.locator(".dossier-explore__facet").first).to_be_hidden()
    page.get_by_text("Filters", exact=True).click()
    expect(page.locator(".dossier-explore__facet").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_from_disk(site: Site, open_page: Open) -> None:
    page = open_page((site.folder / "explore/index.html").as_uri() + "?kind=finding&q=translations")
    expect(listed(page).first).to_contain_text("one Arabic phrase in several translations")


def test_without_javascript_every_kind_is_a_table_away(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "explore/", java_script_enabled=False)
    static = page.locator("#dossier-explore-static")
    expect(static).to_be_visible()
    for name in ("Findings", "Claims", "Sources", "Events", "Actors", "Places", "Outlets"):
        expect(static.get_by_role("link", name=name, exact=True)).to_be_visible()


def test_list_filters_map_and_time_are_in_sight_together(explore: Page) -> None:
    explore.locator("#dossier-explore").scroll_into_view_if_needed()
    value(explore, "Kind", "Claims").check()
    for part in (
        listed(explore).first,
        explore.locator(".dossier-map"),
        explore.locator(".dossier-timeline__tools"),
    ):
        box = part.bounding_box()
        assert box
        assert box["y"] < 900, "what a filter changes begins within the window"


def test_it_opens_where_most_lies_oldest_first(explore: Page) -> None:
    expect(explore.locator(".dossier-timeline__range")).to_have_text("September 2022 to January 2023")
    expect(explore).not_to_have_url(re.compile(r"\?"))
    assert explore.locator(".dossier-explore__bar select").input_value() == "oldest"
    expect(listed(explore).first).to_contain_text("2018")
    value(explore, "Kind", "Events").check()
    expect(explore.locator(".dossier-timeline__range")).to_have_text("September 2022 to January 2023")
    explore.get_by_role("button", name="Show all of the time").click()
    expect(explore.locator(".dossier-timeline__range")).to_have_text(re.compile("2017|2018"))


def test_a_count_says_what_a_value_adds(explore: Page) -> None:
    value(explore, "Kind", "Events").check()
    shown = int(status(explore).inner_text().split()[0])
    claims = value(explore, "Kind", "Claims").locator("xpath=..").locator(".dossier-explore__count")
    more = claims.inner_text()
    assert re.fullmatch(r"\+\d+", more)
    value(explore, "Kind", "Claims").check()
    expect(status(explore)).to_have_text(re.compile(rf"^{shown + int(more)} of "))


def test_a_view_is_taken_away(site: Site, open_page: Open) -> None:
    page = open_page(
        site.root + "explore/?kind=article&language=ar", permissions=["clipboard-read", "clipboard-write"]
    )
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".dossier-explore__said")).to_have_text("The address of this view is copied.")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV of these").click()
    rows = list(csv.reader(io.StringIO(waiting.value.path().read_text("utf-8-sig"))))
    assert rows[0][:3] == ["kind", "id", "title"]
    assert [row[1] for row in rows[1:]] == ["enabbaladi-ar-jolani", "almayadeen-ar-jolani"]
    assert rows[1][7] == f"{site.root}articles/enabbaladi-ar-jolani/"
    made = page.evaluate(
        "dossierExplorePanes.csv([{kind: 'event', id: 'x', title: '=1+1', lang: '', when: '', detail: 'a \"b\"', sources: 2,"
        " address: 'events/x/'}], 'https://example.org/')"
    )
    assert made.splitlines()[1] == (
        '"event","x","\'=1+1","","","a ""b""","2","https://example.org/events/x/"'
    )


def test_on_a_phone_one_pane_at_a_time(site: Site, open_page: Open) -> None:
    page = open_page(
        site.root + "explore/?place=afrin", viewport={"width": 390, "height": 800}, has_touch=True
    )
    expect(listed(page).first).to_be_visible()
    expect(page.locator(".dossier-map")).to_be_hidden()
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.locator(".dossier-map__pin:visible").first).to_be_visible()
    expect(listed(page).first).to_be_hidden()
    page.get_by_role("button", name="Time", exact=True).click()
    expect(page.locator(".dossier-timeline__range")).to_be_visible()
    expect(page.locator(".dossier-map")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_no_pane_runs_over_what_stands_below_it(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site.root + "explore/?place=afrin&kind=claim", viewport={"width": 1280, "height": 900})
    expect(page.locator(".dossier-explore__list > li").first).to_be_visible()
    beyond = (
        "(pane) => [...pane.children].every((part) => part.scrollHeight <= part.clientHeight"
        " || ['auto', 'scroll'].includes(getComputedStyle(part).overflowY))"
    )
    assert page.locator(".dossier-explore").evaluate(beyond)


def test_another_site_shows_a_view(site: Site, open_page: Open, browser: Browser, tmp_path: Path) -> None:
    page = open_page(
        site.root + "explore/?place=afrin&kind=claim", permissions=["clipboard-read", "clipboard-write"]
    )
    button = page.get_by_role("button", name="Embed")
    button.click()
    expect(page.locator(".dossier-explore__said")).to_contain_text("copied")
    expect(button).to_have_attribute("aria-expanded", "true")
    code = page.locator(".dossier-explore__tools pre").inner_text()
    assert page.evaluate("navigator.clipboard.readText()") == code
    assert f'src="{site.root}explore/embed.html?place=afrin&amp;kind=claim"' in code
    number = status(page).inner_text()
    (tmp_path / "index.html").write_text(f"<title>Elsewhere</title>{code}", encoding="utf-8")
    with serving(tmp_path) as elsewhere:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        other = context.new_page()
        problems: list[str] = []
        other.on(
            "console", lambda message: problems.append(message.text) if message.type == "error" else None
        )
        other.goto(elsewhere.root)
        frame = other.frame_locator("iframe")
        expect(frame.locator(".dossier-explore__status")).to_have_text(number)
        expect(frame.locator(".dossier-map__pin").first).to_be_attached()
        expect(frame.get_by_role("button", name="Embed")).to_have_count(0)
        before = other.evaluate("history.length")
        frame.get_by_role("button", name="Remove").or_(
            frame.locator(".dossier-explore__chips button")
        ).first.click()
        expect(frame.locator(".dossier-explore__status")).not_to_have_text(number)
        assert other.evaluate("history.length") == before
        # Its links leave the frame, and the last one keeps the view.
        frame.get_by_role("link", name="The same view in Explore").click()
        expect(other).to_have_url(re.compile(re.escape(site.root) + r"explore/\?"))
        assert not problems
        context.close()


def test_an_embedded_view_fits_a_phone(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "explore/embed.html?place=afrin", viewport={"width": 320, "height": 640})
    expect(listed(page).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    without = open_page(site.root + "explore/embed.html", java_script_enabled=False)
    expect(without.get_by_role("link", name="Claims")).to_be_visible()
