"""The exporters of the complete dossier: one format a file of this package. Imported late, by builds that write them."""

from __future__ import annotations

from collections.abc import Callable

from dossier.config import Settings
from dossier.export.bibliography import bibliographies
from dossier.export.claims import claims_csv, claims_json
from dossier.export.feeds import feeds
from dossier.export.geojson import geojson
from dossier.export.record_lists import llms_txt, record_lists
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import History

Files = dict[str, bytes]
"""Files by their address."""
Exporter = Callable[[Corpus, Figures, Settings, History], Files]


def _bibliography(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> Files:
    return bibliographies(corpus)


def _claims(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> Files:
    return {"claims.json": claims_json(corpus, figures), "claims.csv": claims_csv(corpus, figures)}


def _places(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> Files:
    return {"places.geojson": geojson(corpus, corpus.places)}


def _lists(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> Files:
    return record_lists(corpus, settings) if "api" in settings.data else {}


def _llms(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> Files:
    return {"llms.txt": llms_txt(corpus, figures, settings)} if "markdown" in settings.data else {}


def _feeds(corpus: Corpus, figures: Figures, settings: Settings, changes: History) -> Files:
    return dict(feeds(corpus, figures, changes, settings))


EXPORTS: dict[str, Exporter] = {
    "bibliographies": _bibliography,
    "claims": _claims,
    "places": _places,
    "feeds": _feeds,
    "lists of records": _lists,
    "llms.txt": _llms,
}
"""The exporters, by name."""
