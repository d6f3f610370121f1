"""The views of records: each renders the page of one record from values looked up by id."""

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
    """The view of one kind of record."""

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
"""The views of pages that are rendered record by record."""
FRONT = "index"
"""The record whose page is an aggregate: the front page."""


def draw_record(renderer: Renderer, record: Record) -> Page:
    """The page of a record other than the front page."""
    draw = next(view.draw for view in VIEWS if isinstance(record, view.of))
    return draw(renderer, record)
