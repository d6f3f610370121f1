"""The search index: what the box at the head of every page looks through, a few kilobytes at a time.

Every spelling of a name leads to the pages about it. `entries` looks at one page, `shards` puts them together,
`dossier/model/words.py` says which words count as the same; `dossier/render/assets/search.js` reads the index, and
`types.d.ts` beside it describes its pieces. `update` changes an index that stands.
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
    """What a reader loads first, and what is needed to change the index: plain values."""

    pages: tuple[str, ...]
    """The addresses of all pages, in the order of their numbers."""
    starts: tuple[str, ...]
    """The first word of each shard of words."""
    ranks: tuple[Rank, ...]
    """The words that a mistyped one may have been."""
    sum: int
    """Of all other files: a browser that kept a piece of an older index must not mix it with this one."""
    forms: Forms = field(default_factory=dict)
    """How the words of names and titles are written."""

    def file(self) -> dict[str, bytes]:
        """It as the file that a reader loads."""
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
    """The files of the index, by address, and its directory; entries may come in any order.

    With `bring`, entries have no texts, words and spellings, and it gives each with them.
    """
    of = {entry.address: entry for entry in entries}
    return written([of[address] for address in in_order(corpus, of)], bring or _as_it_is)


def _as_it_is(entry: Entry) -> Entry:
    return entry


def in_order(corpus: Corpus, addresses: Iterable[str]) -> tuple[str, ...]:
    """Pages by group, then by address; sources newest first: of results that match alike the first is shown first."""
    newest = {article.address: at for at, article in enumerate(corpus.articles)}
    at = {record.address for record in corpus.records.values()}
    groups = {group: number for number, group in enumerate(GROUPS)}

    def key(address: str) -> tuple[int, int, str]:
        return groups[group_of(address, address in at)], newest.get(address, 0), address.rstrip("/")

    return tuple(sorted(addresses, key=key))


def written(
    entries: Sequence[Entry], bring: Callable[[Entry], Entry] = _as_it_is
) -> tuple[dict[str, bytes], Directory]:
    """The files of an index of these entries, numbered as they come, and its directory."""
    forms: dict[str, dict[str, int]] = {}
    found = postings(noting_forms(map(bring, entries), forms))
    parts: dict[str, Any] = {}
    starts: list[str] = []
    for at, (first, text) in enumerate(term_shards(records(found, len(entries)))):
        starts.append(first)
        parts[f"terms/{at}"] = text
    for at in range(-(-len(entries) // shards.ROWS)):
        span = row_span(at, len(entries))
        parts |= rows_and_texts(at, list(map(bring, entries[span.start : span.stop])))
    ranks = ranked(forms, found)
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
    """Pieces as files."""
    return {f"search/{name}.js": script(name, data) for name, data in parts.items()}


def summed(files: Mapping[str, bytes]) -> int:
    """A sum over files, to which a file can be added and from which one can be taken."""
    return sum(_sum(name, data) for name, data in files.items()) % (1 << 48)


def _sum(name: str, data: bytes) -> int:
    return int.from_bytes(blake2b(f"{name}\0".encode() + data, digest_size=6).digest(), "big")
