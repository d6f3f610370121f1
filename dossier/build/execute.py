"""Carries out a plan: renders and writes pages and indexes, searches the site, publishes it, and saves what was learned."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from dossier.build.collector import Collector, Indexes
from dossier.build.plan import Plan
from dossier.build.request import Result, Totals
from dossier.build.session import Session
from dossier.build.spool import Spool
from dossier.incremental.invalidation import page_of
from dossier.incremental.schema import AGGREGATES, OVERVIEWS, PAGES, PUBLISHED, SHELLS, THEME, TREE, Change
from dossier.leak_check import guard_folder
from dossier.model.pages import beside_of
from dossier.output import shadow
from dossier.output.page_writer import PageWriter
from dossier.output.site_writer import ShellsChanged, SiteWriter
from dossier.pool import JobResult, PageRenderer, render_jobs
from dossier.store.file_stats import Tree


def execute(plan: Plan, session: Session) -> Result:
    """Publish what the plan says. Raises `Withheld`, `TooLarge`, `ShellsChanged` and `OSError`; then the site stays."""
    session.progress.stage("drawing pages", len(plan.ids))
    if plan.changes_nothing and session.untouched:
        return _unchanged(plan, session)
    with session.new_shadow(plan.base) as also, Spool() as spool, _temporary() as temporary:
        collector = Collector(plan, session.cache, session.tree if plan.base else {}, spool)
        with session.transaction(plan.base) as folder:
            writer = _writer(plan, session, folder, also, temporary / "shells")
            for result in _rendered(plan, session, writer.page_writer(plan.snapshot)):
                if not result.job.early:
                    writer.shells_ready()
                collector.take(result, writer)
                session.progress.step(len(result.pages))
            collector.take_front()
            session.progress.stage("indexing")
            indexes = collector.indexes(writer)
            session.progress.stage("finishing")
            writer.finish(indexes.files)
            removed = _others(plan, session, writer, collector, indexes)
            shadow.remove(folder, removed)
            guard_folder(folder, plan.names)
            tree = _tree(plan, session, writer, folder, removed)
        note = _remember(plan, session, writer, collector, indexes, tree, removed)
    totals = _totals(len(indexes.pages), tree)
    return Result(plan.diagnostics, totals, len(collector.drawn), as_of=plan.as_of, note=note)


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


def _tree(plan: Plan, session: Session, writer: SiteWriter, folder: Path, removed: Sequence[str]) -> Tree:
    """The files of the site as they are now."""
    if not plan.base:
        return writer.tree
    return shadow.updated(session.tree, folder, writer.changed, removed)


def _unchanged(plan: Plan, session: Session) -> Result:
    """The result where nothing is published; files may have been touched without a change."""
    note = session.save(plan.changes, plan.rows) if plan.changes else ""
    totals = _totals(len(session.cache.get(PAGES)), session.tree)
    return Result(plan.diagnostics, totals, 0, changed=False, note=note)


def _writer(plan: Plan, session: Session, folder: Path, also: Path | None, handed: Path) -> SiteWriter:
    valid = [page_of(*page) for of in plan.aggregates.values() for page in of[1].items()]
    writer = SiteWriter(
        *(folder, session.settings, session.request.config_file, session.request.cache),
        stand=session.cache.get(SHELLS) if plan.base else "",
        standing=valid,
        also=also,
        handed=handed,
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
        yield from map(PageRenderer(plan.context, plan.recorder, on_page).run, plan.jobs)
        return
    results = render_jobs(plan.context, plan.jobs, request.executor, request.processes, on_page)
    with closing(results):
        yield from results


def _others(
    plan: Plan, session: Session, writer: SiteWriter, collector: Collector, indexes: Indexes
) -> list[str]:
    """Files in the shadow tree that are no part of the site any more."""
    if not plan.base:
        return []
    rendered = {page.entry.address for page in collector.drawn}
    if plan.same_pages:
        return [*indexes.removed, *sorted(beside_of(session.tree, rendered) - collector.beside)]
    pages = {*indexes.pages}
    valid = {*session.cache.get(THEME), *writer.names, *indexes.valid}
    valid.update(f"{address}index.html" for address in pages)
    valid |= beside_of(session.tree, pages - rendered)
    valid.update(name for of in plan.aggregates.values() for name in of[2])
    return sorted(session.tree.keys() - (valid - {*indexes.removed}))


def _remember(
    plan: Plan,
    session: Session,
    writer: SiteWriter,
    collector: Collector,
    indexes: Indexes,
    tree: Tree,
    removed: Sequence[str],
) -> str:
    """Commit to the cache what this build learned; returns why that failed, or nothing."""
    cache = session.cache
    if not cache.remembers:
        return ""
    changes: list[Change] = [*plan.changes, *indexes.changes, PUBLISHED.to(time.time_ns())]
    if plan.same_pages:
        files = {name: tree[name] for name in writer.changed}
        changes.append(TREE.patched({**files, **dict.fromkeys(removed)}))
    else:
        valid = [address for of in plan.aggregates.values() for address in of[1]]
        overviews = cache.get(OVERVIEWS) if valid else {}
        changes += [
            TREE.to(tree),
            THEME.to(cache.get(THEME) if plan.base else writer.theme),
            SHELLS.to(writer.digest),
            AGGREGATES.to({**plan.aggregates, **collector.aggregates}),
            OVERVIEWS.to({**{address: overviews[address] for address in valid}, **collector.overviews}),
        ]
    note = session.save(changes, {**plan.rows, **collector.rows}, plan.removed)
    in_place = plan.base is not None
    return note or session.update_shadow(tree, writer.changed, removed, writer.linked, in_place=in_place)


def _totals(pages: int, tree: Tree) -> Totals:
    return Totals(pages, len(tree), sum(size for _, size in tree.values()))
