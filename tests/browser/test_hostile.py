"""A dossier written by somebody who means harm: whatever they wrote is shown as text, and runs nowhere."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect
from support.hostile import ALL, MKDOCS, QUERY, quoted, records
from support.served import Site, build, serving


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("hostile")
    for name, text in {**records(), "mkdocs.yml": MKDOCS.format(name=quoted(ALL), query=QUERY)}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    build(folder)
    with serving(folder / "site") as served:
        yield served


@pytest.mark.slow
def test_nothing_runs_on_any_page(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root)
    for address in [*hostile.addresses(), "404.html"]:
        page.goto(hostile.root + address)
        page.wait_for_timeout(200)
        assert page.evaluate("window.hit") is None, address
        # Only the site's own files and the theme's own inline scripts are there.
        sources = page.locator("script[src]").evaluate_all("all => all.map(s => new URL(s.src).pathname)")
        assert all(source.startswith("/dossier/assets/") for source in sources), address
        assert page.locator("img[src='x'], svg[onload], [onerror], [onload]").count() == 0, address
        resolve = 'all => all.map(a => new URL(a.getAttribute("href"), document.baseURI).protocol)'
        hrefs = page.locator("a[href]").evaluate_all(resolve)
        assert set(hrefs) <= {"http:", "https:"}, address


def test_settings_stand_in_the_head_as_they_are_written(
    hostile: Site, open_page: Callable[..., Page]
) -> None:
    """The policy stands in the head, and nothing that a setting says ends the head before it."""
    page = open_page(hostile.root + "actors/actor-x/")
    assert page.locator("head meta[http-equiv='Content-Security-Policy']").count() == 1
    assert page.locator("head meta[name=author]").get_attribute("content") == ALL
    assert page.locator(".md-header__title").first.text_content().strip().startswith("<script>")  # type: ignore[union-attr]
    assert ALL in page.locator(".md-copyright").text_content()  # type: ignore[operator]


def test_the_texts_are_shown_as_written(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root + "actors/actor-x/")
    expect(page.locator("h1")).to_contain_text("<script>window.hit=1</script>")
    assert "</title><script>" in page.title()


def test_nothing_runs_in_the_maps_popups(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root + "map/#place-place-x")
    marker = page.locator(".leaflet-marker-icon[tabindex='0']").first
    marker.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".leaflet-popup")).to_contain_text("<script>")
    assert page.evaluate("window.hit") is None
    assert page.locator(".leaflet-popup img, .leaflet-popup script").count() == 0


def test_nothing_runs_in_search_results(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root)
    page.keyboard.press("/")
    page.keyboard.type("window.hit", delay=10)
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=10_000)
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert page.locator(".md-search-result img, .md-search-result script").count() == 0


def test_nothing_runs_in_a_notes_popup(hostile: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(hostile.root + "actors/actor-x/")
    for mark in page.locator("[data-note]").all():
        mark.focus()
        expect(page.locator("#dossier-popup")).to_be_visible()
    assert page.evaluate("window.hit") is None


def test_exports_hold_them_as_text(hostile: Site) -> None:
    json.loads((hostile.folder / "bibliography.json").read_text("utf-8"))
    json.loads((hostile.folder / "places.geojson").read_text("utf-8"))
