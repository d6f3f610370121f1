"""Collects what rendering gave: rows for the cache, and the indexes that are made of all pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from dossier.build.plan import Plan
from dossier.build.spool import Spool
from dossier.export import Entry, Preview, in_order
from dossier.incremental import facts, tables
from dossier.incremental.cache import Cache
from dossier.incremental.codec import PackedDependencies, pack_dependencies
from dossier.incremental.index_update import IndexedPage, directory_changes, update_indexes
from dossier.model.corpus import Corpus
from dossier.model.pages import API, COMPLETE, record_file
from dossier.output.page_writer import WrittenPage
from dossier.output.site_writer import SiteWriter
from dossier.pool import JobResult
from dossier.render import FRONT
from dossier.render.context import RenderContext
from dossier.store.file_stats import Tree
from dossier.tracking import Dependencies


@dataclass(frozen=True, slots=True)
class Indexes:
    """The files made of all pages, and the pages themselves."""

    pages: Sequence[str]
    """Addresses of all pages of the site."""
    files: Mapping[str, bytes]
    """Files that are not written yet, by path."""
    changes: Sequence[facts.Change]
    """Of what the cache knows of them."""
    valid: Sequence[str] = ()
    """Index files that stay as they are, or are among `files`."""
    removed: Sequence[str] = ()
    """Index files that are no longer there."""


class Collector:
    """Takes results of jobs. Rows of a new cache are staged at once; else they wait, for old ones are still read."""

    def __init__(self, plan: Plan, cache: Cache, tree: Tree, spool: Spool) -> None:
        """`tree` is what stays in place of the last build; empty where everything is rendered."""
        self.plan, self.cache, self.tree = plan, cache, tree
        self.drawn: list[IndexedPage] = []
        """What the indexes have of the rendered pages."""
        self.beside: set[str] = set()
        """Files beside the rendered pages."""
        self.digests: dict[str, str] = {}
        """SHA-256 of the rendered records as JSON, by address."""
        self.rows: dict[tables.TableName, dict[str, bytes]] = {}
        """Rows of records' pages, by table and id."""
        self.overviews: dict[str, Entry] = {}
        """Search entries of the other pages, by address."""
        self.aggregates: dict[str, facts.Aggregate] = {}
        self.versions: dict[str, str] = {}
        """The versions of rendered records, by the addresses of their pages."""
        self._spool = spool

    def take(self, result: JobResult, writer: SiteWriter) -> None:
        """Take the pages of a job, most of which are written already, and write its files."""
        for name, data in result.files.items():
            writer.write(name, data)
        rows: dict[str, dict[tables.TableName, bytes]] = {}
        outlines = {}
        for page in result.pages:
            entry = self._indexed(page, writer)
            if page.version:
                self.versions[page.address] = page.version
            if page.rows is not None:
                rows[page.id] = {**page.rows, tables.ENTRIES.name: page.entry}
                if page.dependencies:
                    rows[page.id] |= tables.DEPENDENCIES.row(self._packed(page.dependencies))
            elif page.outline and self.cache.remembers:
                self.overviews[page.address] = entry
                outlines[page.address] = page.outline
        self._stage(rows)
        if result.job.name and self.cache.remembers:
            dependencies = self._packed(result.dependencies)
            self.aggregates[result.job.name] = (dependencies, outlines, list(result.files))

    def _packed(self, dependencies: Dependencies) -> PackedDependencies:
        """Dependencies as numbers; an id that has no number yet gets one."""
        for ids in (dependencies.records, dependencies.figures, dependencies.index_rows):
            self.cache.assign_numbers(sorted(ids))
        return pack_dependencies(self.cache.numbers, dependencies)

    def take_front(self) -> None:
        """Take the rows of the front page's record, which no job renders on its own."""
        plan = self.plan
        if plan.snapshot and plan.snapshot.is_full and plan.context and FRONT in plan.context.corpus.records:
            self._stage({FRONT: plan.snapshot.record_rows(FRONT)})

    def _indexed(self, page: WrittenPage, writer: SiteWriter) -> Entry:
        if page.unframed:
            writer.add_page(*page.unframed)
            self.beside.update(page.unframed[0].files_beside)
        else:
            writer.note(f"{page.address}index.html", page.written)
            for name, written in page.beside.items():
                writer.note(name, written)
            self.beside.update(page.beside)
        self.digests.update(page.digests)
        entry = tables.ENTRIES.load(page.entry)
        if self.tree:
            self.drawn.append(IndexedPage(page.id, entry, page.preview))
        else:
            self.drawn.append(IndexedPage(page.id, self._spool.add(page.entry, page.preview), None))
        return entry

    def _stage(self, rows: Mapping[str, Mapping[tables.TableName, bytes]]) -> None:
        """Collect the rows of rendered records, to be saved when the build ends; a first build stages them at once."""
        by_table: dict[tables.TableName, dict[str, bytes]] = {}
        for id_, of in rows.items():
            for table, value in of.items():
                by_table.setdefault(table, {})[id_] = value
        for table, values in by_table.items():
            if self.plan.snapshot and self.plan.snapshot.is_full:
                self.cache.stage(table, values)
            else:
                self.rows.setdefault(table, {}).update(values)

    def indexes(self, writer: SiteWriter) -> Indexes:
        """The indexes of all pages: patched where no page came, went or moved, else made anew."""
        if self.plan.same_pages:
            return self._patched(writer)
        from dossier.render.site import files_of  # an edit of a text needs none of it

        assert self.plan.context
        corpus = self.plan.context.corpus
        rest = corpus.records.keys() - {*self.plan.ids, FRONT, *(page.id for page in corpus.pages)}
        pages = [*self.plan.valid_pages, *(page.entry.address for page in self.drawn)]
        pages += [corpus.records[id_].address for id_ in rest]
        if self.tree and self.cache.get(facts.PAGES) == in_order(corpus, pages):
            return self._patched(writer, files_of(corpus, self.plan.context.folders))
        return self._made_anew(self.plan.context, pages, rest, self._all_digests(corpus, writer))

    def _all_digests(self, corpus: Corpus, writer: SiteWriter) -> dict[str, str]:
        """The digests of all records as JSON; of those that were not rendered again by their files."""
        if "api" not in writer.settings.data:
            return {}
        found = dict(self.digests)
        for record in corpus.records.values():
            name = record_file(record.address)
            if name not in found and name in self.tree:
                found[name] = sha256(writer.read(name)).hexdigest()
        return found

    def _made_anew(
        self, context: RenderContext, pages: Sequence[str], rest: Collection[str], digests: Mapping[str, str]
    ) -> Indexes:
        """The indexes of these pages; those of the records `rest` were not rendered."""
        from dossier.pipeline import finished

        known = list(self._entries(context.corpus, rest))
        previews = {entry.address: preview for entry, preview in known if preview}
        entries = [entry for entry, _ in known]
        files, directory = finished(context, entries, previews, pages, self._spool.restored, digests)
        return Indexes(pages, files, directory_changes(directory))

    def _entries(self, corpus: Corpus, rest: Collection[str]) -> Iterator[tuple[Entry, Preview | None]]:
        """The search entries and previews of all pages; those of the records `rest` are in the cache."""
        for page in self.drawn:
            yield page.entry, page.preview or self._spool.preview(page.entry)
        if self.plan.valid_pages:
            overviews = self.cache.get(facts.OVERVIEWS)
            yield from ((overviews[address], None) for address in self.plan.valid_pages)
        if rest:
            cached, previews = self.cache.rows(tables.ENTRIES).packed, self.cache.rows(tables.PREVIEWS)
            yield from ((self._spool.add(cached[id_]), previews[id_]) for id_ in rest)

    def _patched(self, writer: SiteWriter, others: Mapping[str, bytes] | None = None) -> Indexes:
        found = update_indexes(self.cache, self.drawn, self.digests, writer.read)
        changed = {name: data for name, data in found.files.items() if data is not None}
        removed = [name for name, data in found.files.items() if data is None]
        valid = [
            "sitemap.xml",
            *(n for n in self.tree if n.startswith(("search/", "previews/", f"{API}changes"))),
        ]
        changed |= self._complete(writer)
        return Indexes(found.pages, {**(others or {}), **changed}, found.changes, valid, removed)

    def _complete(self, writer: SiteWriter) -> dict[str, bytes]:
        """The complete dossier with the edited texts, where nothing but texts was edited: else it was written anew."""
        context = self.plan.context
        if not (self.plan.same_pages and self.drawn and context and "json" in writer.settings.data):
            return {}
        from dossier.export.complete import with_records
        from dossier.export.record_json import record_value

        corpus = context.corpus
        ids = [page.id for page in self.drawn if page.id]
        values = {id_: record_value(corpus, context.figures, corpus.records[id_]) for id_ in ids}
        return {COMPLETE: with_records(writer.read(COMPLETE), values)}
