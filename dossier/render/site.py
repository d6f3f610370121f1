"""The stage: every page of the dossier, and the files that pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from importlib import resources

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import AsOf, Figures
from dossier.model.history import Change
from dossier.model.pages import Page
from dossier.render import explore as explore_data
from dossier.render.leafletmap import basemap_script, leaflet_files, map_program
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

VIEWS: tuple[Callable[[Renderer], Iterator[Page]], ...] = (
    overview.pages,
    explore.pages,
    change_log.pages,
    indexes.pages,
    timeline.pages,
    network.pages,
    article.pages,
    actor.pages,
    event.pages,
    place.pages,
    publisher.pages,
    claim.pages,
    finding.pages,
    retired.pages,
)
ASSETS = (
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


def render(
    corpus: Corpus,
    figures: Figures,
    settings: Settings,
    as_of: AsOf | None = None,
    changes: Sequence[Change] = (),
) -> tuple[list[Page], dict[str, bytes]]:
    """All pages, and the files beside them by address."""
    renderer = Renderer(corpus, figures, settings, as_of, changes)
    pages = [page for view in VIEWS for page in view(renderer)]
    folder = resources.files("dossier.render") / "assets"
    files = {f"assets/dossier/{name}": (folder / name).read_bytes() for name in ASSETS}
    files |= leaflet_files()
    files["assets/map/basemap.js"] = basemap_script()
    files[explore_data.ADDRESS] = explore_data.data(corpus, figures)
    files["assets/map/map.js"] = map_program().encode()
    files |= corpus.images
    return pages, files
