"""Over the whole site: nothing fails, nothing leaves the origin, every link and every anchor is there."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Page
from support.pages import KINDS
from support.served import Site


class Found(HTMLParser):
    """What a page refers to, its ids, and its first headings."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.headings = 0
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if tag == "a" and values.get("href"):
            self.links.append(str(values["href"]))
        for name in ("src", "href"):
            if tag in ("script", "img", "link") and values.get(name) and values.get("rel") != "canonical":
                self.loaded.append(str(values[name]))
        self.headings += tag == "h1"
        self.inline += [f"{tag} {name}" for name, _ in attrs if name.startswith("on") or name == "style"]


def parsed(folder: Path) -> dict[str, Found]:
    pages = {}
    for path in sorted(folder.rglob("*.html")):
        found = Found()
        found.feed(path.read_text("utf-8"))
        pages[path.relative_to(folder).as_posix()] = found
    return pages


@pytest.mark.slow
def test_every_page_opens_without_a_fault(site: Site, open_page: Callable[..., Page]) -> None:
    addresses = site.addresses()
    assert len(addresses) > 50
    page = open_page(site.root)
    for address in addresses:
        response = page.goto(site.root + address)
        assert response is not None
        assert response.status == 200
        page.wait_for_load_state("networkidle") if address == "map/" else page.wait_for_load_state("load")


def test_links_anchors_and_files_are_there(site: Site) -> None:
    pages = parsed(site.folder)
    ids = {name: set(found.ids) for name, found in pages.items()}
    missing = []
    for name, found in pages.items():
        # It stands at any address: its links are whole paths.
        base = "http://site/" if name != "404.html" else "http://site/dossier/x"
        for link in [*found.links, *found.loaded]:
            target = urlsplit(urljoin(f"{base}{name}", link))
            if target.netloc != "site":
                continue
            path = unquote(target.path).removeprefix("/dossier" if name == "404.html" else "").lstrip("/")
            file = path + "index.html" if path == "" or path.endswith("/") else path
            if not (site.folder / file).is_file():
                missing.append(f"{name}: {link}")
            elif (
                target.fragment
                and file in ids
                and unquote(target.fragment) not in ids[file]
                and not target.fragment.startswith("place-")  # the interactive map answers to these
            ):
                missing.append(f"{name}: {link} (no such anchor)")
    assert not missing, "\n".join(missing)


def test_one_heading_and_no_id_twice(site: Site) -> None:
    for name, found in parsed(site.folder).items():
        assert found.headings == 1, name
        assert len(found.ids) == len(set(found.ids)), name
        assert not found.inline, f"{name}: {found.inline}"


def test_every_page_carries_the_policy_before_any_script(site: Site) -> None:
    for path in site.folder.rglob("*.html"):
        text = path.read_text("utf-8")
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)"', text)
        assert policy, path
        assert policy.start() < text.find("<script") or "<script" not in text, path
        assert "default-src 'none'" in policy[1]
        assert "unsafe" not in policy[1]
        assert "*" not in policy[1]


def test_no_page_names_another_host_to_load_from(site: Site) -> None:
    for name, found in parsed(site.folder).items():
        assert not [src for src in found.loaded if src.startswith(("http:", "https:", "//"))], name


def test_nothing_overflows_a_narrow_screen_and_the_themes_errors_are_mended(
    site: Site, open_page: Callable[..., Page]
) -> None:
    # 320 CSS pixels are what 1280 are at 400 % zoom (WCAG 2.2, 1.4.10); tables scroll on their own.
    page = open_page(f"{site.root}version.json", viewport={"width": 320, "height": 640})
    wide = []
    for address in (kind for kind in KINDS if "?" not in kind and kind != "404.html"):
        page.goto(site.root + address)
        if page.evaluate("document.documentElement.scrollWidth > 320"):
            wide.append(address)
        html = (site.folder / address / "index.html").read_text("utf-8")
        assert 'type="checkbox" id="__search" autocomplete' not in html
        assert 'tabindex=""' not in html
    assert not wide


PAGES_OF_LINKS = ("", "story/", "claims/", "network/", "bibliography/", "timeline/", "findings/")
LEADS = "article.md-content__inner a[href]:not([aria-hidden])"


@pytest.mark.slow
def test_no_two_links_of_a_page_have_one_name_and_two_targets(
    site: Site, open_page: Callable[..., Page]
) -> None:
    """But evidence lines, which stand below the title of their claim, and headlines that two outlets printed."""
    page = open_page(site.root)
    for address in [
        *PAGES_OF_LINKS,
        *(each for each in site.addresses() if each.startswith(("actors/", "events/"))),
    ]:
        page.goto(site.root + address)
        found = page.eval_on_selector_all(
            LEADS,
            """links => {
                const names = new Map();
                for (const link of links) {
                    if (link.matches(".dossier-evidence, .dossier-note__mark, bdi a")) continue;
                    const name = link.getAttribute("aria-label") ?? link.textContent.trim();
                    const href = new URL(link.getAttribute("href"), document.baseURI).href;
                    names.set(name, (names.get(name) ?? new Set()).add(href));
                }
                return [...names].filter(([, to]) => to.size > 1).map(([name]) => name);
            }""",
        )
        assert [name for name in found if not name.startswith("“")] == [], address
