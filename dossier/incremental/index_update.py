"""Changes the files that list all pages, where the texts of a few have changed: the search index and the link
previews.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dossier.export import Directory, Entry, Preview, changed_previews, updated
from dossier.incremental.cache import Cache
from dossier.incremental.codec import load_common, load_entry
from dossier.model.pages import shard_of

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
    """The changed files, and the changed values to store."""

    pages: tuple[str, ...]
    """The addresses of all pages."""
    files: ChangedFiles = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    patches: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Changes to named values that are mappings."""


def dump_directory(directory: Directory) -> dict[str, Any]:
    """The directory of the search index as values to store: apart by how often they change, and the many words last."""
    return {
        "pages": directory.pages,
        "shards": (directory.starts, directory.sum),
        "ranks": {rank[2]: rank for rank in directory.ranks},
        "forms": directory.forms,
    }


def load_directory(state: Cache) -> Directory:
    """The directory that `dump_directory` encoded."""
    starts, total = state.get("shards")
    ranks = tuple(sorted(state.get("ranks").values()))
    return Directory(state.get("pages"), starts, ranks, total, _Forms(state))


class _Forms(dict[str, dict[str, int]]):
    """The spellings of names' words, loaded on first use: most edits touch no name."""

    def __init__(self, state: Cache) -> None:
        super().__init__()
        self.state = state

    def get(self, term: str, default: Any = None) -> Any:
        if not self:
            self.update(self.state.get("forms") or {})
        return super().get(term, default)


def update_indexes(state: Cache, drawn: Sequence[IndexedPage], read: Callable[[str], bytes]) -> IndexUpdate:
    """The changed files, where these pages were rendered anew and every page has the number it had.

    `read` returns the bytes of a published file, by address. Raises what `read` raises.
    """
    if not drawn:
        return IndexUpdate(state.get("pages"))
    directory = load_directory(state)
    numbers = dict(zip(directory.pages, range(len(directory.pages)), strict=True))
    new = {numbers[page.entry.address]: page.entry for page in drawn}
    overviews = state.get("overviews")
    old = {
        numbers[page.entry.address]: _entry(state, page.id)
        if page.id
        else Entry(*overviews[page.entry.address])
        for page in drawn
    }

    def entries_of(span: range) -> list[Entry]:
        return [
            new[n]
            if n in new
            else Entry(*overviews[directory.pages[n]])
            if directory.pages[n] in overviews
            else _entry(state, record_at(state, directory.pages[n]))
            for n in span
        ]

    changed = {n: (old[n], entry) for n, entry in new.items() if old[n] != entry}
    update = updated(directory, read, changed, entries_of)
    facts = {"shards": (update.directory.starts, update.directory.sum)}
    files = {**update.files, **_previews(state, drawn, read)}
    return IndexUpdate(directory.pages, files, facts, {"ranks": update.ranks, "forms": update.forms})


def _entry(state: Cache, id_: str) -> Entry:
    row = state.row("entries", id_)
    assert row is not None, id_
    return load_entry(row)


def record_at(state: Cache, address: str) -> str:
    """The id of the record whose page has an address. The id of a free page is its address."""
    path = address.rstrip("/")
    return path if path in state.numbers else path.rpartition("/")[2]


def _previews(state: Cache, drawn: Sequence[IndexedPage], read: Callable[[str], bytes]) -> ChangedFiles:
    common = load_common(state.get("common"))
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
