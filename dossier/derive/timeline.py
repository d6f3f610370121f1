"""What stands on the timeline: every event, statement, claim and publication, with its window as it is known.

No day is worked out for a page: a browser gets the EDTF text, and draws the window that it means.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from dossier.derive.names import publisher_name, shortened
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.records import Article, Claim

Lane = Literal["events", "statements", "claims", "publications"]
LANES: dict[Lane, str] = {
    "events": "Events",
    "statements": "Statements",
    "claims": "Other claims",
    "publications": "Publications",
}
"""The lanes, from top to bottom, and what they are called."""
LONGEST = 300
"""Letters of a title beside its bar; the list has them all."""
_GROUP = re.compile(r"([0-9]{4}|[0-9]{3}X|[0-9]{2}XX)(?:-(0[1-9]|1[0-2])(?![0-9]))?")


@dataclass(frozen=True, slots=True)
class Item:
    """One bar. All texts are plain: what draws them escapes them."""

    id: str
    lane: Lane
    title: str
    label: str
    """What stands beside the bar: the title, or of an article the outlet, for a headline cut short says something else."""
    address: str
    """Its page, under the site."""
    when: Window | None
    """None where no date is recorded."""

    def data(self, root: str) -> dict[str, Any]:
        """What `timeline.js` draws it from; `root` leads from the page to the site's root."""
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
    """Items whose windows begin in one year, by the month in which they do; under "" where no month is known."""

    name: str
    months: tuple[tuple[str, tuple[Item, ...]], ...]


def items_of(corpus: Corpus) -> list[Item]:
    """Everything that has a date or could have one, earliest first; undated ones last."""
    found = []
    for event in corpus.events:
        title = shortened(event.title, LONGEST)
        found.append(Item(event.id, "events", title, title, event.address, event.when))
    for claim in corpus.of(Claim):
        lane: Lane = "statements" if claim.speaker else "claims"
        title = shortened(claim.title, LONGEST)
        found.append(Item(claim.id, lane, title, title, claim.address, claim.when))
    for article in corpus.of(Article):
        outlet = publisher_name(corpus, article)
        # A headline may hold a label: it never stands without the outlet that printed it.
        title = f"{outlet}: “\u2068{shortened(article.title, LONGEST)}\u2069”"
        found.append(Item(article.id, "publications", title, outlet, article.address, article.published))
    order = list(LANES)
    dated = [(item.when.sort_key, order.index(item.lane), item.id, item) for item in found if item.when]
    dated.sort(key=lambda entry: entry[:3])
    return [item for *_, item in dated] + sorted(
        (item for item in found if not item.when), key=lambda item: (order.index(item.lane), item.id)
    )


def years(items: Sequence[Item]) -> list[Year]:
    """Dated items by year and month, as far as either is known."""
    found: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        if item.when and (match := _GROUP.match(item.when.sortable)):
            found.setdefault(match[1], {}).setdefault(match[2] or "", []).append(item)
    return [
        Year(
            _worded(year),
            tuple(
                (_worded(f"{year}-{month}") if month else "", tuple(months[month]))
                for month in sorted(months)
            ),
        )
        for year, months in sorted(found.items(), key=lambda entry: (entry[0].replace("X", "0"), entry[0]))
    ]


def _worded(text: str) -> str:
    return Window.parse(text).wording
