"""The stage: the views that draw every page of the dossier, and the files that pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import Change
from dossier.model.pages import Page
from dossier.model.records import Actor, Article, Claim, Event, Finding, Place, Publisher, Record
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


@dataclass(frozen=True, slots=True)
class View:
    """Pages of one sort."""

    pages: Callable[[Renderer], Iterator[Page]]
    of: type[Record] | None = None
    """The records that have such a page each, so that some may be drawn here and some elsewhere."""


VIEWS = (
    View(overview.pages),
    View(explore.pages),
    View(change_log.pages),
    View(indexes.pages),
    View(timeline.pages),
    View(network.pages),
    View(retired.pages),
    View(article.pages, Article),
    View(actor.pages, Actor),
    View(event.pages, Event),
    View(place.pages, Place),
    View(publisher.pages, Publisher),
    View(claim.pages, Claim),
    View(finding.pages, Finding),
)
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
