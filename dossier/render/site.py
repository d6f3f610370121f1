"""The stage: the views that draw every page of the dossier, and the files that pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import Change
from dossier.model.pages import Page
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record
from dossier.render import explore as explore_data
from dossier.render.leafletmap import basemap_script, leaflet_files
from dossier.render.mapprogram import map_program
from dossier.render.pages import (
    actor,
    article,
    claim,
    event,
    explore,
    finding,
    free,
    indexes,
    network,
    overview,
    place,
    publisher,
    retired,
    timeline,
)
from dossier.render.pages import (
    changes as change_log,
)
from dossier.render.renderer import Renderer

OVERVIEWS: tuple[Callable[[Renderer], Iterator[Page]], ...] = (
    overview.pages,
    explore.pages,
    change_log.pages,
    indexes.pages,
    timeline.pages,
    network.pages,
    retired.pages,
)
"""Pages that are drawn from everything."""


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


ASSETS = (
    "dates.js",
    "dossier.css",
    "dossier.js",
    "explore.css",
    "explore.js",
    "map.css",
    "network.css",
    "search.js",
    "searchbox.js",
    "timeline.css",
    "timeline.js",
)


def explore_files(
    corpus: Corpus, figures: Figures, settings: Settings, changes: Sequence[Change]
) -> dict[str, bytes]:
    """The data behind Explore."""
    return {explore_data.ADDRESS: explore_data.data(corpus, figures)}


def files_of(corpus: Corpus) -> dict[str, bytes]:
    """The files that pages use, by address."""
    folder = resources.files("dossier.render") / "assets"
    files = {f"assets/dossier/{name}": (folder / name).read_bytes() for name in ASSETS}
    files |= leaflet_files()
    files["assets/map/basemap.js"] = basemap_script()
    files["assets/map/map.js"] = map_program().encode()
    files |= corpus.images
    return files
