"""Colours that the reader forces, and more contrast: drawings keep their meaning, and what is chosen shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from support.pages import EACH_KIND, still
from support.served import Site

Open = Callable[..., Page]
SYSTEM = """(() => {
    const probe = document.body.appendChild(document.createElement("i"));
    const of = (name) => { probe.style.color = name; return getComputedStyle(probe).color; };
    return Object.fromEntries(["Canvas", "CanvasText", "LinkText", "GrayText"].map((name) => [name, of(name)]));
})()"""
TEXTS = """names => [...new Set(names.map((name) => getComputedStyle(name).fill))]"""
BARE = """() => [...document.querySelectorAll("article button, article select, article input")].filter((one) =>
    one.checkVisibility() && !one.closest("th, .dossier-map")
    && !one.matches(".dossier-link, .dossier-copy, .md-clipboard, .dossier-explore__more, .dossier-explore__clear")
    && !one.matches("[type=checkbox]") && getComputedStyle(one).borderTopStyle === "none"
).map((one) => one.outerHTML.slice(0, 120))"""
UNSEEN = """() => [...document.querySelectorAll("article :is(a, button, summary, input)")].slice(0, 60).filter((one) => {
    if (!one.checkVisibility() || one.closest("svg")) return false;
    one.focus({ focusVisible: true });
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return document.activeElement === one && (outlineStyle === "none" || parseFloat(outlineWidth) < 1);
}).map((one) => one.outerHTML.slice(0, 120))"""
DRAWN = {
    "story/": ".dossier-step__beside text",
    "timeline/": ".dossier-timeline__plot text",
    "network/": ".dossier-news text",
    "claims/ministers-met-moscow-2022-12-28/": ".dossier-chain-graph text",
    "places/afrin/": ".dossier-map__frame text",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", DRAWN)
def test_names_in_drawings_have_the_readers_colours(
    site: Site, open_page: Open, address: str, scheme: str
) -> None:
    page = open_page(site.root + address, forced_colors="active", color_scheme=scheme)
    expect(page.locator(DRAWN[address]).first).to_be_attached()
    system = page.evaluate(SYSTEM)
    found = page.locator(DRAWN[address]).evaluate_all(TEXTS)
    assert found
    assert {*found} <= {system["CanvasText"], system["LinkText"]}
    assert system["Canvas"] not in found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_bars_and_lines_stand_out_from_the_ground(site: Site, open_page: Open, scheme: str) -> None:
    page = open_page(f"{site.root}timeline/", forced_colors="active", color_scheme=scheme)
    system = page.evaluate(SYSTEM)
    colours = "bars => bars.map((bar) => [getComputedStyle(bar).fill, getComputedStyle(bar).stroke])"
    bars = page.locator(".dossier-timeline__plot .dossier-timeline__bar").evaluate_all(colours)
    assert {fill for fill, _ in bars} == {system["Canvas"], system["CanvasText"]}, (
        "a day is full, a window is not"
    )
    assert {stroke for _, stroke in bars} == {system["CanvasText"]}
    page.goto(f"{site.root}network/")
    lines = page.locator(".dossier-news__line").evaluate_all(colours)
    assert {stroke for _, stroke in lines} == {system["CanvasText"]}
    page.goto(f"{site.root}places/afrin/")
    coast = page.locator(".dossier-map__border, .dossier-map__coast").evaluate_all(colours)
    assert all(stroke != system["Canvas"] for _, stroke in coast)


def test_the_chosen_pane_and_tab_show_without_a_ground(site: Site, open_page: Open) -> None:
    page = open_page(
        f"{site.root}explore/", forced_colors="active", viewport={"width": 390, "height": 800}, has_touch=True
    )
    width = "button => parseFloat(getComputedStyle(button).borderTopWidth)"
    chosen = page.get_by_role("button", name="List", exact=True).evaluate(width)
    other = page.get_by_role("button", name="Map", exact=True).evaluate(width)
    assert chosen > other >= 1
    wide = open_page(f"{site.root}claims/", forced_colors="active", viewport={"width": 1300, "height": 800})
    tab = wide.locator(".md-tabs__item--active .md-tabs__link")
    assert "underline" in tab.evaluate("tab => getComputedStyle(tab).textDecorationLine")


@pytest.mark.parametrize("address", EACH_KIND)
def test_buttons_have_borders_and_the_focus_shows(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address, forced_colors="active", viewport={"width": 1280, "height": 900})
    still(page)
    assert page.evaluate(BARE) == []
    assert page.evaluate(UNSEEN) == []


def test_more_contrast_makes_lines_and_small_texts_full(site: Site, open_page: Open) -> None:
    page = open_page(f"{site.root}claims/ministers-met-moscow-2022-12-28/", contrast="more")
    colour = "one => getComputedStyle(one).color"
    muted, full = page.locator(".dossier-id").first.evaluate(colour), page.locator("h1").evaluate(colour)
    assert muted == full
    edges = page.locator(".dossier-chain-graph__edges")
    assert edges.evaluate("one => getComputedStyle(one).opacity") == "1"
