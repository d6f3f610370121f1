"""Tags that reference managers read: Highwire's `citation_*`, Dublin Core (DCMI, *Expressing Dublin Core metadata using
HTML*, 2008), and Zotero's own item type.

The names of elements are recognised by their prefix alone: a `link` to a schema would be an address of another host.
A page about a source describes the source, for that is what readers import from it; any other page describes itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from dossier.cite import Reference
from dossier.cite.dates import known
from dossier.cite.names import names
from dossier.config import Settings
from dossier.metadata.dates import iso
from dossier.model.dates import Window

ITEM_TYPES = {
    "newspaper": "newspaperArticle",
    "news-site": "newspaperArticle",
    "magazine": "magazineArticle",
    "webpage": "webpage",
}
"""Zotero's item types, by genre: as `cite/csl.py` has them."""
MOST_AUTHORS = 20

Tag = tuple[str, str]


def of_source(reference: Reference, address: str) -> str:
    """The tags of a source; `address` is that of the page about it, for a source that has none of its own, or empty."""
    url = reference.url or address
    people = names(reference)[:MOST_AUTHORS]
    date = iso(reference.published)
    return _drawn(
        [
            ("citation_title", reference.title),
            *(("citation_author", person.inverted) for person in people),
            ("citation_journal_title", reference.publisher),
            ("citation_publication_date", _slashed(reference.published)),
            ("citation_language", reference.language),
            ("citation_public_url", url),
            ("DC.title", reference.title),
            *(("DC.creator", person.inverted) for person in people),
            ("DC.publisher", reference.publisher),
            ("DC.date", date),
            ("DC.language", reference.language),
            ("DC.identifier", url),
            ("z.itemType", ITEM_TYPES[reference.genre]),
        ]
    )


def of_page(
    settings: Settings, title: str, address: str, part_of: str, published: Window | None = None
) -> str:
    """The tags of a page of the dossier itself; without an `address` where the site's is unknown.

    `part_of` is the dossier's name, and empty for the dossier.
    """
    return _drawn(
        [
            ("DC.title", title),
            ("DC.creator", settings.published_by),
            ("DC.date", iso(published) if published else ""),
            ("DC.relation.isPartOf", part_of),
            ("DC.identifier", address),
            ("z.itemType", "webpage"),
        ]
    )


def _slashed(published: Window) -> str:
    """A date as Highwire has it, `2023/01/02`; no finer than certain."""
    point = known(published)
    return iso(published).replace("-", "/") if point else ""


def _drawn(tags: Iterable[Tag]) -> str:
    return "".join(f'<meta name="{name}" content="{escape(text)}">' for name, text in tags if text)
