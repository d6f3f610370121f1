"""The items of the timeline: every event, statement, claim and publication, with its window as it is known.

No day is computed for a page: the browser gets the EDTF text, and draws the window that it means (docs/decisions/0006).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dossier.derive.names import publisher_name, shown_title
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.headlines import headline
from dossier.model.records import Article, Claim
from dossier.model.shortening import shortened

Lane = Literal["events", "statements", "claims", "publications"]
LANES: dict[Lane, str] = {
    "events": "Events",
    "statements": "Statements",
    "claims": "Other claims",
    "publications": "Publications",
}
"""The lanes from top to bottom, and their titles."""
LONGEST = 300
"""Characters of a title beside its bar; the list has it in full."""
_GROUP = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(0[1-9]|1[0-2])(?![0-9]))?")


@dataclass(frozen=True, slots=True)
class Item:
    """One bar. All texts are plain: the code that draws them escapes them."""

    id: str
    lane: Lane
    title: str
    label: str
    """The text beside the bar: the title, or for an article its outlet, since a headline cut short says something else."""
    address: str
    """The address of its page, relative to the site's root."""
    when: Window | None
    """None if no date is recorded."""

    def data(self, root: str) -> dict[str, Any]:
        """The values that `timeline.js` draws it from; `root` is the relative path from the page to the site's root."""
        return {
            "id": self.id,
            "lane": self.lane,
            "title": self.title,
            "label": self.label,
            "href": f"{root}/{self.address}",
            "when": self.when.text if self.when else "",
            "wording": self.when.wording if self.when else "",
        }


@dataclass(frozen=True, slots=True)
class Year:
    """Items whose windows begin in one year, by month; under "" if the month is not known."""

    name: str
    months: tuple[tuple[str, tuple[Item, ...]], ...]


def items_of(corpus: Corpus) -> list[Item]:
    """Every record that has a date or could have one, earliest first; undated ones last."""
    items = []
    for event in corpus.events:
        title = shortened(shown_title(event), LONGEST)
        items.append(Item(event.id, "events", title, title, event.address, event.when))
    for claim in corpus.of(Claim):
        lane: Lane = "statements" if claim.speaker else "claims"
        title = shortened(shown_title(claim), LONGEST)
        items.append(Item(claim.id, lane, title, title, claim.address, claim.when))
    for article in corpus.of(Article):
        outlet = publisher_name(corpus, article)
        # A headline may hold a label: it is never shown without the outlet that printed it.
        shown = f"\u2068{shortened(shown_title(article), LONGEST)}\u2069"
        title = f"{outlet}: {headline(article.title, shown)}"
        items.append(Item(article.id, "publications", title, outlet, article.address, article.published))
    order = list(LANES)
    dated = [(item.when.sort_key, order.index(item.lane), item.id, item) for item in items if item.when]
    dated.sort(key=lambda entry: entry[:3])
    return [item for *_, item in dated] + sorted(
        (item for item in items if not item.when), key=lambda item: (order.index(item.lane), item.id)
    )


def years(items: Sequence[Item]) -> list[Year]:
    """The dated items by year and month, as far as these are known."""
    by_year: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        if item.when and (match := _GROUP.match(item.when.sortable)):
            by_year.setdefault(match[1], {}).setdefault(match[2] or "", []).append(item)
    return [
        Year(
            _worded(year),
            tuple(
                (_worded(f"{year}-{month}") if month else "", tuple(months[month]))
                for month in sorted(months)
            ),
        )
        for year, months in sorted(by_year.items(), key=lambda entry: (entry[0].replace("X", "0"), entry[0]))
    ]


def _worded(text: str) -> str:
    return Window.parse(text).wording
