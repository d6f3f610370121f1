"""The page of each record: the views that draw one from what is read by ids."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dossier.model.pages import Page
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record
from dossier.render.pages import actor, article, claim, event, finding, free, place, publisher
from dossier.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class View:
    """The page of a record of one kind."""

    of: type[Record]
    draw: Callable[[Renderer, Any], Page]


VIEWS = (
    View(Article, article.draw),
    View(Actor, actor.draw),
    View(Event, event.draw),
    View(Place, place.draw),
    View(Publisher, publisher.draw),
    View(Claim, claim.draw),
    View(Finding, finding.draw),
    View(FreePage, free.draw),
)
"""Pages that are drawn a record at a time, from what is read of others by their ids."""
FRONT = "index"
"""The record whose page is drawn from everything."""


def draw_record(renderer: Renderer, record: Record) -> Page:
    """The page of a record, but for the front page."""
    draw = next(view.draw for view in VIEWS if isinstance(record, view.of))
    return draw(renderer, record)
