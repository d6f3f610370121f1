"""axe on each kind of page, light and dark, narrow and wide: no violation (WCAG 2.2 AA and best practices)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from support.pages import KINDS, until, violations
from support.served import Site

RULES: dict[str, dict[str, object]] = {
    "light": {"rules": {"target-size": {"enabled": True}}},  # WCAG 2.2, 2.5.8; off by default
    "dark": {"runOnly": ["color-contrast", "link-in-text-block"]},  # what colours can break
}


PAGES = (*KINDS, "claims/goals-named-in-jolani-video/echo.html", "explore/embed.html?place=afrin")


@pytest.mark.parametrize("width", [390, pytest.param(1280, marks=pytest.mark.slow)])
@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "front page")
def test_no_violation(site: Site, open_page: Callable[..., Page], address: str, width: int) -> None:
    page = open_page(site.root + address, viewport={"width": width, "height": 900})
    found = []
    # Colours are the same at every width.
    for scheme, rules in list(RULES.items())[: 2 if width == 390 else 1]:
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        until(page, "document.getAnimations().every((one) => one.playState !== 'running')")
        # Where a place lies cannot be chosen (2.5.8, "essential"); the table beside a map leads there as well.
        found += [
            f"{scheme}: {rule}: {html[:160]}"
            for rule, html in violations(page, **rules)
            if "leaflet-marker-icon" not in html
        ]
    assert not found, "\n".join(found)
