"""Counts what a person does at the desk to record a new claim: clicks and keys, by mouse and by keyboard.

    PYTHONPATH=.:tests:tests/browser python tests/bench/desk.py

What a form holds already is not typed again, so the same script counts for a desk with and without defaults.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from urllib.parse import urlsplit

import chromium
from playwright.sync_api import Locator, Page, TimeoutError, expect, sync_playwright
from support.desk import ARTICLE, FILES, GATE
from support.desk_page import choose, option
from support.served import preview
from support.small import Small

EVENT = "---\ntitle: The fall of the gate\nwhen: 2023-01-02\nplaces: [quay-town]\n---\n\nIt fell.\n"
TITLE, ID = "Nobody was hurt", "nobody-was-hurt"
WANTED = {"event": "gate-day", "when": "2023-01-02"}
BODY = f"From [[dock-herald]] [@{GATE}, ¶ 3]."
ABOUT = ("gate-day",)


class Count:
    """Clicks and keys on a page."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys = page, 0, 0

    def click(self, at: Locator) -> None:
        self.clicks += 1
        at.click()

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def write(self, field: Locator, text: str) -> None:
        """Write a text where the field does not hold it yet; a click leads to the field."""
        if field.input_value() == text:
            return
        self.click(field)
        self.keys += len(text)
        field.fill(text)


def by_mouse(page: Page) -> Count:
    """A claim that nothing is known of, made from words that are marked, with its first account."""
    count = Count(page)
    count.clicks += 1
    choose(page, 3, "Nobody was hurt")
    count.click(page.get_by_role("button", name="Quotation (q)"))
    count.click(page.get_by_role("button", name="New claim …"))
    form = page.get_by_role("dialog", name="New claim")
    expect(form).to_be_visible()
    count.write(form.locator("#f-title"), TITLE)
    expect(form.locator("#f-id")).to_have_value(ID)
    for id_ in ABOUT:
        if id_ not in (form.get_by_role("group", name="About").text_content() or ""):
            count.click(form.get_by_role("button", name="Add: About …"))
            count.keys += len("fall")
            page.locator("dialog").last.get_by_role("combobox").fill("fall")
            count.click(option(page, id_))
    if not form.locator("#f-event").is_visible():
        count.click(form.get_by_text("More", exact=True))
    for key, value in WANTED.items():
        count.write(form.locator(f"#f-{key}"), value)
    count.write(form.locator("#f-body"), BODY)
    count.click(form.get_by_role("button", name="Write the claim"))
    count.click(page.get_by_role("button", name="Write the account"))
    expect(page.locator("#said")).to_contain_text("Saved")
    return count


def by_keys(page: Page) -> Count | None:
    """The same by keyboard alone, where all values are there already; None where the desk has no key for it."""
    count = Count(page)
    page.locator("#text").focus()
    for key in ("ArrowDown",) * 4 + ("Shift+ArrowRight",) * 2 + ("q", "Control+Enter"):
        count.press(key)
    form = page.get_by_role("dialog", name="New claim")
    try:
        form.wait_for(timeout=5_000)
    except TimeoutError:
        return None
    expect(form.locator("#f-title")).to_be_focused()
    count.press("Enter")
    expect(page.get_by_role("button", name="Write the account")).to_be_focused()
    count.press("Enter")
    expect(page.locator("#said")).to_contain_text("Saved")
    return count


def main() -> None:
    """Serves a small dossier, and prints the counts."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        small = Small(Path(folder) / "dossier")
        article = ARTICLE.replace("places:", "subject: [gate-day]\nplaces:")
        claims = ("content/claims/nobody-hurt.md",)
        files = {name: text for name, text in FILES.items() if name not in claims}
        path = f"content/articles/{GATE}.md"
        small.write({**files, "content/events/gate-day.md": EVENT, path: article})
        os.environ["XDG_CACHE_HOME"] = str(Path(folder) / "cache")
        with preview(small.project) as address:
            url = urlsplit(address)
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
            for name, way in (("by mouse", by_mouse), ("by keyboard", by_keys)):
                page = browser.new_page()
                page.goto(f"{url.scheme}://{url.netloc}/-desk/article/{GATE}")
                expect(page.locator("#part-guesses .question")).to_be_visible()
                count = way(page)
                said = f"{count.clicks} clicks, {count.keys} keys" if count else "no key leads to it"
                print(f"a new claim and its account, {name}: {said}")
                (small.project / path).write_text(article, "utf-8")
                (small.content / f"claims/{ID}.md").unlink(missing_ok=True)
            browser.close()


if __name__ == "__main__":
    main()
