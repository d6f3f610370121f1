"""The aggregate pages, and the files that pages use. Imported late, by builds that render aggregates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from importlib import resources

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import History
from dossier.model.pages import Page
from dossier.render.explore import columns as explore_data
from dossier.render.maps.leaflet import basemap_script, leaflet_files
from dossier.render.maps.program import map_program
from dossier.render.pages import (
    changes as change_log,
)
from dossier.render.pages import (
    explore,
    indexes,
    network,
    overview,
    retired,
    timeline,
)
from dossier.render.renderer import Renderer

Overview = Callable[[Renderer], Iterator[Page]]

OVERVIEWS: dict[str, Overview] = {
    "network": network.pages,
    "timeline": timeline.pages,
    "front": overview.front,
    "map": overview.whole_map,
    "bibliography": overview.bibliography,
    "explore": explore.pages,
    "changes": change_log.pages,
    **{f"index of {index.kind}": partial(indexes.pages, kind=index.kind) for index in indexes.INDEXES},
    "retired": retired.pages,
}
"""The views of aggregate pages, by name; the slowest first."""


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


def explore_files(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> dict[str, bytes]:
    """The data behind Explore."""
    return {explore_data.ADDRESS: explore_data.data(corpus, figures)}


def files_of(corpus: Corpus) -> dict[str, bytes]:
    """The files that pages use, by address."""
    folder = resources.files("dossier.render") / "assets"
    files = {f"assets/dossier/{name}": (folder / name).read_bytes() for name in ASSETS}
    return {**files, **map_files(), **corpus.images}


def map_files() -> dict[str, bytes]:
    """The files of the interactive map, by address."""
    program = {"assets/map/basemap.js": basemap_script(), "assets/map/map.js": map_program().encode()}
    return {**leaflet_files(), **program}
