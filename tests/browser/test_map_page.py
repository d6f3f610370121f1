"""The map: what it opens on, whom a finger moves, what its popups say, and what the address keeps."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.islands import FIJI, places_alone
from support.pages import still, until
from support.served import Site, build, serving

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def fiji(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Four towns on both sides of the antimeridian."""
    folder = tmp_path_factory.mktemp("fiji")
    places_alone(folder, FIJI)
    build(folder)
    with serving(folder / "site") as served:
        yield served


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Sixty places, fifty of them side by side."""
    folder = tmp_path_factory.mktemp("crowd")
    near = [(f"Near {n}", f"{47 + n % 7 / 5:.2f}", f"{8 + n // 7 / 5:.2f}") for n in range(50)]
    far = [(f"Far {n}", "50", f"{n * 3}") for n in range(10)]
    places_alone(folder, [*near, *far])
    build(folder)
    with serving(folder / "site") as served:
        yield served


def named(page: Page) -> set[str]:
    """The names that are written on the map and in its frame, once it has come to rest."""
    still(page, "#dossier-map .dossier-map__name")
    return set(
        page.evaluate(
            """() => {
              const frame = document.getElementById("dossier-map").getBoundingClientRect();
              return [...document.querySelectorAll(".dossier-map__name")].filter((name) => {
                const box = name.getBoundingClientRect();
                return getComputedStyle(name).visibility === "visible" && box.left >= frame.left - 1 &&
                  box.right <= frame.right + 1 && box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1;
              }).map((name) => name.textContent);
            }"""
        )
    )


def swipe(page: Page, x: float, y: float, up: float) -> None:
    """A finger that moves up by so many pixels."""
    session = page.context.new_cdp_session(page)
    for step in range(11):
        point = {"x": x, "y": y - up * step / 10}
        kind = "touchMove" if step else "touchStart"
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.wait_for_timeout(20)
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("width", [1440, 390])
def test_it_opens_where_most_of_it_happened_and_names_these_places(
    site: Site, open_page: Open, width: int
) -> None:
    page = open_page(site.root + "map/", viewport={"width": width, "height": 900})
    expect(page.locator(".dossier-map__pin").first).to_be_visible()
    assert {"Afrin", "Idlib", "Idlib (city)", "Al-Bab", "Jarablus"} <= named(page)
    expect(page.locator(".dossier-map__inset-name")).to_have_text(["Moscow", "Ankara", "Astana", "Damascus"])


def test_countries_of_which_a_part_is_in_sight_are_named(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/", viewport={"width": 1440, "height": 900})
    expect(page.locator(".dossier-map__country span span", has_text="Syria")).to_be_visible()
    expect(page.locator(".dossier-map__country span span", has_text="Turkey")).to_be_visible()


def test_the_map_is_less_than_a_quarter_of_a_megabyte(site: Site, open_page: Open) -> None:
    """Everything that is loaded for its page, as a host sends it: gzipped."""
    page = open_page(site.root + "sitemap.xml")
    sizes: dict[str, int] = {}
    page.on("response", lambda got: sizes.update({got.url: len(gzip.compress(got.body(), mtime=0))}))
    page.goto(site.root + "map/")
    page.wait_for_load_state("networkidle")
    assert any("near-" in url for url in sizes)
    assert sum("/world-" in url for url in sizes) == 1, "the rest of the world is not in sight"
    assert sum(sizes.values()) <= 230_000, sizes
    page.locator(".dossier-map-figure select").select_option(label="All places")
    until(page, "Object.keys(window.dossierBasemap.world).length > 2")


def test_an_inset_leads_to_its_place(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/")
    page.locator(".dossier-map__inset", has_text="Moscow").click()
    expect(page.locator(".leaflet-popup")).to_contain_text("Moscow")
    assert "Moscow" in named(page)
    expect(page.locator("#dossier-map path.dossier-map__urban")).to_have_attribute(
        "d", re.compile("M.*l|M.*L")
    )
    expect(page.locator("#dossier-map path.dossier-map__river")).to_have_attribute("d", re.compile("M.*L"))


def test_without_javascript_an_inset_leads_to_the_page_of_its_place(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/", java_script_enabled=False)
    inset = page.locator(".dossier-map__inset", has_text="Moscow")
    expect(inset).to_have_attribute("href", "../places/moscow/")
    expect(inset).to_contain_text("12 sources")


def test_a_popup_tells_the_latest_events_what_is_disputed_and_leads_into_explore(
    site: Site, open_page: Open
) -> None:
    page = open_page(site.root + "map/#place-afrin")
    popup = page.locator(".leaflet-popup")
    expect(popup.locator("li")).to_have_count(3)
    expect(popup).to_contain_text("8 claims, 2 of them disputed")
    expect(popup.locator(".dossier-map__disputed-claim a").first).to_be_visible()
    popup.get_by_role("link", name="All of it in Explore").click()
    expect(page).to_have_url(re.compile(r"/explore/\?place=afrin"))


def test_the_address_keeps_the_view(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/")
    page.get_by_role("button", name="Zoom out").click()
    page.wait_for_url(re.compile(r"#view=[\d.]+/3\d\.\d+/3\d\.\d+$"))
    kept = page.url
    again = open_page(kept)
    expect(again.locator(".dossier-map__pin").first).to_be_visible()
    scale = ".leaflet-control-scale-line"
    expect(again.locator(scale)).to_have_text(page.locator(scale).inner_text())


def test_one_finger_scrolls_the_page(site: Site, open_page: Open) -> None:
    page = open_page(
        site.root + "map/", viewport={"width": 390, "height": 700}, has_touch=True, is_mobile=True
    )
    box = page.locator("#dossier-map")
    expect(box).to_be_visible()
    box.scroll_into_view_if_needed()
    assert "pan" in box.evaluate("(box) => getComputedStyle(box).touchAction")
    expect(page.get_by_text("Two fingers move the map.")).to_be_visible()
    before, at = page.evaluate("scrollY"), box.bounding_box()
    assert at
    swipe(page, at["x"] + 150, max(at["y"], 0) + 300, 250)
    until(page, "(least) => scrollY > least", before + 150)


@pytest.mark.parametrize("width", [1280, 390])
def test_the_kinds_of_places_lie_under_header_and_search(site: Site, open_page: Open, width: int) -> None:
    page = open_page(site.root + "map/", viewport={"width": width, "height": 700})
    kinds = page.locator(".dossier-map__bar .leaflet-control-layers")
    expect(kinds).to_be_visible()
    top = kinds.evaluate("(box) => { scrollTo(0, box.getBoundingClientRect().top + scrollY - 8); return 0; }")
    assert top == 0
    over = page.evaluate(
        """() => {
          const box = document.querySelector(".dossier-map__bar .leaflet-control-layers").getBoundingClientRect();
          const at = document.elementFromPoint(box.left + box.width / 2, box.top + 12);
          return !at.closest(".dossier-map__bar");
        }"""
    )
    assert over, "the header lies over it"


def test_above_forty_places_neighbours_are_one_mark_that_leads_to_them(crowd: Site, open_page: Open) -> None:
    page = open_page(crowd.root + "map/")
    clusters = page.locator(".dossier-map__cluster")
    expect(clusters.first).to_be_visible()
    shown = clusters.evaluate_all("(marks) => marks.map((mark) => Number(mark.textContent))")
    assert sum(shown) + page.locator(".dossier-map__pin:visible").count() == 60
    assert max(shown) > 1
    before = page.locator(".dossier-map__pin:visible").count()
    clusters.first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".dossier-map__pin:visible").nth(before)).to_be_visible()


def test_islands_across_the_antimeridian_lie_side_by_side(fiji: Site, open_page: Open) -> None:
    page = open_page(fiji.root + "map/", viewport={"width": 1280, "height": 900})
    expect(page.locator(".dossier-map__pin").first).to_be_visible()
    lefts = {}
    for name in ("Suva", "Labasa", "Somosomo", "Lomaloma"):
        box = page.locator(f".dossier-map__pin[aria-label^='{name}']").bounding_box()
        assert box
        lefts[name] = box["x"]
    assert lefts["Suva"] < lefts["Labasa"] < lefts["Somosomo"] < lefts["Lomaloma"] < lefts["Suva"] + 900
    frame = page.locator("#dossier-map").bounding_box()
    assert frame
    assert all(frame["x"] <= left <= frame["x"] + frame["width"] for left in lefts.values())


def test_a_view_is_found_again_across_the_antimeridian(fiji: Site, open_page: Open) -> None:
    page = open_page(fiji.root + "map/#view=8/-16.77/-179.97")
    expect(page.locator(".dossier-map__pin[aria-label^='Somosomo']")).to_be_visible()
    assert "Somosomo" in named(page)


def test_a_pole_is_within_reach(tmp_path: Path, open_page: Open) -> None:
    places_alone(tmp_path, [("South Pole", "-90", "0")], kind="site", precision="exact")
    build(tmp_path)
    with serving(tmp_path / "site") as served:
        page = open_page(served.root + "map/")
        assert "South Pole" in named(page)
        box = page.locator("path.dossier-map__radius").bounding_box()
        assert box is None or box["width"] < 200, "no line across the map"


def test_a_place_that_gets_the_focus_comes_clear_of_the_edge(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "map/", viewport={"width": 1280, "height": 900})
    still(page, "#dossier-map .dossier-map__name")
    for name in ("Ankara, city", "Azaz, city", "Damascus, city", "Moscow, city"):
        page.locator(f"#dossier-map .leaflet-marker-icon[aria-label='{name}']").focus()
        expect(page.locator(":focus")).to_have_attribute("aria-label", name)
        until(  # the map moves for a moment
            page,
            """() => {
              const box = document.activeElement.getBoundingClientRect();
              const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
              return document.activeElement.contains(top);
            }""",
        )
