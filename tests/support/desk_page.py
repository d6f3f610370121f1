"""The desk in a browser: pages of it, and what is done on them again and again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from support.desk import GATE
from support.served import watch

BAWABA = "dock-herald-bawaba"


class Desk:
    """A served desk."""

    def __init__(self, project: Path, origin: str, browser: Browser) -> None:
        self.project, self.origin, self.browser = project, origin, browser
        self.problems: list[str] = []

    def text(self, id_: str = GATE) -> str:
        return (self.project / f"content/articles/{id_}.md").read_text("utf-8")

    def open(self, path: str = f"article/{GATE}", **options: Any) -> Page:
        page = self.browser.new_page(**options)
        watch(page, self.origin, self.problems)
        page.goto(f"{self.origin}/-desk/{path}")
        return page


def choose(page: Page, paragraph: int, words: str) -> None:
    """Select words as a mouse does, up to within the last letter."""
    expect(page.locator(f"#text [data-paragraph='{paragraph}']")).to_be_visible()
    page.evaluate(
        """([number, words]) => {
          const paragraph = document.querySelector(`#text [data-paragraph="${number}"]`);
          const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
          const at = paragraph.textContent.indexOf(words);
          const place = offset => {
            walker.currentNode = paragraph;
            let left = offset;
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
              if (left <= node.length) return [node, left];
              left -= node.length;
            }
          };
          const [a, i] = place(at), [b, j] = place(at + words.length - 1);
          getSelection().setBaseAndExtent(a, i, b, j);
          paragraph.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
        }""",
        [paragraph, words],
    )
    expect(page.locator("#bar")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator("#said")).to_contain_text(re.compile("Saved|Taken|Undone|Done again|Not asked"))


def option(page: Page, id_: str) -> Locator:
    return page.locator(f"dialog [role=option][data-id='{id_}']")
