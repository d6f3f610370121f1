"""Changes the files that list all pages, where the texts of a few have changed: the search index and the link
previews.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dossier.export import (
    Directory,
    Entry,
    Preview,
    changed_previews,
    part_name,
    part_of,
    patched,
    patched_root,
    updated,
)
from dossier.incremental import facts, tables
from dossier.incremental.cache import Cache
from dossier.model.pages import CHANGES, shard_of

ChangedFiles = dict[str, bytes | None]
"""Files by address; None for a file to be removed."""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """What the search index and the previews know of a page."""

    id: str
    """The record whose page it is; empty for a page of no record."""
    entry: Entry
    preview: Preview | None


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """The changed files, and the changes to store."""

    pages: tuple[str, ...]
    """The addresses of all pages."""
    files: ChangedFiles = field(default_factory=dict)
    changes: Sequence[facts.Change] = ()


def directory_changes(directory: Directory) -> list[facts.Change]:
    """The directory of the search index as facts, apart by how often they change."""
    return [
        facts.PAGES.to(directory.pages),
        facts.SHARDS.to((directory.starts, directory.sum)),
        facts.RANKS.to({rank[2]: rank for rank in directory.ranks}),
        facts.FORMS.to({**directory.forms}),
    ]


def previous_directory(state: Cache) -> Directory:
    """The last build's directory."""
    starts, total = state.get(facts.SHARDS)
    return Directory(
        state.get(facts.PAGES), starts, tuple(sorted(state.get(facts.RANKS).values())), total, _Forms(state)
    )


class _Forms(Mapping[str, Mapping[str, int]]):
    """The spellings of names' words, loaded on first use: most edits touch no name."""

    def __init__(self, state: Cache) -> None:
        self._state = state

    @cached_property
    def _loaded(self) -> Mapping[str, Mapping[str, int]]:
        return self._state.get(facts.FORMS)

    def __getitem__(self, term: str) -> Mapping[str, int]:
        return self._loaded[term]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded)

    def __len__(self) -> int:
        return len(self._loaded)


def update_indexes(
    state: Cache,
    drawn: Sequence[IndexedPage],
    digests: Mapping[str, str],
    read: Callable[[str], bytes],
) -> IndexUpdate:
    """The changed files, where these pages were rendered anew and every page has the number it had.

    `digests` are those of their records as JSON, by address. `read` returns the bytes of a published file, by address.
    Raises what `read` raises.
    """
    if not drawn:
        return IndexUpdate(state.get(facts.PAGES))
    directory = previous_directory(state)
    numbers = dict(zip(directory.pages, range(len(directory.pages)), strict=True))
    new = {numbers[page.entry.address]: page.entry for page in drawn}
    overviews = state.get(facts.OVERVIEWS)
    old = {
        numbers[page.entry.address]: state.required(tables.ENTRIES, page.id)
        if page.id
        else overviews[page.entry.address]
        for page in drawn
    }

    def entries_of(span: range) -> list[Entry]:
        return [
            new[n]
            if n in new
            else overviews[directory.pages[n]]
            if directory.pages[n] in overviews
            else state.required(tables.ENTRIES, record_at(state, directory.pages[n]))
            for n in span
        ]

    changed = {n: (old[n], entry) for n, entry in new.items() if old[n] != entry}
    update = updated(directory, read, changed, entries_of)
    shards = facts.SHARDS.to((update.directory.starts, update.directory.sum))
    files = {**update.files, **_previews(state, drawn, read), **_changes(state, digests, read)}
    return IndexUpdate(
        directory.pages, files, [shards, facts.RANKS.patched(update.ranks), facts.FORMS.patched(update.forms)]
    )


def record_at(state: Cache, address: str) -> str:
    """The id of the record whose page has an address. The id of a free page is its address."""
    path = address.rstrip("/")
    return path if path in state.numbers else path.rpartition("/")[2]


def _previews(state: Cache, drawn: Sequence[IndexedPage], read: Callable[[str], bytes]) -> ChangedFiles:
    common = state.get(facts.COMMON)
    assert common
    by_shard: dict[int, dict[str, Preview]] = {}
    for page in drawn:
        if page.preview:
            by_shard.setdefault(shard_of(page.id, common.shards), {})[page.entry.address] = page.preview
    files: ChangedFiles = {}
    for number, shown in by_shard.items():
        name = f"previews/{number}.js"
        before = read(name)
        if (after := changed_previews(before, number, shown)) != before:
            files[name] = after
    return files


def _changes(state: Cache, digests: Mapping[str, str], read: Callable[[str], bytes]) -> ChangedFiles:
    """The changed parts of the list of what changed among the records as JSON, and the list of parts."""
    common = state.get(facts.COMMON)
    assert common
    by_part: dict[str, dict[str, str]] = {}
    for name, digest in digests.items():
        by_part.setdefault(part_name(part_of(name, common.shards)), {})[name] = digest
    parts = {}
    for name, of in by_part.items():
        before = read(name)
        if (after := patched(before, of)) != before:
            parts[name] = after
    return {**parts, CHANGES: patched_root(read(CHANGES), parts)} if parts else {}
