"""The addresses of the real dossier, one page of each kind, and a page that has come to rest."""

from __future__ import annotations

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


def still(page: Page, selector: str = "body *") -> None:
    """Wait until some elements are there and none of them moves or grows any more."""
    page.wait_for_function(
        """async (selector) => {
          const boxes = () => JSON.stringify(
            [...document.querySelectorAll(selector)].map((one) => one.getBoundingClientRect())
          );
          const before = boxes();
          await new Promise((done) => setTimeout(done, 150));
          return before !== "[]" && boxes() === before;
        }""",
        arg=selector,
    )
