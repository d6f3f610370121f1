"""Carries out a plan: renders and writes pages and indexes, searches the site, publishes it, and saves what was learned."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from dossier.build.collector import Collector, Indexes
from dossier.build.plan import Plan
from dossier.build.request import Result, Totals
from dossier.build.session import Session
from dossier.build.spool import Spool
from dossier.export.identity import Identity, identity_files
from dossier.history.git import commit_of
from dossier.incremental import facts
from dossier.incremental.invalidation import page_of
from dossier.leak_check import guard_folder
from dossier.model.pages import beside_of
from dossier.output import shadow
from dossier.output.page_writer import PageWriter
from dossier.output.site_writer import ShellsChanged, SiteWriter
from dossier.pool import JobResult, PageRenderer, prepare_notes, render_jobs
from dossier.store.file_stats import Tree


def execute(plan: Plan, session: Session) -> Result:
    """Publish what the plan says. Raises `Withheld`, `TooLarge`, `ShellsChanged` and `OSError`; then the site stays."""
    session.progress.stage("drawing pages", len(plan.ids))
    if plan.changes_nothing and session.untouched:
        return _unchanged(plan, session)
    with session.new_shadow(plan.base) as shadow_folder, Spool() as spool, _temporary() as temporary:
        collector = Collector(plan, session.cache, session.tree if plan.base else {}, spool)
        with session.transaction(plan.base) as folder:
            writer = _writer(plan, session, folder, shadow_folder, temporary / "shells")
            execution = Execution(plan, session, collector, writer)
            site = execution.write(folder)
        note = execution.remember(site)
    totals = _totals(len(site.indexes.pages), site.tree)
    return Result(plan.diagnostics, totals, len(collector.drawn), as_of=plan.as_of, note=note)


class Written(NamedTuple):
    """The site as it was written."""

    indexes: Indexes
    tree: Tree
    """Its files."""
    removed: Sequence[str]
    """The files that are no part of it any more."""


@dataclass(frozen=True, slots=True)
class Execution:
    """A plan that is being carried out."""

    plan: Plan
    session: Session
    collector: Collector
    writer: SiteWriter

    def write(self, folder: Path) -> Written:
        """Write the site into a folder, and search it for withheld names."""
        indexes = self._render()
        removed = self._removed(indexes)
        shadow.remove(folder, removed)
        # What stays was searched for the same names by the build that wrote it: with other names a plan has no base.
        guard_folder(folder, self.plan.names, self.writer.changed if self.plan.base else None)
        if not self.plan.base:
            return Written(indexes, self.writer.tree, removed)
        return Written(
            indexes, shadow.updated(self.session.tree, folder, self.writer.changed, removed), removed
        )

    def _render(self) -> Indexes:
        """Render and write the plan's pages, then everything that is made of all pages."""
        for result in _rendered(self.plan, self.session, self.writer.page_writer(self.plan.snapshot)):
            if not result.job.early:
                self.writer.shells_ready()
            self.collector.take(result, self.writer)
            self.session.progress.step(len(result.pages))
        self.collector.take_front()
        self.session.progress.stage("indexing")
        indexes = self.collector.indexes(self.writer)
        self.session.progress.stage("finishing")
        self.writer.finish({**indexes.files, **self._identity(indexes)})
        return indexes

    def _versions(self, pages: Sequence[str]) -> dict[str, str]:
        """The versions of all records of the site, whose pages have these addresses."""
        if not self.plan.base:
            return self.collector.versions
        known = self.session.cache.get(facts.VERSIONS)
        versions = {**known, **self.collector.versions}
        there = None if self.plan.same_pages else {*pages}
        return versions if there is None else {at: of for at, of in versions.items() if at in there}

    def _identity(self, indexes: Indexes) -> dict[str, bytes]:
        plan, settings = self.plan, self.session.settings
        commit = commit_of(settings, self.session.revision)
        day = plan.as_of.day if plan.as_of else None
        found = Identity(self._versions(indexes.pages), plan.releases, commit, day)
        return identity_files(settings, found)

    def _removed(self, indexes: Indexes) -> list[str]:
        """Files in the shadow tree that are no part of the site any more."""
        plan, tree = self.plan, self.session.tree
        if not plan.base:
            return []
        rendered = {page.entry.address for page in self.collector.drawn}
        if plan.same_pages:
            return [*indexes.removed, *sorted(beside_of(tree, rendered) - self.collector.beside)]
        pages = {*indexes.pages}
        valid = {*self.session.cache.get(facts.THEME), *self.writer.names, *indexes.valid}
        valid.update(f"{address}index.html" for address in pages)
        valid |= beside_of(tree, pages - rendered)
        valid.update(name for _, _, files in plan.aggregates.values() for name in files)
        return sorted(tree.keys() - (valid - {*indexes.removed}))

    def remember(self, site: Written) -> str:
        """Commit to the cache what this build learned; returns why that failed, or nothing."""
        plan, writer, (indexes, tree, removed) = self.plan, self.writer, site
        if not self.session.cache.remembers:
            return ""
        changes = [*plan.changes, *indexes.changes, facts.PUBLISHED.to(time.time_ns())]
        if plan.same_pages:
            written = {name: tree[name] for name in writer.changed}
            changes.append(facts.TREE.patched({**written, **dict.fromkeys(removed)}))
            changes.append(facts.VERSIONS.patched(self.collector.versions))
        else:
            changes += self._site(tree)
            changes.append(facts.VERSIONS.to(self._versions(indexes.pages)))
        note = self.session.save(changes, {**plan.rows, **self.collector.rows}, plan.removed)
        return note or self.session.update_shadow(
            tree, writer.changed, removed, writer.linked, in_place=plan.base is not None
        )

    def _site(self, tree: Tree) -> list[facts.Change]:
        """What the cache knows of the published site, in full."""
        plan, cache = self.plan, self.session.cache
        overviews = cache.get(facts.OVERVIEWS) if plan.valid_pages else {}
        valid = {address: overviews[address] for address in plan.valid_pages}
        return [
            facts.TREE.to(tree),
            facts.THEME.to(cache.get(facts.THEME) if plan.base else self.writer.theme),
            facts.SHELLS.to(self.writer.digest),
            facts.AGGREGATES.to({**plan.aggregates, **self.collector.aggregates}),
            facts.OVERVIEWS.to({**valid, **self.collector.overviews}),
        ]


@contextmanager
def _temporary() -> Iterator[Path]:
    # A signal that ends the program between making the folder and knowing of it would leave it behind.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        folder = tempfile.TemporaryDirectory(prefix="dossier-")
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    with folder as name:
        yield Path(name)


def _unchanged(plan: Plan, session: Session) -> Result:
    """The result where nothing is published; files may have been touched without a change."""
    note = session.save(plan.changes, plan.rows) if plan.changes else ""
    totals = _totals(len(session.cache.get(facts.PAGES)), session.tree)
    return Result(plan.diagnostics, totals, 0, changed=False, note=note)


def _writer(
    plan: Plan, session: Session, folder: Path, shadow_folder: Path | None, shells_file: Path
) -> SiteWriter:
    valid = [page_of(*page) for of in plan.aggregates.values() for page in of[1].items()]
    writer = SiteWriter(
        *(folder, session.settings, session.request.config_file, session.request.cache),
        shells_in_place=session.cache.get(facts.SHELLS) if plan.base else "",
        pages_in_place=valid,
        shadow_folder=shadow_folder,
        shells_file=shells_file,
    )
    if plan.same_pages and not writer.build_shells():
        raise ShellsChanged
    return writer


def _rendered(plan: Plan, session: Session, on_page: PageWriter) -> Iterator[JobResult]:
    """The results of the plan's jobs, in their order."""
    request = session.request
    if not plan.context:
        return
    if plan.recorder:
        prepare_notes(plan.context, plan.jobs)
        yield from map(PageRenderer(plan.context, plan.recorder, on_page).run, plan.jobs)
        return
    results = render_jobs(plan.context, plan.jobs, request.executor, request.processes, on_page)
    with closing(results):
        yield from results


def _totals(pages: int, tree: Tree) -> Totals:
    return Totals(pages, len(tree), sum(size for _, size in tree.values()))
