"""The files made of all pages, changed where the texts of a few have changed: the search index, and previews."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dossier.export import Directory, Entry, Preview, changed_previews, updated
from dossier.incremental.codec import load_common, load_entry
from dossier.incremental.database import Cache
from dossier.model.pages import shard_of

ChangedFiles = dict[str, bytes | None]
"""Files by their address; None for one that is no longer there."""


@dataclass(frozen=True, slots=True)
class IndexedPage:
    """What these files have of a page."""

    id: str
    """The record whose page it is, or nothing."""
    entry: Entry
    preview: Preview | None


@dataclass(frozen=True, slots=True)
class IndexUpdate:
    """What of these files is not what it was, and what is to be kept of it."""

    pages: tuple[str, ...]
    """The addresses of all pages."""
    files: ChangedFiles = field(default_factory=dict)
    facts: Mapping[str, Any] = field(default_factory=dict)
    patches: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Changes of facts that are mappings."""


def dump_directory(directory: Directory) -> dict[str, Any]:
    """A search index's directory, as it is kept: what seldom changes, what often does, and the many words."""
    return {
        "pages": directory.pages,
        "shards": (directory.starts, directory.sum),
        "ranks": {rank[2]: rank for rank in directory.ranks},
        "forms": directory.forms,
    }


def load_directory(state: Cache) -> Directory:
    """The same again."""
    starts, total = state.get("shards")
    ranks = tuple(sorted(state.get("ranks").values()))
    return Directory(state.get("pages"), starts, ranks, total, _Forms(state))


class _Forms(dict[str, dict[str, int]]):
    """How the words of names are written, read when somebody asks: most edits touch no name."""

    def __init__(self, state: Cache) -> None:
        super().__init__()
        self.state = state

    def get(self, term: str, default: Any = None) -> Any:
        """As of any mapping."""
        if not self:
            self.update(self.state.get("forms") or {})
        return super().get(term, default)


def update_indexes(state: Cache, drawn: Sequence[IndexedPage], read: Callable[[str], bytes]) -> IndexUpdate:
    """The files that are not what they were, where these pages were drawn anew and all pages keep their numbers.

    `read` gives a file as it stands, by its address.
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
    found = updated(directory, read, changed, entries_of)
    facts = {"shards": (found.directory.starts, found.directory.sum)}
    files = {**found.files, **_previews(state, drawn, read)}
    return IndexUpdate(directory.pages, files, facts, {"ranks": found.ranks, "forms": found.forms})


def _entry(state: Cache, id_: str) -> Entry:
    kept = state.row("entries", id_)
    assert kept is not None, id_
    return load_entry(kept)


def record_at(state: Cache, address: str) -> str:
    """The record whose page stands at an address: a free page's id is the address."""
    context = address.rstrip("/")
    return context if context in state.numbers else context.rpartition("/")[2]


def _previews(state: Cache, drawn: Sequence[IndexedPage], read: Callable[[str], bytes]) -> ChangedFiles:
    common = load_common(state.get("common"))
    found: dict[int, dict[str, Preview]] = {}
    for page in drawn:
        if page.preview:
            found.setdefault(shard_of(page.id, common.shards), {})[page.entry.address] = page.preview
    files: ChangedFiles = {}
    for number, shown in found.items():
        name = f"previews/{number}.js"
        before = read(name)
        if (after := changed_previews(before, number, shown)) != before:
            files[name] = after
    return files
