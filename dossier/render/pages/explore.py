"""Explore: everything in one list, with its filters, the map and the timeline; the browser does the filtering."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dossier.derive.facets import NONE
from dossier.model.pages import EMBED, FEED, Page, feed_of
from dossier.model.parts import FOLDERS, Kind
from dossier.render.explore.columns import ADDRESS, counts
from dossier.render.html import style_sheets
from dossier.render.maps.leaflet import STYLE, map_block
from dossier.render.renderer import Renderer, spots

TITLE = "Explore"
LEAD = "Everything in one list. Each choice narrows list, map and timeline; the address of the view can be sent on."
STYLES = ("assets/dossier/timeline.css", "assets/dossier/explore.css")

FOLLOWED: tuple[Kind, ...] = ("actor", "place")
"""Facets whose values are records with a feed each."""
SEARCHES = ("assets/dossier/base.js", "assets/dossier/search.js")
"""What every page of the site has of its scripts, as far as Explore needs it."""


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page of Explore."""
    corpus = renderer.corpus
    drawn, more = renderer.mapped()
    links = renderer.links("..")
    found = spots(links, drawn)
    shown: dict[str, Any] = {
        "counts": counts(corpus),
        "data": ADDRESS,
        "map": map_block(found, label="Map of what is listed", root="..", style=renderer.map_style)
        if found
        else "",
    }
    embedded = renderer.environment.get_template("explore_embed.html").render(
        links=links,
        page_title=TITLE,
        styles=(
            "assets/dossier/embed.css",
            "assets/dossier/dossier.css",
            "assets/dossier/map.css",
            STYLE,
            *STYLES,
        ),
        scripts=SEARCHES,
        **shown,
    )
    followed = renderer.settings.url and renderer.common.changes
    yield renderer.page(
        "explore.html",
        "explore/",
        TITLE,
        LEAD,
        section="explore/",
        view=True,
        head=style_sheets("..", STYLE, *STYLES),
        files=[(EMBED, embedded)],
        lead=LEAD,
        not_drawn=more,
        feeds=_feeds(renderer) if followed else None,
        **shown,
    )


def _feeds(renderer: Renderer) -> dict[str, Any]:
    """Which views have a feed: everything, one value of a facet, and the saved ones, by their queries."""
    return {
        "all": FEED,
        "facets": {facet: f"{FOLDERS[facet]}/" for facet in FOLLOWED},
        "none": NONE,
        "views": [(view.query, feed_of(view.id)) for view in renderer.settings.views],
    }
