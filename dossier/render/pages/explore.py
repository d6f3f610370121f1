"""Explore: everything in one list, with its filters, the map and the timeline; the browser does the filtering."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.render.explore.columns import ADDRESS, counts
from dossier.render.html import style_sheets
from dossier.render.maps.leaflet import STYLE, map_block
from dossier.render.renderer import Renderer, spots

LEAD = "Everything in one list. Each choice narrows list, map and timeline; the address of the view can be sent on."
STYLES = ("assets/dossier/timeline.css", "assets/dossier/explore.css")


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page of Explore."""
    corpus = renderer.corpus
    drawn, more = renderer.mapped()
    found = spots(renderer.links(".."), drawn)
    yield renderer.page(
        "explore.html",
        "explore/",
        "Explore",
        LEAD,
        section="explore/",
        view=True,
        head=style_sheets("..", STYLE, *STYLES),
        lead=LEAD,
        counts=counts(corpus),
        data=ADDRESS,
        not_drawn=more,
        map=map_block(found, label="Map of what is listed", root="..", style=renderer.map_style)
        if found
        else "",
    )
