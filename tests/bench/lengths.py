"""How long the pages of a built site are: pixels at 1440 and 390, nodes, bytes. Prints; fails nothing.

python tests/bench/lengths.py SITE...
"""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1] / "browser"))
import chromium

PAGES = ("", "story/", "explore/", "map/", "timeline/", "network/", "bibliography/")
KINDS = ("findings", "claims", "articles", "actors", "events", "places", "publishers")


def addresses(site: Path) -> list[str]:
    """The overviews, the indexes, and of each kind the page whose file is the largest."""
    found = [
        address
        for address in (*PAGES, *(f"{kind}/" for kind in KINDS))
        if (site / address / "index.html").is_file()
    ]
    for kind in KINDS:
        pages = [p for p in (site / kind).glob("*/index.html") if p.parent.name != "page"]
        if pages:
            largest = max(pages, key=lambda path: (path.stat().st_size, path))
            found.append(f"{largest.parent.relative_to(site).as_posix()}/")
    return found


def measured(page: Page, site: Path, address: str) -> str:
    """A line of the table."""
    heights = []
    for width in (1440, 390):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"file://{site}/{address}index.html")
        page.wait_for_load_state("load")
        heights.append(page.evaluate("document.documentElement.scrollHeight"))
    nodes = page.evaluate("document.querySelectorAll('*').length")
    size = (site / address / "index.html").stat().st_size
    return f"{address or '(front page)':44} {heights[0]:>8,} {heights[1]:>8,} {nodes:>7,} {size / 1000:>8,.0f} KB"


def main(sites: list[Path]) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        page = browser.new_page()
        for site in sites:
            print(f"{site}\n{'page':44} {'1440 px':>8} {'390 px':>8} {'nodes':>7} {'HTML':>11}")
            for address in addresses(site):
                print(measured(page, site, address))
        browser.close()


if __name__ == "__main__":
    main([Path(argument).resolve() for argument in sys.argv[1:]])
