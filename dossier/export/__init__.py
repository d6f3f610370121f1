"""The corpus → files for other programs; one format, one file of this package."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dossier.config import Settings
from dossier.export.bibliography import bibliographies
from dossier.export.claims import claims_csv, claims_json
from dossier.export.feeds import feeds
from dossier.export.geojson import geojson
from dossier.export.previews import Preview, preview, previews
from dossier.export.previews import changed as changed_previews
from dossier.export.search import Directory, Entry, entry, index_of
from dossier.export.search.update import updated
from dossier.export.sitemap import sitemap
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import Change
from dossier.model.pages import shard_count

__all__ = [
    "EXPORTS",
    "Directory",
    "Entry",
    "Preview",
    "changed_previews",
    "entry",
    "indexes",
    "preview",
    "updated",
]

Files = dict[str, bytes]
"""Files by their address."""
Exporter = Callable[[Corpus, Figures, Settings, Sequence[Change]], Files]


def _bibliography(corpus: Corpus, figures: Figures, settings: Settings, changes: Sequence[Change]) -> Files:
    return bibliographies(corpus)


def _claims(corpus: Corpus, figures: Figures, settings: Settings, changes: Sequence[Change]) -> Files:
    return {"claims.json": claims_json(corpus, figures), "claims.csv": claims_csv(corpus, figures)}


def _places(corpus: Corpus, figures: Figures, settings: Settings, changes: Sequence[Change]) -> Files:
    return {"places.geojson": geojson(corpus)}


def _feeds(corpus: Corpus, figures: Figures, settings: Settings, changes: Sequence[Change]) -> Files:
    return dict(feeds(corpus, figures, changes, settings))


EXPORTS: tuple[Exporter, ...] = (_bibliography, _claims, _places, _feeds)
"""What is written of the dossier as a whole, each on its own."""


def indexes(
    corpus: Corpus,
    entries: Sequence[Entry],
    shown: Mapping[str, Preview],
    addresses: Sequence[str],
    settings: Settings,
) -> tuple[Files, Directory]:
    """What is written of all pages: the search index, previews, and the list for crawlers; and the index's directory."""
    files, directory = index_of(corpus, entries)
    files |= previews(shown, shard_count(len(corpus.records)))
    if settings.url:
        files["sitemap.xml"] = sitemap(addresses, settings.url)
    return files, directory
