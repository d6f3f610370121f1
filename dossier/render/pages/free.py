"""A page about the dossier: its text, and nothing else."""

from __future__ import annotations

from dossier.model.pages import Page
from dossier.model.prose import summary
from dossier.model.records import FreePage
from dossier.render.renderer import Renderer


def draw(renderer: Renderer, free: FreePage) -> Page:
    """The page of a free page; the front page is drawn with the overviews."""
    description = free.description or summary(free.body.blocks, renderer.titles)
    return renderer.page("free.html", free.address, free.title, description, record=free)
