"""Text at twice its size: drawings grow with it, and no page is wider than a narrow screen (WCAG 2.2, 1.4.4, 1.4.10)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from support.pages import EACH_KIND, still
from support.served import Site

Open = Callable[..., Page]
LARGE = """new MutationObserver((_, seen) => {
  if (!document.documentElement) return;
  document.documentElement.style.fontSize = "250%";
  seen.disconnect();
}).observe(document, { childList: true });"""
"""Material's text is 125 % of the browser's."""
DRAWN = {
    "map/": ".dossier-map .dossier-map__name",
    "timeline/": ".dossier-timeline__plot .dossier-timeline__item text",
    "network/": ".dossier-news text",
    "story/": ".dossier-step__beside .dossier-map__label",
    "claims/ministers-met-moscow-2022-12-28/": ".dossier-chain-graph__name",
    "places/afrin/": ".dossier-map__frame .dossier-map__label",
}
HEIGHT = "names => Math.max(...names.map((name) => name.getBoundingClientRect().height))"


def large(page: Page, address: str) -> Page:
    page.context.add_init_script(LARGE)
    page.goto(address)
    still(page)
    return page


@pytest.mark.parametrize(
    ("address", "script"),
    # Without script the map and the timeline are drawn as in the story and the network.
    [(a, script) for a in DRAWN for script in (True, False) if script or a not in ("map/", "timeline/")],
)
def test_the_names_in_a_drawing_grow_with_the_text(
    site: Site, open_page: Open, address: str, script: bool
) -> None:
    page = open_page(site.root + address, viewport={"width": 1280, "height": 900}, java_script_enabled=script)
    still(page, DRAWN[address])
    usual = page.locator(DRAWN[address]).evaluate_all(HEIGHT)
    if script:
        grown = large(page, page.url).locator(DRAWN[address]).evaluate_all(HEIGHT)
        # A drawing of one place is large already.
        assert grown > min(1.4 * usual, 30)
    assert usual >= 11


@pytest.mark.parametrize("address", EACH_KIND)
def test_nothing_overflows_a_narrow_screen(site: Site, open_page: Open, address: str) -> None:
    page = open_page(f"{site.root}version.json", viewport={"width": 320, "height": 700})
    large(page, site.root + address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_what_lies_outside_a_lane_does_not_lie_on_its_name(site: Site, open_page: Open) -> None:
    page = large(
        open_page(f"{site.root}version.json", viewport={"width": 320, "height": 700}), f"{site.root}timeline/"
    )
    over = page.evaluate(
        """() => {
            const boxes = (name) => [...document.querySelectorAll(name)].map((one) => one.getBoundingClientRect());
            return boxes(".dossier-timeline__lane").flatMap((a) => boxes(".dossier-timeline__away").filter((b) =>
                a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 3 && b.top < a.bottom - 3)).length;
        }"""
    )
    assert over == 0
