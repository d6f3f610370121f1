"""A page about the dossier: its text and, where it has steps, what is drawn beside each."""

from __future__ import annotations

from dossier.model.pages import Page
from dossier.model.prose import summary
from dossier.model.records import FreePage
from dossier.render.html import style_sheets
from dossier.render.maps.svg import notice
from dossier.render.renderer import Renderer, root_of
from dossier.render.story import STYLE, sections_by_heading, steps_of


def draw(renderer: Renderer, free: FreePage) -> Page:
    """The page of a free page; the front page is drawn with the overviews."""
    description = free.description or summary(free.body.blocks, renderer.titles)
    template = "story.html" if free.steps else "free.html"
    root = root_of(free.address)
    return renderer.page(
        template,
        free.address,
        free.title,
        description,
        record=free,
        head=style_sheets(root, STYLE) if free.steps else "",
        steps=steps_of(renderer, free.steps, root),
        by_heading=sections_by_heading,
        notice=notice,
    )
