"""Following: previews, neighbours in time, filtered tables by address, what changed."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable

from playwright.sync_api import Page, expect
from support.served import Site

Open = Callable[..., Page]
ATOM = "{http://www.w3.org/2005/Atom}"


def test_a_link_shows_a_preview_on_hover_and_on_focus(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "events/moscow-talks-2022-12-28/")
    popup = page.locator("#dossier-popup")
    link = page.locator(".dossier-text a[href$='places/moscow/']").first
    link.hover()
    expect(popup).to_be_visible()
    expect(popup).to_contain_text("Place · ")
    popup.hover()
    page.wait_for_timeout(400)
    expect(popup).to_be_visible()
    page.keyboard.press("Escape")
    expect(popup).to_be_hidden()
    page.locator(".dossier-list a[data-kind=actor]").first.focus()
    page.keyboard.press("Tab")
    expect(popup).to_be_visible()
    page.mouse.move(0, 0)
    page.locator("h1").click()
    expect(popup).to_be_hidden()


def test_a_preview_from_disk(site: Site, open_page: Open) -> None:
    page = open_page((site.folder / "actors/hts/index.html").as_uri())
    page.locator(".dossier-claims a").first.hover()
    expect(page.locator("#dossier-popup")).to_contain_text("Claim")


def test_before_and_after_in_time(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "events/moscow-talks-2022-12-28/", java_script_enabled=False)
    around = page.get_by_role("navigation", name="Before and after in time")
    expect(around.locator("p")).to_have_count(2)
    around.locator("a").last.click()
    expect(page.locator("h1")).not_to_have_text(re.compile("meet in Moscow"))
    page.get_by_role("navigation", name="Before and after in time").locator("a").first.click()
    expect(page.locator("h1")).to_have_text(re.compile("meet in Moscow"))


def test_the_address_keeps_a_tables_filter(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "claims/")
    page.locator(".dossier-filter select").nth(1).select_option("0")
    expect(page).to_have_url(re.compile(r"\?independent-origins=0$"))
    shown = page.locator("tbody tr:visible").count()
    other = open_page(page.url)
    expect(other.locator(".dossier-filter output")).to_have_text(re.compile(rf"^{shown} of"))


def test_what_changed_is_told_by_a_page_and_by_feeds(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "changes/", java_script_enabled=False)
    changes = page.locator(".dossier-change")
    expect(changes).to_have_count(2)
    heading = re.compile(r"^\d+ \w+ \d{4}: 1 event redated; 1 place changed$")
    expect(changes.first.locator("h2")).to_have_text(heading)
    expect(changes.first).to_contain_text("Why: Withdraw <b>nothing</b> & say why")
    expect(changes.first).to_contain_text(": date when: 28 December 2022 → December 2022")
    expect(changes.first.get_by_role("link", name="Moscow", exact=True)).to_be_visible()
    expect(page.locator("article")).not_to_contain_text("Refactor")
    expect(page.locator("article")).not_to_contain_text("The whole dossier")
    feed = ElementTree.parse(site.folder / "feed.xml").getroot()
    titles = [entry.findtext(f"{ATOM}title") or "" for entry in feed.iter(f"{ATOM}entry")]
    assert heading.fullmatch(titles[0])
    assert "sources" in titles[1]
    assert len(titles) == 2
    of_an_actor = ElementTree.parse(site.folder / "actors/sergei-shoigu/feed.xml").getroot()
    assert len(list(of_an_actor.iter(f"{ATOM}entry"))) == 2
    for entry in [*feed.iter(f"{ATOM}entry"), *of_an_actor.iter(f"{ATOM}entry")]:
        assert entry.findtext(f"{ATOM}id")
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", entry.findtext(f"{ATOM}updated") or "")


def test_hosts_are_told_the_policy(site: Site) -> None:
    headers = (site.folder / "_headers").read_text()
    meta = re.search(r'Content-Security-Policy" content="([^"]+)"', (site.folder / "index.html").read_text())
    assert meta
    assert meta[1].replace("&#39;", "'") in headers
    assert "X-Frame-Options: DENY" in headers
    assert headers.split("\n\n")[0].endswith(
        "/claims/*/echo.html\n  Content-Security-Policy: frame-ancestors *\n"
        "/explore/embed.html\n  Content-Security-Policy: frame-ancestors *\n"
    ), "both are made to be framed"
    assert "unsafe" not in headers
