"""The network in a browser: by keyboard, as a table, narrow and wide, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from support.served import Site

Open = Callable[..., Page]
BOXES = """names => names.map((n) => [n.getBBox(), n.textContent]).map(
  ([b, name]) => [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2, name])"""


@pytest.mark.parametrize("address", ["network/", "actors/hts/", "actors/russian-state/"])
def test_no_two_names_overlap_as_drawn(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address)
    boxes = page.locator(".dossier-network-figure svg text").evaluate_all(BOXES)
    assert len(boxes) > 3
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (
                one,
                other,
            )


def test_a_node_is_a_link_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "network/")
    link = page.locator(".dossier-network__svg a").first
    link.focus()
    shape = link.locator("circle, rect").first
    assert shape.evaluate("e => getComputedStyle(e).strokeWidth") == "4px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/actors/**")


def test_everybody_is_in_the_table(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "network/", java_script_enabled=False)
    for path in (site.folder / "actors").iterdir():
        if path.is_dir():
            assert page.locator(f"tbody th a[href='../actors/{path.name}/']").count() == 1, path.name
    for link in page.locator(".dossier-network__svg a").all():
        assert page.locator(f"tbody th a[href='{link.get_attribute('href')}']").count() == 1


def test_the_table_sorts_and_filters(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "network/")
    page.get_by_label("Kind").select_option("outlet")
    kinds = page.locator("tbody tr:visible td:nth-child(2)").all_text_contents()
    assert kinds
    assert set(kinds) == {"outlet"}


def test_an_actors_drawing_stands_before_the_table_and_leads_on(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/hts/")
    expect(page.locator(".dossier-network__ego")).to_be_visible()
    order = page.locator("h2").evaluate_all("found => found.map((h) => h.id)")
    assert order.index("network") == order.index("beside") - 1
    page.get_by_role("link", name="The whole network").click()
    page.wait_for_url("**/network/")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_violation(site: Site, open_page: Open, scheme: str, width: int) -> None:
    page = open_page(site.root + "network/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = [
        violation
        for address in ("network/", "actors/hts/")
        if page.goto(site.root + address)
        for violation in Axe().run(page).response["violations"]
    ]
    assert not found, [(v["id"], v["nodes"][0]["html"][:200]) for v in found]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
