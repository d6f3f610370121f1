"""Pages where things are otherwise: at an address that is none, on another host, with storage blocked, on paper."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from support.pages import still
from support.served import Server, Site

Open = Callable[..., Page]

BLOCKED = """for (const name of ["localStorage", "sessionStorage"])
  Object.defineProperty(window, name, { get() { throw new DOMException("denied", "SecurityError"); } });"""
CONTRAST = """() => {
  const light = (color) => {
    const [r, g, b] = color.match(/[\\d.]+/g).map((c) => ((Number(c) / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return [...document.querySelectorAll(".md-content *")]
    .filter((e) => e.checkVisibility() && [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .filter((e) => !e.closest("svg, mark, .dossier-hidden") && 1.05 / (light(getComputedStyle(e).color) + 0.05) < 4.5)
    .map((e) => `${e.className} ${getComputedStyle(e).color} ${e.textContent.slice(0, 40)}`);
}"""


class Host(http.server.SimpleHTTPRequestHandler):
    """A host that serves the site below `under`, and its 404.html for whatever is not there."""

    under = "/"

    def translate_path(self, path: str) -> str:
        """`/preview/x` is the file `x`; nothing is elsewhere."""
        rest = path.removeprefix(self.under)
        return super().translate_path(f"/{rest}" if rest != path else "/nowhere")

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """The page that static hosts send."""
        page = (Path(self.directory) / "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@contextmanager
def hosted(folder: Path, under: str) -> Iterator[str]:
    """The address of the site on a host of its own, below the path `under`."""
    handler = partial(type("Here", (Host,), {"under": under}), directory=str(folder))
    server = Server(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{under}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("under", ["/dossier/", "/", "/preview/42/"])
@pytest.mark.parametrize("missing", ["no", "no/such/page/", "actors/nobody/"])
def test_a_missing_page_leads_to_the_front_page_and_to_the_search_wherever_the_site_is(
    site: Site, browser: object, under: str, missing: str
) -> None:
    with hosted(site.folder, under) as root:
        page = browser.new_page()  # type: ignore[attr-defined]  # it answers 404, which Chromium prints as an error
        errors: list[str] = []
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if "Content Security Policy" in m.text else None)
        assert page.goto(root + missing).status == 404
        front = page.get_by_role("link", name="front page")
        expect(front).to_have_attribute("href", under)
        assert page.locator("h1").evaluate("e => getComputedStyle(e).fontFamily").startswith("Georgia")
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        page.get_by_role("link", name="Search for it").click()
        page.wait_for_url(re.compile(re.escape(root)))
        expect(page.locator("#__search")).to_be_checked()
        page.go_back()
        front.click()
        page.wait_for_url(root)
        expect(page.locator("h1")).to_be_visible()
        assert not errors
        page.close()


def test_a_missing_page_needs_no_script(site: Site) -> None:
    html = (site.folder / "404.html").read_text("utf-8")
    assert set(re.findall(r'<a href="([^"]*)"', html)) == {"/dossier/", "/dossier/?q="}
    assert "src=" not in html


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_with_storage_blocked_search_and_colours_work(site: Site, open_page: Open, scheme: str) -> None:
    page = open_page(site.root, color_scheme=scheme)
    page.add_init_script(BLOCKED)
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(site.root)
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "slate" if scheme == "dark" else "default"
    )
    page.locator("[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute(
        "data-md-color-scheme", "default" if scheme == "dark" else "slate"
    )
    page.keyboard.press("/")
    page.keyboard.type("moscow", delay=60)
    expect(page.locator(".md-search-result__link")).to_have_count(8)
    expect(page.locator(".md-search-result__link").first).to_have_attribute(
        "href", re.compile("places/moscow/")
    )
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/moscow/**")
    assert not errors


def test_what_was_stored_may_be_no_json(site: Site, open_page: Open) -> None:
    page = open_page(site.root)
    page.evaluate("localStorage.setItem('/dossier/.__palette', '{')")
    page.reload()
    page.keyboard.press("/")
    page.keyboard.type("moscow", delay=20)
    expect(page.locator(".md-search-result__link")).to_have_count(8)


@pytest.mark.parametrize(
    "address",
    ["claims/hts-control-afrin-october-2022/", "actors/hts/", "articles/gercek-jolani/", "map/", "timeline/"],
)
def test_paper_is_white_and_what_stands_on_it_is_dark(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address, color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(CONTRAST) == []
    for drawing in page.locator(".dossier-map__svg:visible").all():
        colour = drawing.evaluate("e => getComputedStyle(e).getPropertyValue('--dossier-land')")
        assert colour == page.evaluate(
            "(() => { const e = document.body; e.dataset.mdColorScheme = 'default';"
            " const c = getComputedStyle(e).getPropertyValue('--dossier-land');"
            " e.dataset.mdColorScheme = 'slate'; return c; })()"
        )


def test_every_sheet_says_where_it_is_from(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/hts/")
    line = page.locator(".dossier-printed")
    expect(line).to_be_hidden()
    page.emulate_media(media="print")
    expect(line).to_have_text(re.compile(r"^Moscow talks.* · https://\S+/actors/hts/$"))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(line).to_have_text(re.compile(r" · printed on \d+ \w+ 20\d\d$"))
    rule = page.evaluate("document.adoptedStyleSheets.at(-1).cssRules[0].cssText")
    assert rule.startswith("@page")
    assert "actors/hts/" in rule


def test_without_script_a_sheet_says_where_it_is_from_and_no_day(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "actors/hts/", java_script_enabled=False)
    page.emulate_media(media="print")
    # Nothing stands in for the day, which only a script knows.
    expect(page.locator(".dossier-printed")).to_have_text(
        re.compile(r"^Moscow talks.* · https://\S+/actors/hts/$")
    )


def test_explore_prints_what_it_found_and_no_check_boxes(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "explore/?kind=claim&h=x")
    expect(page.locator(".dossier-explore__list > li").first).to_be_visible()
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator(".dossier-printed")).to_have_text(re.compile(r"/explore/\?kind=claim · printed on "))
    expect(page.locator(".dossier-explore button:visible")).to_have_count(1)  # the filter that is on
    expect(page.locator(".dossier-explore__list > li").first).to_be_visible()
    expect(page.locator("input:visible, select:visible")).to_have_count(0)


@pytest.mark.parametrize("address", ["network/", "actors/hts/", "claims/", "events/moscow-talks-2022-12-28/"])
def test_no_column_is_cut_on_paper(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address, viewport={"width": 680, "height": 980})  # A4 within the margins
    page.emulate_media(media="print")
    assert page.evaluate(
        "[...document.querySelectorAll('table')].every((t) => t.getBoundingClientRect().right <= innerWidth)"
    )


def test_the_drawing_of_the_timeline_fits_its_first_sheet(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "timeline/", viewport={"width": 680, "height": 980})
    page.emulate_media(media="print")
    box = page.locator(".dossier-timeline__static svg").first.bounding_box()
    assert box
    assert box["y"] + box["height"] < 980


@pytest.mark.parametrize("address", ["", "actors/", "actors/hts/", "map/"])
def test_the_focus_is_always_seen(site: Site, open_page: Open, address: str) -> None:
    page = open_page(site.root + address, viewport={"width": 1280, "height": 900})
    for _ in range(40):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            # Of a radio button that is drawn by its label, it is the label that is seen.
            "(() => { const a = document.activeElement, e = a.matches('.md-option') ? a.nextElementSibling : a,"
            " box = e.getBoundingClientRect();"
            " return e === document.body || (box.width > 0 && box.height > 0) ? '' : e.outerHTML.slice(0, 120); })()"
        )
        assert not seen, seen


@pytest.mark.parametrize(("address", "current"), [("", "page"), ("actors/", "page"), ("actors/hts/", "true")])
def test_the_navigation_says_where_the_reader_is(
    site: Site, open_page: Open, address: str, current: str
) -> None:
    page = open_page(site.root + address)
    expect(page.locator(".md-tabs [aria-current]")).to_have_count(1)
    expect(page.locator(".md-tabs__item--active a")).to_have_attribute("aria-current", current)


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize(
    "address", ["actors/hts/", "claims/hts-control-afrin-october-2022/", "about/method/"]
)
def test_in_text_of_twice_the_size_nothing_is_cut(
    site: Site, open_page: Open, address: str, width: int
) -> None:
    page = open_page(site.root + address, viewport={"width": width, "height": 800})
    page.evaluate("document.documentElement.style.fontSize = '250%'")  # the theme's own is 125 %
    still(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    beyond = (
        "all => all.filter((e) => e.checkVisibility() && e.getBoundingClientRect().right > innerWidth).length"
    )
    assert page.locator(".md-tabs__link, .md-header__button").evaluate_all(beyond) == 0
    if width > 1000:
        name = page.locator(".md-header__topic .md-ellipsis").first
        assert name.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_drawing_of_chains_grows_with_the_text(site: Site, open_page: Open) -> None:
    page = open_page(site.root + "claims/jolani-rejects-moscow-talks/")
    drawing = page.locator(".dossier-chain-graph").first
    small = drawing.bounding_box()
    page.evaluate("document.documentElement.style.fontSize = '250%'")
    large = drawing.bounding_box()
    assert small
    assert large
    assert large["width"] == pytest.approx(2 * small["width"], rel=0.02)
    expect(drawing).to_have_attribute("aria-describedby", re.compile("."))
