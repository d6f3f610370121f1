"""The search index: files of a few kilobytes that the search box loads one at a time (docs/decisions/0012).

Every spelling of a name finds the pages about it. `entries` makes the entry of a page, `shards` puts entries together,
`dossier/model/words.py` says which words count as equal; `dossier/render/assets/search.js` reads the index, and
`types.d.ts` beside it describes its pieces. `update` changes an existing index.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

from dossier.export.search import shards
from dossier.export.search.entries import GROUPS, Entry, entry, group_of
from dossier.export.search.shards import (
    DIGITS,
    FINAL,
    MARKS,
    addresses,
    postings,
    records,
    row_span,
    rows_and_texts,
    script,
    term_shards,
)
from dossier.export.search.spellings import Forms, Rank, noting_forms, ranked, spellings
from dossier.model.corpus import Corpus

__all__ = ["Directory", "Entry", "entry", "in_order", "index_of"]


@dataclass(frozen=True, slots=True)
class Directory:
    """The file that a reader loads first, and what is needed to update the index: plain values."""

    pages: tuple[str, ...]
    """The addresses of all pages, in the order of their numbers."""
    starts: tuple[str, ...]
    """The first word of each shard of words."""
    ranks: tuple[Rank, ...]
    """The words that a mistyped word is compared with, by rank."""
    sum: int
    """A checksum of all other files: a browser must not mix cached files of an older index with these."""
    forms: Forms = field(default_factory=dict)
    """The spellings of words in names and titles."""

    def file(self) -> dict[str, bytes]:
        """The directory as `search/directory.js`."""
        content = {
            "version": f"{self.sum:012x}"[-12:],
            "pages": len(self.pages),
            "starts": self.starts,
            "rows": shards.ROWS,
            "digits": DIGITS,
            "final": FINAL,
            "marks": MARKS,
        }
        return named({"directory": content})


def index_of(
    corpus: Corpus, entries: Sequence[Entry], bring: Callable[[Entry], Entry] | None = None
) -> tuple[dict[str, bytes], Directory]:
    """The files of the index by address, and its directory; entries may come in any order.

    With `bring`, the entries have no texts, words and spellings; it returns an entry with them.
    """
    by_address = {entry.address: entry for entry in entries}
    return written([by_address[address] for address in in_order(corpus, by_address)], bring or _as_it_is)


def _as_it_is(entry: Entry) -> Entry:
    return entry


def in_order(corpus: Corpus, addresses: Iterable[str]) -> tuple[str, ...]:
    """Addresses by group, then by address; sources newest first. Of results that match alike the first is shown first."""
    newest = {article.address: at for at, article in enumerate(corpus.articles)}
    at = {record.address for record in corpus.records.values()}
    groups = {group: number for number, group in enumerate(GROUPS)}

    def key(address: str) -> tuple[int, int, str]:
        return groups[group_of(address, address in at)], newest.get(address, 0), address.rstrip("/")

    return tuple(sorted(addresses, key=key))


def written(
    entries: Sequence[Entry], bring: Callable[[Entry], Entry] = _as_it_is
) -> tuple[dict[str, bytes], Directory]:
    """The files and the directory of an index of these entries, numbered in this order."""
    forms: dict[str, dict[str, int]] = {}
    postings_ = postings(noting_forms(map(bring, entries), forms))
    parts: dict[str, Any] = {}
    starts: list[str] = []
    for at, (first, text) in enumerate(term_shards(records(postings_, len(entries)))):
        starts.append(first)
        parts[f"terms/{at}"] = text
    for at in range(-(-len(entries) // shards.ROWS)):
        span = row_span(at, len(entries))
        parts |= rows_and_texts(at, list(map(bring, entries[span.start : span.stop])))
    ranks = ranked(forms, postings_)
    parts["addresses"] = addresses(entries)
    parts["spellings"] = spellings(ranks)
    files = named(parts)
    directory = Directory(
        tuple(each.address for each in entries),
        tuple(starts),
        tuple(ranks),
        summed(files),
        forms,
    )
    return {**directory.file(), **files}, directory


def named(parts: Mapping[str, Any]) -> dict[str, bytes]:
    """The parts of an index as files, by address."""
    return {f"search/{name}.js": script(name, data) for name, data in parts.items()}


def summed(files: Mapping[str, bytes]) -> int:
    """A checksum over files, to which files can be added and from which they can be subtracted."""
    return sum(_sum(name, data) for name, data in files.items()) % (1 << 48)


def _sum(name: str, data: bytes) -> int:
    return int.from_bytes(blake2b(f"{name}\0".encode() + data, digest_size=6).digest(), "big")
