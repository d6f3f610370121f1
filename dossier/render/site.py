"""The stage: every page of the dossier, and the files that pages use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import resources

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import AsOf, Figures
from dossier.model.pages import Page
from dossier.render.leafletmap import basemap_script, leaflet_files, map_program
from dossier.render.pages import (
    actor,
    article,
    claim,
    event,
    finding,
    indexes,
    overview,
    place,
    publisher,
    retired,
)
from dossier.render.renderer import Renderer

VIEWS: tuple[Callable[[Renderer], Iterator[Page]], ...] = (
    overview.pages,
    indexes.pages,
    article.pages,
    actor.pages,
    event.pages,
    place.pages,
    publisher.pages,
    claim.pages,
    finding.pages,
    retired.pages,
)
ASSETS = ("dossier.css", "dossier.js", "map.css")


def render(
    corpus: Corpus, figures: Figures, settings: Settings, as_of: AsOf | None = None
) -> tuple[list[Page], dict[str, bytes]]:
    """All pages, and the files beside them by address."""
    renderer = Renderer(corpus, figures, settings, as_of)
    pages = [page for view in VIEWS for page in view(renderer)]
    folder = resources.files("dossier.render") / "assets"
    files = {f"assets/dossier/{name}": (folder / name).read_bytes() for name in ASSETS}
    files |= leaflet_files()
    files["assets/map/basemap.js"] = basemap_script()
    files["assets/map/map.js"] = map_program().encode()
    files |= corpus.images
    return pages, files
