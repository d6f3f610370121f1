"""The aggregate pages, and the files that pages use. Imported late, by builds that render aggregates."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import History
from dossier.model.pages import Page
from dossier.render.bundles import asset_files
from dossier.render.explore import columns as explore_data
from dossier.render.html import Links
from dossier.render.maps.leaflet import block_files, leaflet_files
from dossier.render.maps.program import map_program
from dossier.render.maps.world import basemap_script
from dossier.render.pages import (
    changes as change_log,
)
from dossier.render.pages import (
    explore,
    indexes,
    network,
    overview,
    releases,
    retired,
    timeline,
)
from dossier.render.renderer import Renderer, spots
from dossier.store.disk_cache import CacheFolders, DiskCache

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
    "releases": releases.pages,
}
"""The views of aggregate pages, by name; the slowest first."""


def explore_files(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> dict[str, bytes]:
    """The data behind Explore."""
    return {explore_data.ADDRESS: explore_data.data(corpus, figures)}


def files_of(corpus: Corpus, folders: CacheFolders) -> dict[str, bytes]:
    """The files that pages use, by address."""
    return {**asset_files(), **map_files(corpus, DiskCache(folders.grounds)), **corpus.images}


def map_files(corpus: Corpus, grounds: DiskCache) -> dict[str, bytes]:
    """The files of the interactive map, by address; of the base map what lies around the dossier's places."""
    program = {"assets/map/basemap.js": basemap_script(), "assets/map/map.js": map_program().encode()}
    places = spots(Links(corpus, ".."), [place.id for place in corpus.places])
    return {**leaflet_files(), **program, **block_files(places, grounds)}
