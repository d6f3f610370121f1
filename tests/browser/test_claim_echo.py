"""A claim's echo: without script, by keyboard, in a frame of another site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from support.served import Site, serving

CLAIM = "claims/ministers-met-moscow-2022-12-28/"


def numbers(page: Page) -> list[int]:
    """The two numbers that are in sight: articles, origins."""
    shown = [each.inner_text() for each in page.locator(".echo__count strong").all() if each.is_visible()]
    return [int(text) for text in shown]


@pytest.mark.parametrize("script", [True, False])
def test_the_days_are_gone_through_by_keyboard(
    site: Site, open_page: Callable[..., Page], script: bool
) -> None:
    page = open_page(f"{site.root}{CLAIM}echo.html", java_script_enabled=script, reduced_motion="reduce")
    days = page.get_by_role("radio").count()
    assert days > 3
    last = numbers(page)
    assert last == [12, 3]
    assert page.locator(".echo__columns .echo__slip:visible").count() == 11, (
        "two of seven lead to three ministries"
    )
    page.get_by_role("radio").last.focus()
    seen = [last]
    for _ in range(days - 1):
        page.keyboard.press("ArrowLeft")
        seen.append(numbers(page))
    assert seen == sorted(seen, reverse=True)
    assert seen[-1] == [2, 2]
    visible = [each for each in page.locator(".echo__slip").all() if each.is_visible()]
    assert len(visible) == 2


def test_it_fits_a_phone(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(f"{site.root}{CLAIM}echo.html", viewport={"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_another_site_shows_it(site: Site, browser: Browser, tmp_path: Path) -> None:
    """The picture, and the page in a frame whose links leave the frame."""
    address = f"{site.root}{CLAIM}"
    (tmp_path / "index.html").write_text(
        f'<title>Elsewhere</title><img src="{address}echo.svg" alt="">'
        f'<iframe src="{address}echo.html" title="echo" width="900" height="900"></iframe>',
        encoding="utf-8",
    )
    with serving(tmp_path) as elsewhere:
        context = browser.new_context()
        page = context.new_page()
        page.goto(elsewhere.root)
        assert page.evaluate("document.images[0].naturalWidth") == 1200
        frame = page.frame_locator("iframe")
        assert frame.locator(".echo__count:visible strong").all_inner_texts() == ["12", "3"]
        frame.get_by_role("link", name="How this number came about").click()
        page.wait_for_url(f"{address}#count")
        context.close()


def test_what_others_show_of_a_claim(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site.root + CLAIM)
    tags = (
        "[...document.querySelectorAll('meta[property]')].map(m => [m.getAttribute('property'), m.content])"
    )
    said = dict(page.evaluate(tags))
    assert said["og:title"] == "The defence ministers of Turkey and Syria met in Moscow on 28 December 2022"
    assert said["og:description"].startswith("In this dossier: reported by 12 articles, from 3 independent")
    assert said["og:image"] == f"https://example.org/dossier/{CLAIM}echo.png"
    assert (site.folder / CLAIM / "echo.png").read_bytes().startswith(b"\x89PNG")


def test_what_others_show_of_the_dossier(site: Site, open_page: Callable[..., Page]) -> None:
    page = open_page(site.root)
    shown = page.locator("meta[property='og:image']").get_attribute("content")
    assert shown == "https://example.org/dossier/card.png"
    assert (site.folder / "card.png").read_bytes().startswith(b"\x89PNG")
    page.goto(f"{site.root}card.svg")
    name = page.locator("svg").get_attribute("aria-label") or ""
    assert "Three of the reports on the Moscow talks are one ministry" in name
    assert "12 articles, 3 independent origins" in (page.locator("svg").text_content() or "")
