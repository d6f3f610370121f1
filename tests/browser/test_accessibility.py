"""axe on each kind of page, light and dark, narrow and wide: no violation (WCAG 2.2 AA and best practices)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from support.pages import KINDS
from support.served import Site

RULES: dict[str, dict[str, object]] = {
    "light": {"rules": {"target-size": {"enabled": True}}},  # WCAG 2.2, 2.5.8; off by default
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},  # what colours can break
}


@pytest.mark.parametrize("width", [390, 1280])
def test_no_violation(site: Site, open_page: Callable[..., Page], width: int) -> None:
    page = open_page(site.root, viewport={"width": width, "height": 900})
    found = []
    for address in (*KINDS, "claims/goals-named-in-jolani-video/echo.html"):
        page.goto(site.root + address)
        for scheme, rules in RULES.items():
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.wait_for_timeout(150)
            for violation in Axe().run(page, options=rules).response["violations"]:
                name = f"{address or 'front page'}, {scheme}: {violation['id']}"
                # Where a place lies cannot be chosen (2.5.8, "essential"); the table beside a map leads there as well.
                nodes = [n["html"] for n in violation["nodes"] if "leaflet-marker-icon" not in n["html"]]
                found += [f"{name}: {html[:160]}" for html in nodes[:5]]
    assert not found, "\n".join(found)
