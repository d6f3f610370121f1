"""The network in a browser: by keyboard, as a table, narrow and wide, light and dark."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.pages import ON_SCREENS, violations
from support.served import Site, build, serving
from support.sitecases import cases

Open = Callable[..., Page]
BOXES = """names => names.map((n) => [n.getBBox(), n.textContent]).map(
  ([b, name]) => [b.x, b.y + 2, b.x + b.width, b.y + b.height - 2, name])"""


UNFOLD = "document.querySelectorAll('details').forEach((d) => { d.open = true; })"


@pytest.mark.parametrize(
    ("address", "drawing"),
    [
        ("network/", ".dossier-network__svg"),
        ("network/", ".dossier-news"),
    ],
)
def test_no_two_names_overlap_as_drawn(site: Site, open_page: Open, address: str, drawing: str) -> None:
    page = open_page(site.root + address)
    page.evaluate(UNFOLD)
    apart(page, drawing)


def apart(page: Page, drawing: str) -> None:
    boxes = page.locator(f"{drawing} text").evaluate_all(BOXES)
    assert len(boxes) > 3
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1], (
                one,
                other,
            )


def test_a_node_is_a_link_by_keyboard(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "network/")
    page.evaluate(UNFOLD)
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
    page.evaluate(UNFOLD)
    page.get_by_label("Kind").select_option("outlet")
    kinds = page.locator("tbody tr:visible td:nth-child(2)").all_text_contents()
    assert kinds
    assert set(kinds) == {"outlet"}


def test_an_actors_drawing_stands_before_the_table_and_leads_on(open_page: Open, tmp_path: Path) -> None:
    case = next(case for case in cases() if case.name == "hub")
    case.write(tmp_path)
    build(tmp_path)
    with serving(tmp_path / "site") as hub:
        page = open_page(hub.root + "actors/hub/")
        expect(page.locator(".dossier-network__ego")).to_be_visible()
        apart(page, ".dossier-network__ego")
        order = page.locator("h2, details").evaluate_all("found => found.map((h) => h.id)")
        assert "network" in order
        page.get_by_role("link", name="The whole network").click()
        page.wait_for_url("**/network/")


@pytest.mark.slow
@ON_SCREENS
def test_no_violation(site: Site, open_page: Open, scheme: str, width: int) -> None:
    page = open_page(site.root + "network/", viewport={"width": width, "height": 900}, color_scheme=scheme)
    found = [
        violation
        for address in ("network/", "actors/hts/")
        if page.goto(site.root + address)
        for violation in violations(page)
    ]
    assert found == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_pointing_at_a_name_says_whom_it_rests_on_and_dims_the_others(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "network/")
    said = page.locator("#dossier-news-said")
    resting = said.inner_text()
    dim = page.locator(".dossier-news .is-dim")
    name = page.locator(".dossier-news a[data-id='the-syrian-observer']")
    for begin, end in ((name.hover, lambda: page.mouse.move(2, 2)), (name.focus, name.blur)):
        begin()
        expect(said).to_have_text("The Syrian Observer rests on Enab Baladi (1 article)")
        assert dim.count() > 20
        assert "is-dim" not in (
            page.locator(".dossier-news a[data-id='enab-baladi']").get_attribute("class") or ""
        )
        end()
        expect(said).to_have_text(resting)
        assert dim.count() == 0


def test_who_answers_to_whom_is_text(site: Site, open_page: Open) -> None:
    page = open_page(
        site.root + "network/", java_script_enabled=False, viewport={"width": 390, "height": 800}
    )
    ministry = page.locator(".dossier-tree li:has(> a[href='../actors/russian-defence-ministry/'])").last
    expect(ministry).to_contain_text("Sergei Shoigu, defence minister, on 28 December 2022")
    page.locator("#sentences > summary").click()
    expect(page.locator("#sentences")).to_contain_text("The Syrian Observer rests on Enab Baladi (1)")
