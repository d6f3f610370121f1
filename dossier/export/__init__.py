"""The corpus → files for other programs; one format, one file of this package."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.config import Settings
from dossier.export.bibliography import bibliographies
from dossier.export.claims import claims_csv, claims_json
from dossier.export.feeds import feeds
from dossier.export.geojson import geojson
from dossier.export.previews import previews
from dossier.export.search import search_index
from dossier.export.sitemap import sitemap
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import Change
from dossier.model.pages import Page

__all__ = ["export"]


def export(
    corpus: Corpus,
    figures: Figures,
    pages: Sequence[Page],
    settings: Settings,
    changes: Sequence[Change] = (),
) -> dict[str, bytes]:
    """Every exported file by its address."""
    files = bibliographies(corpus)
    files["places.geojson"] = geojson(corpus)
    files["claims.json"] = claims_json(corpus, figures)
    files["claims.csv"] = claims_csv(corpus, figures)
    files |= search_index(corpus, pages)
    files |= previews(corpus, figures)
    files |= feeds(corpus, figures, changes, settings)
    if settings.url:
        files["sitemap.xml"] = sitemap([page.address for page in pages], settings.url)
    return files
