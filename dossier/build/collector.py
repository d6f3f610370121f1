"""The pages that were drawn come together: what is to be kept of them, and the indexes of all pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.build.spool import Spool
from dossier.export import Entry, in_order
from dossier.incremental import (
    Aggregate,
    IndexedPage,
    dump_dependencies,
    dump_directory,
    field_values,
    load_entry,
    load_preview,
    update_indexes,
)
from dossier.incremental.database import Database
from dossier.output.page_writer import WrittenPage
from dossier.output.site_writer import SiteWriter
from dossier.pipeline import finished
from dossier.pool import JobResult
from dossier.render import FRONT
from dossier.render.context import RenderContext
from dossier.render.site import files_of
from dossier.store.file_stats import Tree


class Collector:
    """What one build has drawn.

    Where pages stand in the `tree` of the last build, only others come. With `anew`, nothing is in the state yet, and what
    is to be kept goes there at once; else it is in `blobs`, for what was kept is still asked for.
    """

    def __init__(
        self, publication: SiteWriter, state: Database | None, tree: Tree | None, spool: Spool, *, anew: bool
    ) -> None:
        self.publication, self.state, self.tree, self.is_full = publication, state, tree, anew
        self.drawn: list[IndexedPage] = []
        self.rows: dict[str, dict[str, bytes]] = {}
        """What is to be kept of records' pages, by table and id."""
        self.overviews: dict[str, Any] = {}
        """What search knows of the other pages, by address."""
        self.made: dict[str, Aggregate] = {}
        """What is made of many."""
        self.patches: Mapping[str, Mapping[str, Any]] = {}
        self._spool = spool

    def take(self, some: JobResult) -> None:
        """Pages that were drawn, and mostly written; and files, which are written here."""
        for name, data in some.files.items():
            self.publication.write(name, data)
        blobs: dict[str, dict[str, bytes]] = {}
        outlines = {}
        for pressed in some.pages:
            entry = self._written(pressed)
            if not self.state:
                continue
            if pressed.rows is not None:
                blobs[pressed.id] = {**pressed.rows, "entries": pressed.entry}
                if pressed.dependencies:
                    blobs[pressed.id]["dependencies"] = dump_dependencies(self.state, pressed.dependencies)
            elif pressed.outline:
                self.overviews[pressed.address] = field_values(entry)
                outlines[pressed.address] = pressed.outline
        self.stage(blobs)
        if self.state and some.job.name:
            self.made[some.job.name] = (
                dump_dependencies(self.state, some.dependencies),
                outlines,
                list(some.files),
            )

    def _written(self, pressed: WrittenPage) -> Entry:
        if pressed.unframed:
            self.publication.add_page(*pressed.unframed)
        else:
            self.publication.note(f"{pressed.address}index.html", pressed.written)
            for name, written in pressed.beside.items():
                self.publication.note(name, written)
        entry = load_entry(pressed.entry)
        if self.tree:
            self.drawn.append(IndexedPage(pressed.id, entry, pressed.preview))
        else:
            self.drawn.append(IndexedPage(pressed.id, self._spool.add(pressed.entry, pressed.preview), None))
        return entry

    def stage(self, blobs: Mapping[str, Mapping[str, bytes]]) -> None:
        """What is to be kept, by id and table."""
        by_table: dict[str, dict[str, bytes]] = {}
        for id_, of in blobs.items():
            for table, value in of.items():
                by_table.setdefault(table, {})[id_] = value
        for table, values in by_table.items():
            if self.is_full and self.state:
                self.state.stage(table, values)
            else:
                self.rows.setdefault(table, {}).update(values)

    def indexed(
        self, context: RenderContext, standing: Sequence[str], ids: Sequence[str]
    ) -> tuple[dict[str, bytes], list[str], dict[str, Any]]:
        """The files that are no pages and not written yet, the pages' addresses, and what is to be kept of the indexes.

        The pages of the records `ids` were drawn, and those `standing` are made of many and were not. Where pages stand
        and none has come, gone or changed its place, the indexes are changed, not made anew.
        """
        state, corpus = self.state, context.corpus
        rest = corpus.records.keys() - {*ids, FRONT, *(page.id for page in corpus.pages)}
        pages = [*standing, *(page.entry.address for page in self.drawn)]
        pages += [corpus.records[id_].address for id_ in rest]
        if state and self.tree and state.get("pages") == in_order(corpus, pages):
            found = update_indexes(state, self.drawn, self.publication.read)
            changed = {name: data for name, data in found.files.items() if data is not None}
            gone = {name for name, data in found.files.items() if data is None}
            indexes = (name for name in self.tree if name.startswith(("search/", "previews/")))
            self.publication.names += [n for n in (*indexes, "sitemap.xml") if n not in gone]
            self.patches = found.patches
            return files_of(corpus) | changed, pages, dict(found.facts)
        entries = [page.entry for page in self.drawn]
        shown = ((page.entry.address, page.preview or self._spool.preview(page.entry)) for page in self.drawn)
        previews = {address: preview for address, preview in shown if preview}
        if state and (rest or standing):
            overviews = state.get("overviews")
            entries += [Entry(*overviews[address]) for address in standing]
            kept, kept_previews = state.rows("entries"), state.rows("previews")
            for id_ in rest:
                entries.append(self._spool.add(kept[id_]))
                if preview := load_preview(kept_previews[id_]):
                    previews[corpus.records[id_].address] = preview
        files, directory = finished(context, entries, previews, pages, self._spool.restored)
        return files, pages, dump_directory(directory)
