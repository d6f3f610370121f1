"""The addresses of the real dossier, one page of each kind; a page that has come to rest, and what axe says of it."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

KINDS = (
    "",
    "story/",
    "explore/",
    "explore/?place=afrin&kind=claim",
    "changes/",
    "timeline/",
    "network/",
    "articles/",
    "actors/",
    "map/",
    "bibliography/",
    "about/method/",
    "articles/gercek-jolani/",
    "actors/abu-mohammad-al-jolani/",
    "places/afrin/",
    "events/moscow-talks-2022-12-28/",
    "publishers/ria-novosti/",
    "claims/ministers-met-moscow-2022-12-28/",
    "findings/turkish-role-in-afrin-not-settled/",
    "404.html",
)
FEW_KINDS = (
    "",
    "explore/",
    "timeline/",
    "network/",
    "articles/",
    "map/",
    "claims/ministers-met-moscow-2022-12-28/",
)
"""Pages of each make: what is tried on all kinds is tried on these by `make test`, and on the others by `make slow`."""
EACH_KIND = [*FEW_KINDS, *(pytest.param(at, marks=pytest.mark.slow) for at in KINDS if at not in FEW_KINDS)]
ON_SCREENS = pytest.mark.parametrize(
    ("width", "scheme"),
    [
        (390, "light"),
        (1280, "dark"),
        pytest.param(390, "dark", marks=pytest.mark.slow),
        pytest.param(1280, "light", marks=pytest.mark.slow),
    ],
)
"""A phone and a desk, in light and in dark; `make test` has each once."""


def until(page: Page, expression: str, arg: object = None) -> None:
    """Wait until an expression is true in a page; `wait_for_function` is against the page's own policy."""
    for _ in range(200):
        if page.evaluate(expression, arg):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not true in 20 seconds: {expression}")


def still(page: Page, selector: str = "body *") -> None:
    """Wait until some elements are there and none of them moves or grows any more.

    The pauses are Python's: without script a page has no timers.
    """
    boxes = "all => JSON.stringify(all.map((one) => one.getBoundingClientRect()))"
    before = ""
    for _ in range(130):
        now = page.locator(selector).evaluate_all(boxes)
        if now == before != "[]":
            return
        before = now
        page.wait_for_timeout(150)
    raise AssertionError(f"still moving after 20 seconds: {selector}")


def violations(page: Page, **options: Any) -> list[tuple[str, str]]:
    """The rules of axe that a page breaks, each with the element that does."""
    # What holds is not collected: it is a megabyte a page.
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [(violation["id"], node["html"]) for violation in found for node in violation["nodes"]]
