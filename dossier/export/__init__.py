"""The corpus → files for other programs; one format a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from dossier.config import Settings
from dossier.export.changed_records import changed_records, part_name, part_of, patched, patched_root
from dossier.export.previews import Preview, preview, previews
from dossier.export.previews import changed as changed_previews
from dossier.export.search import Directory, Entry, entry, in_order, index_of
from dossier.export.search.update import updated
from dossier.export.sitemap import sitemap
from dossier.model.corpus import Corpus
from dossier.model.pages import shard_count

__all__ = [
    "Directory",
    "Entry",
    "Preview",
    "changed_previews",
    "entry",
    "in_order",
    "indexes",
    "part_name",
    "part_of",
    "patched",
    "patched_root",
    "preview",
    "updated",
]

Files = dict[str, bytes]
"""Files by address."""


def indexes(
    corpus: Corpus,
    entries: Sequence[Entry],
    shown: Mapping[str, Preview],
    addresses: Sequence[str],
    settings: Settings,
    bring: Callable[[Entry], Entry] | None = None,
    digests: Mapping[str, str] | None = None,
) -> tuple[Files, Directory]:
    """The files that list all pages: the search index, previews, the sitemap, and what changed among the records as
    JSON, whose `digests` are given by address; and the directory of the search index.
    """
    files, directory = index_of(corpus, entries, bring)
    files |= previews(shown, shard_count(len(corpus.records)))
    files |= changed_records(digests or {}, shard_count(len(corpus.records)))
    if settings.url:
        files["sitemap.xml"] = sitemap(addresses, settings.url)
    return files, directory
