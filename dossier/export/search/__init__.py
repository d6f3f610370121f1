"""The search index: what the box at the head of every page looks through, a few kilobytes at a time.

Every spelling of a name leads to the pages about it. `entries` looks at one page, `shards` puts them together, `folding`
says which words count as the same; `dossier/render/assets/search.js` reads it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from itertools import accumulate

from dossier.export.search import folding
from dossier.export.search.entries import GROUPS, Entry, entry
from dossier.export.search.shards import (
    DIGITS,
    FINAL,
    MARKS,
    addresses,
    postings,
    rows_and_texts,
    script,
    spellings,
    term_shards,
)
from dossier.model.corpus import Corpus

__all__ = ["Entry", "entry", "index_of"]


def index_of(corpus: Corpus, entries: Sequence[Entry]) -> dict[str, bytes]:
    """The files of the index, by address; its entries may come in any order."""
    return written(in_order(corpus, entries))


def in_order(corpus: Corpus, entries: Sequence[Entry]) -> list[Entry]:
    """By group, then by address; sources newest first: of results that match alike the first is shown first."""
    newest = {article.address: at for at, article in enumerate(corpus.articles)}
    groups = list(GROUPS)
    return sorted(
        entries, key=lambda e: (groups.index(e.group), newest.get(e.address, 0), e.address.rstrip("/"))
    )


def written(entries: Sequence[Entry]) -> dict[str, bytes]:
    """The files of an index of these entries, numbered as they come."""
    found = postings(entries)
    parts: dict[str, object] = {}
    starts: list[str] = []
    for at, (first, text) in enumerate(term_shards(found, len(entries))):
        starts.append(first)
        parts[f"terms/{at}"] = text
    rows, texts = rows_and_texts(entries)
    parts |= {f"rows/{at}": shard for at, shard in enumerate(rows)}
    parts |= {f"texts/{at}": shard for at, shard in enumerate(texts)}
    parts["addresses"] = addresses(entries)
    parts["spellings"] = spellings(entries, found)
    files = {f"search/{name}.js": script(name, data) for name, data in parts.items()}
    directory = {
        # A browser that kept a piece of an older index must not mix it with this one.
        "version": _digest(files),
        "pages": len(entries),
        "starts": starts,
        "rows": list(accumulate((len(shard) for shard in rows[:-1]), initial=0)),
        "digits": DIGITS,
        "final": FINAL,
        "marks": MARKS,
        "folding": {
            "letters": folding.LETTERS,
            "dropped": folding.DROPPED,
            "apostrophes": folding.APOSTROPHES,
            "latin": folding.LATIN_ARTICLES,
            "arabic": folding.ARABIC_ARTICLES,
            "common": sorted(folding.COMMON),
            "longest": folding.LONGEST,
        },
    }
    return {"search/directory.js": script("directory", directory), **files}


def _digest(files: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:12]
