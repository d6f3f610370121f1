"""The search for records in the desk's lists: by any spelling of a name, or by what a passage has in common with them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dossier.desk.guesses import held
from dossier.model.corpus import Corpus
from dossier.model.records import Article

if TYPE_CHECKING:
    from dossier.ingest.lookup import Lookup

MOST_MATCHES = 30


class RecordSearch:
    """Searches one state of a dossier after another; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._lookup: tuple[object, Lookup] | None = None
        """With the aliases that it was made from."""

    def find(
        self, corpus: Corpus, kinds: Sequence[str], words: str, passage: str, article: str
    ) -> list[dict[str, str]]:
        """Ids and titles of records of these kinds by any spelling of their names.

        Without `words`, the likeliest for a passage first, then those that an article names.
        """
        try:
            from dossier.ingest.lookup import Lookup
        except ModuleNotFoundError:  # without the packages for reading sources: by the letters of titles
            wanted = words.strip().casefold()
            alike = (r for r in corpus.records.values() if r.kind in kinds and wanted in r.title.casefold())
            return [{"id": record.id, "title": record.title} for record in alike][:MOST_MATCHES]
        with self._lock:
            if self._lookup is None or self._lookup[0] != corpus.aliases:
                self._lookup = corpus.aliases, Lookup(corpus)
            lookup = self._lookup[1]
            if words.strip():
                found = [(id_, title) for _, id_, _, title, _ in lookup.find(words, kinds)]
            else:
                here = corpus.records.get(article)
                named = set(held(here)) if isinstance(here, Article) else ()
                found = lookup.sharing(passage, kinds, named)
        return [{"id": id_, "title": title} for id_, title in found[:MOST_MATCHES]]
