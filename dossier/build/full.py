"""The whole way: everything is read and weighed, and the pages are drawn that anything has touched, or all of them."""

from __future__ import annotations

import ctypes
import tempfile
import time
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from dossier.build.collector import Collector
from dossier.build.request import ContentErrors, Result
from dossier.build.session import Session
from dossier.build.spool import Spool
from dossier.config import read_mkdocs_yml
from dossier.history.changelog import history
from dossier.incremental import (
    Aggregate,
    Invalidation,
    Snapshot,
    dump_common,
    dump_diagnostics,
    invalidate,
    load_common,
    manifest_of,
    page_of,
    previous_anchors,
    previous_build,
    updated_anchors,
    valid_aggregates,
)
from dossier.incremental.previous import PreviousBuild
from dossier.leak_check import guard_folder, guard_sources, names_needed, names_tag, published_history
from dossier.model import languages
from dossier.model.history import NO_HISTORY
from dossier.model.pages import beside_of
from dossier.model.parts import FOLDERS
from dossier.output import shadow as mirror
from dossier.output.site_writer import SiteWriter
from dossier.output.swap import replacing
from dossier.pipeline import Checked, as_of, check, drawing
from dossier.read import Document
from dossier.render import FRONT
from dossier.render.context import RenderContext
from dossier.store.bodies import spill
from dossier.theme.shells import nav_titles
from dossier.tracking import ALL, NO_DEPENDENCIES, all_of_kind, count_of_kind


class FullBuild(Session):
    """One such build."""

    def build(self) -> Result:
        """From the content to the site."""
        request, state = self.request, self.state
        known = previous_build(state, self.settings, self.now) if state else None
        checked = check(self.settings, withheld=request.withheld, stage=self.progress.stage, before=known)
        if checked.broken if request.draft else checked.failed:
            raise ContentErrors(checked.diagnostics)
        if request.day:
            checked = as_of(checked, request.day)
        names = names_needed(checked.corpus)
        guard_sources(self.settings, checked.documents, checked.corpus, names)
        since, unnamed = NO_HISTORY, False
        if not checked.as_of:
            self.progress.stage("comparing with earlier states")
            earlier = history(self.settings, self.changes_folder, names)
            since, unnamed = published_history(earlier, names, checked.corpus)
        context = RenderContext(
            checked.corpus, checked.figures, self.settings, checked.as_of, since, folders=self.cache_folders
        )
        found, kept = self._found(context, checked.documents, known)
        facts: dict[str, Any] = {}
        if state and known:
            read = [d for d in checked.documents if d.inside not in known.documents]
            facts |= {
                "files": manifest_of(self.settings, checked.documents, self.now, checked.corpus.records),
                "anchors": updated_anchors(previous_anchors(state), read, checked.corpus.records),
            }
            del read
        checked = replace(checked, documents=())  # their texts are not needed any more
        ids = list(checked.corpus.records)
        in_nav = nav_titles(read_mkdocs_yml(request.config_file).get("nav"))
        first = [id_ for id_, record in checked.corpus.records.items() if record.address in in_nav]
        made, base = dict[str, Aggregate](), None
        if state and found and self.tree and load_common(state.get("common")) == context.common:
            base = self.shadow_tree()
        if state and found and base:
            ids, made = list(dict.fromkeys((*first, *found.records))), valid_aggregates(state, found.changed)
            if unnamed or state.get("unnamed") or self.revision != state.get("revision"):
                made.pop("feeds", None)
        standing = [page_of(*page) for of in made.values() for page in of[1].items()]
        if not base:
            spill(checked.corpus.records.values())
            trim_memory()
        note = ""
        handing = tempfile.TemporaryDirectory(prefix="dossier-")
        with self._second(base) as also, Spool() as spool, handing as handed:
            with mirror.commit(base, self.settings.site) if base else replacing(self.settings.site) as new:
                publication = SiteWriter(
                    *(new, self.settings, request.config_file, request.cache),
                    stand=str(state.get("frames")) if state and base else "",
                    standing=standing,
                    also=also,
                    handed=Path(handed) / "frames",
                )
                gathering = Collector(
                    *(publication, state, self.tree if base else None, spool),
                    anew=kept is not None and kept.is_full,
                )
                self._draw(context, ids, first, gathering, kept, made)
                self.progress.stage("indexing")
                stand = [page.address for page in standing]
                files, pages, indexes = gathering.indexed(context, stand, ids)
                self.progress.stage("finishing")
                publication.finish(files)
                theme = state.get("theme") if state and base else publication.theme
                gone: list[str] = []
                tree = publication.tree
                if base and self.tree:
                    there = {*theme, *publication.names, *(f"{address}index.html" for address in pages)}
                    stood = {*pages} - {page.entry.address for page in gathering.drawn}
                    there |= beside_of(self.tree, stood)
                    there.update(name for of in made.values() for name in of[2])
                    gone = sorted(self.tree.keys() - there)
                    mirror.remove(new, gone)
                    tree = mirror.updated(self.tree, new, publication.changed, gone)
                guard_folder(new, names)
            published = time.time_ns()
            if state and found and known:
                facts |= self._facts(checked, context, made, gathering)
                facts |= {
                    **indexes,
                    "theme": theme,
                    "frames": publication.digest,
                    "tree": tree,
                    "published": published,
                    "unnamed": unnamed,
                    "names": names_tag(names),
                }
                blobs = {**found.rows, **gathering.rows}
                note = self.save(facts, blobs, found.gone, gathering.patches)
                note = note or self.update_shadow(
                    tree, publication.changed, gone, follow=base is not None, linked=publication.linked
                )
        written = self.totals(len(pages), tree)
        return Result(checked.diagnostics, written, len(gathering.drawn), as_of=checked.as_of, note=note)

    def _facts(
        self, checked: Checked, context: RenderContext, made: Mapping[str, Aggregate], gathering: Collector
    ) -> dict[str, Any]:
        """What is to be kept of the whole; `made` is what was made of many and stands."""
        assert self.state
        stand = [address for of in made.values() for address in of[1]]
        overviews = self.state.get("overviews") if stand else {}
        return {
            "records": list(checked.corpus.records),
            "words": (checked.words.names, checked.words.labels),
            "diagnostics": dump_diagnostics(checked.diagnostics),
            "common": dump_common(context.common),
            "revision": self.revision,
            "withholds": bool(checked.corpus.unpublished),
            "languages": languages.tables(),
            "made": {**made, **gathering.made},
            "overviews": {**{address: overviews[address] for address in stand}, **gathering.overviews},
        }

    def _found(
        self, context: RenderContext, documents: Sequence[Document], known: PreviousBuild | None
    ) -> tuple[Invalidation | None, Snapshot | None]:
        """What differs from the last build, and who makes what is to be kept of pages."""
        state = self.state
        if not state or known is None:
            return None, None
        anew = not known.documents and not state.get("records")
        found = (
            Invalidation((), NO_DEPENDENCIES, (), {})
            if anew
            else invalidate(state, context, documents, known)
        )
        state.assign_numbers(context.corpus.records)
        state.assign_numbers(
            (ALL, *(name(kind) for kind in FOLDERS for name in (all_of_kind, count_of_kind)))
        )
        return found, Snapshot(state.numbers, context if anew else None)

    @contextmanager
    def _second(self, base: Path | None) -> Iterator[Path | None]:
        """The directory of a second tree that is made with the first; None where there is to be none, or is one."""
        if self.state and not base:
            with mirror.begin(self.shadow) as also:
                yield also
        else:
            yield None

    def _draw(
        self,
        context: RenderContext,
        ids: Sequence[str],
        first: Sequence[str],
        gathering: Collector,
        kept: Snapshot | None,
        done: Container[str],
    ) -> None:
        """Draw the overviews, the files that are made of the whole, and the pages of the records `ids`.

        The nav names the records `first`.
        """
        request, publication = self.request, gathering.publication
        self.progress.stage("drawing pages", len(ids))
        press = publication.page_writer(kept)
        with closing(
            drawing(context, ids, request.processes, request.executor, done, press, first)
        ) as everything:
            for some in everything:
                if not some.job.early:
                    publication.shells_ready()
                gathering.take(some)
                self.progress.step(len(some.pages))
        if kept and FRONT in context.corpus.records:
            gathering.stage({FRONT: kept.record_rows(FRONT)})


def trim_memory() -> None:
    """Returns free memory to the system, and has large blocks mapped from now on (glibc; nothing elsewhere)."""
    with suppress(OSError, AttributeError):
        system = ctypes.CDLL(None)
        system.mallopt(-3, 1 << 20)  # M_MMAP_THRESHOLD: it grows otherwise
        system.malloc_trim(0)
