"""Limits on lists: no list of more than `ENTRIES[0]` entries stands open. Of a longer one a page shows the first `FIRST`,
how many follow, and links to all of them: in Explore, where that can show them, and as a file beside the page.

No page is above `PAGE_BYTES`, whatever the content: one that comes out too large is rendered again with shorter lists.
Figures are computed over everything, shown or not (docs/decisions/0003).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, TypeVar

from markupsafe import Markup, escape

from dossier.model.dates import Window
from dossier.model.pages import ALL, PAGE_BYTES, Heading
from dossier.model.records import Record
from dossier.render.accounts import Row
from dossier.render.html import Links

T = TypeVar("T")

ENTRIES = (25, 10, 3)
"""Entries of a list that is shown whole; if the page is too large with one of these, it is rendered with the next."""
FIRST = 10
"""Entries that are shown of a longer list, at most."""
BOXES = 4
"""A drawing has this many times as many boxes as a list has entries."""
INNER = 2
"""All lists inside entries of other lists show together this many times as many entries; each shows at least `LEAST`."""
LEAST = 3
LINKS = 10
"""Links of a chain that are shown."""
CELL = 5
"""Records in a cell of a table with many rows."""
ROWS = 100
"""Rows of an index on one page."""
BODY_BYTES = PAGE_BYTES * 3 // 4
"""A page's body and contents; the rest is for the theme's shell."""
HEADING_BYTES = 500
"""The markup of an entry in the table of contents, which a nav page has twice; title and anchor are added to it."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a renderer's pages; tests set smaller ones."""

    entries: tuple[int, ...] = ENTRIES
    rows: int = ROWS
    body_bytes: int = BODY_BYTES
    data_bytes: int = 250_000
    """Of a drawing's data inside its page; more of it goes to a file beside the page."""
    mapped: int = 300
    """Places on a map of everything; a record's page shows half as many."""
    news: tuple[int, int] = (40, 120)
    """Names and lines in the drawing of where the news came from."""


class Lists:
    """The lists of one page while it is rendered. A list's name is its key in the page's data file."""

    def __init__(self, most: int, in_explore: Mapping[str, str] | None = None) -> None:
        """`in_explore` are the addresses, by list, at which Explore shows it."""
        self.in_explore = in_explore or {}
        self.most, self.inner_left = most, INNER * most
        self.cut: dict[str, tuple[Sequence[Any], int]] = {}
        """The shortened lists, and how many entries of each are shown."""
        self.chains: list[object] = []
        """The shortened chains."""

    def few(self, items: Iterable[T], name: str, most: int = 0) -> Sequence[T]:
        """A list of at most `most` entries, or as many as lists of this page have; of a longer one the first."""
        shown = items if isinstance(items, Sequence) else tuple(items)
        most = min(most or self.most, self.most)
        if len(shown) <= most:
            return shown
        first = min(most, FIRST)
        self.cut[name] = shown, first
        return shown[:first]

    def inner(self, items: Iterable[T], name: str) -> Sequence[T]:
        """The first entries of a list inside an entry of another list."""
        if isinstance(items, Sequence) and len(items) <= min(LEAST, self.most):
            return items
        shown = self.few(items, name, max(LEAST, self.inner_left))
        self.inner_left -= len(shown)
        return shown

    def more(self, name: str, *, inline: bool = False) -> Markup:
        """The line after a shortened list: how many entries are not shown, and where all of them are; else empty."""
        if name not in self.cut:
            return Markup()
        items, shown = self.cut[name]
        text = f'and {len(items) - shown:,} more: <a href="{ALL}">all {len(items):,} as data</a>'
        if name in self.in_explore:
            text += f', or <a href="{escape(self.in_explore[name])}">in Explore</a>'
        return Markup(f", {text}" if inline else f'<p class="dossier-more">{text}</p>\n')

    def row(self, links: Links, ids: Iterable[str], name: str, most: int = 0) -> Markup:
        """Links to records, in a row."""
        return links.all(self.few(ids, name, most)) + self.more(name, inline=True)

    def steps(self, links: Sequence[T], whole: object) -> tuple[Sequence[T], Markup]:
        """The first links of a chain, and the rest in words; `whole` is the complete chain for the data file."""
        if len(links) <= LINKS:
            return links, Markup()
        self.chains.append(whole)
        return links[:LINKS], Markup(f'<a href="{ALL}">and {len(links) - LINKS:,} more</a>')

    def data(self, address: str) -> str:
        """The data file of the page at `address`; empty if everything is shown."""
        if not (self.cut or self.chains):
            return ""
        found = {name: _plain(items) for name, (items, _) in self.cut.items()}
        if self.chains:
            found["chains"] = _plain(self.chains)
        return json.dumps({"page": address, **found}, ensure_ascii=False, separators=(",", ":")) + "\n"


def _plain(value: Any) -> Any:
    """A value of a list as JSON: records as their ids, dates as EDTF (ISO 8601-2), everything else by its fields."""
    if value is None or isinstance(value, str | int | float):
        return str(value) if isinstance(value, Markup) else value
    if isinstance(value, Record):
        return value.id
    if isinstance(value, Window):
        return value.text
    if isinstance(value, Row):
        return {
            "article": value.article.id,
            "account": _plain(value.account),
            "trails": _plain(value.traced.trails),
        }
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if is_dataclass(value):
        return {field.name.rstrip("_"): _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Iterable):
        return [_plain(item) for item in value]
    return str(value)


def fits(body: str, contents: Sequence[Heading], most: int) -> bool:
    """Whether a page's body and contents are small enough; most are far below, and are not measured exactly."""
    headings = len(contents) + sum(len(heading.children) for heading in contents)
    if len(body) * 4 + headings * HEADING_BYTES < most // 2:
        return True
    return len(body.encode()) + sum(_entry_bytes(heading) for heading in contents) <= most


def _entry_bytes(heading: Heading) -> int:
    own = HEADING_BYTES + 4 * (len(heading.title.encode()) + len(heading.anchor.encode()))
    return own + sum(_entry_bytes(below) for below in heading.children)
