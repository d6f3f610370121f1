"""Citing a page: what the script fills in, what is there without it, by keyboard, and a view of Explore."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import rispy  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect
from support.served import Site

Open = Callable[..., Page]
CLAIM = "claims/jolani-rejects-moscow-talks/"


def version(site: Site) -> str:
    said: dict[str, str] = json.loads((site.folder / "version.json").read_text("utf-8"))
    return said["version"]


def test_the_dossiers_version_and_the_day_are_filled_in(site: Site, open_page: Open) -> None:
    page = open_page(site.root + CLAIM, timezone_id="Asia/Tokyo")
    page.clock.set_fixed_time("2031-05-02T20:00:00Z")  # it is the 3rd in Tokyo
    page.goto(site.root + CLAIM)
    page.locator("#cite").scroll_into_view_if_needed()
    chicago = page.locator(".dossier-cite pre").first
    expect(chicago).to_contain_text(f"of the page, {version(site)} of the dossier, accessed May 3, 2031, ")
    expect(chicago).to_contain_text("In this dossier: reported by")
    ris = page.locator("pre[data-copy=RIS]").text_content() or ""
    (read,) = rispy.loads(ris)
    assert read["access_date"] == "2031/05/03/"
    (item,) = json.loads(page.locator("pre[data-copy=CSL-JSON]").text_content() or "")
    assert item["accessed"] == {"date-parts": [[2031, 5, 3]]}


def test_a_citation_is_complete_without_a_script(site: Site, open_page: Open) -> None:
    page = open_page(site.root + CLAIM, java_script_enabled=False)
    text = page.locator(".dossier-cite pre").first.text_content() or ""
    own = page.locator("[data-version] code").text_content() or ""
    assert len(own) == 12
    assert f", version {own}, http" in text
    assert "{" not in text
    (item,) = json.loads(page.locator("pre[data-copy=CSL-JSON]").text_content() or "")
    assert item["version"] == own
    link = page.get_by_role("link", name="The dossier’s version").get_attribute("href")
    assert link == "../../version.json"
    assert page.request.get(f"{site.root}.well-known/dossier.json").ok


def test_a_citation_is_copied_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/hts/", permissions=["clipboard-read", "clipboard-write"])
    box = page.locator("details#cite > summary")
    box.focus()
    page.keyboard.press("Enter")
    button = page.get_by_role("button", name="Copy Chicago note")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert ",” actor, in " in page.evaluate("navigator.clipboard.readText()")


def test_a_view_of_explore_is_cited_by_its_address(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "explore/?place=idlib")
    page.get_by_role("button", name="Cite this view").click()
    bibtex = page.locator("pre[data-copy=BibTeX]")
    expect(bibtex).to_contain_text("/explore/?place=idlib}")
    page.locator("#dossier-explore-words").fill('a "b" {c} \\d')
    expect(bibtex).not_to_contain_text("{c}")
    expect(bibtex).to_contain_text("q=")
    (item,) = json.loads(page.locator("pre[data-copy=CSL-JSON]").text_content() or "")
    assert item["URL"].count("?") == 1
    assert "place=idlib" in item["URL"]


@pytest.mark.parametrize("address", ["claims/ministers-met-moscow-2022-12-28/", "actors/hts/"])
def test_how_to_cite_a_page_is_one_click_from_its_head(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address, viewport={"width": 390, "height": 800})
    page.get_by_role("link", name="Cite this page").click()
    note = page.locator("#cite, #cite + .dossier-cite").get_by_text("Chicago note")
    expect(note.first).to_be_in_viewport()
