"""The whole way: everything is read and weighed, and the pages are drawn that anything has touched, or all of them."""

from __future__ import annotations

import time
from collections.abc import Container, Sequence
from pathlib import Path
from typing import Any

from dossier.compiler import as_of, check, drawing, finished
from dossier.export import Entry, Preview, in_order
from dossier.history.git import changes
from dossier.increment import (
    Made,
    anchors,
    anchors_now,
    before,
    directory_facts,
    entry_of,
    files_now,
    kept_of,
    kept_reads,
    outline,
    outlined,
    pickled,
    preview_of,
    reindexed,
    touched,
    unaffected,
    unpickled,
)
from dossier.model import languages
from dossier.publish import mirror
from dossier.publish.asked import Built, Refused
from dossier.publish.guard import guard_folder, names_needed
from dossier.publish.keeping import Keeping
from dossier.publish.site import Publication
from dossier.publish.swap import replacing
from dossier.render import FRONT
from dossier.render.site import files_of
from dossier.store.stamps import tree_of
from dossier.whole import Whole


class Making(Keeping):
    """One such build."""

    def build(self) -> Built:
        """From the content to the site."""
        asked, state = self.asked, self.state
        known = before(state, self.settings, self.now) if state else None
        checked = check(self.settings, withheld=asked.withheld, stage=self.told.stage, before=known)
        if checked.broken if asked.draft else checked.failed:
            raise Refused(checked.diagnostics)
        if asked.day:
            checked = as_of(checked, asked.day)
        names = names_needed(checked.corpus)
        since = () if checked.as_of else changes(self.settings)
        whole = Whole(
            checked.corpus, checked.figures, self.settings, checked.as_of, since, compiled=self.compiled
        )
        found = touched(state, whole, checked.documents, known) if state and known else None
        base, made = None, dict[str, Made]()
        ids = list(checked.corpus.records)
        if state and found and self.tree and unpickled(state.fact("common")) == whole.common:
            base = self.standing()
        if state and found and base:
            ids, made = list(found.records), unaffected(state, found.changed)
            if self.revision != state.fact("revision"):
                made.pop("feeds", None)
        with mirror.renewed(base, self.settings.site) if base else replacing(self.settings.site) as new:
            stand = str(state.fact("frames")) if state and base else ""
            standing = [outlined(*page) for of in made.values() for page in of[1].items()]
            publication = Publication(new, self.settings, asked.config_file, asked.cache, stand, standing)
            files = self._draw(whole, ids, publication, made)
            drawn = len(self.sheets)
            self.told.stage("indexing")
            pages = [page.address for page in (*standing, *(sheet.page for sheet in self.sheets))]
            pages += self._left(whole, ids)
            facts = self._indexed(whole, files, pages, publication, base)
            self.told.stage("finishing")
            publication.finish(files)
            theme = state.fact("theme") if state and base else publication.theme
            gone: list[str] = []
            if base and self.tree:
                there = {*theme, *publication.names, *(f"{address}index.html" for address in pages)}
                there.update(name for of in made.values() for name in of[2])
                gone = sorted(self.tree.keys() - there)
                mirror.remove(new, gone)
                tree = mirror.updated(self.tree, new, publication.changed, gone)
            else:
                tree = tree_of(new)
            guard_folder(new, names)
        published = time.time_ns()
        note = ""
        if state and found and known:
            read = [d for d in checked.documents if d.inside not in known.documents]
            facts |= {
                "files": files_now(checked.documents, self.now),
                "anchors": anchors_now(anchors(state), read, checked.corpus.records),
                "records": list(checked.corpus.records),
                "words": (checked.words.names, checked.words.labels),
                "diagnostics": kept_of(checked.diagnostics),
                "common": pickled(whole.common),
                "revision": self.revision,
                "languages": languages.tables(),
                "made": {**made, **self.made},
                "overviews": {
                    **{page.address: state.fact("overviews")[page.address] for page in standing},
                    **self.overviews,
                },
                "theme": theme,
                "frames": publication.digest,
                "tree": tree,
                "published": published,
            }
            note = self.keep(facts, {**found.blobs, **self.blobs}, found.gone, self.edits)
            note = note or self.mirror(tree, publication.changed, gone, follow=base is not None)
        written = self.written(len(pages), tree)
        return Built(checked.diagnostics, written, drawn, as_of=checked.as_of, note=note)

    def _draw(
        self, whole: Whole, ids: Sequence[str], publication: Publication, done: Container[str]
    ) -> dict[str, bytes]:
        """Draw the overviews and the pages of the records `ids`; gives the files that are made of the whole."""
        self.told.stage("drawing pages", len(ids))
        files: dict[str, bytes] = {}
        for some in drawing(whole, ids, self.asked.processes, self.asked.executor, done):
            files |= some.files
            for sheet in some.sheets:
                self.take(sheet, publication)
            if self.state and some.job.name:
                outlines = {sheet.page.address: outline(sheet.page) for sheet in some.sheets}
                self.made[some.job.name] = kept_reads(self.state, some.reads), outlines, list(some.files)
        return files

    def _left(self, whole: Whole, ids: Sequence[str]) -> list[str]:
        """The addresses of the records' pages that were not drawn."""
        self.rest = whole.corpus.records.keys() - {*ids, FRONT, *(p.id for p in whole.corpus.pages)}
        return [whole.corpus.records[id_].address for id_ in self.rest]

    def _indexed(
        self,
        whole: Whole,
        files: dict[str, bytes],
        pages: Sequence[str],
        publication: Publication,
        base: Path | None,
    ) -> dict[str, Any]:
        """Add the indexes of all pages to `files`; gives what is to be kept of them.

        Where pages stand in `base`, and none has come, gone or changed its place, the indexes are changed, not made anew.
        """
        state, corpus = self.state, whole.corpus
        if state and base and state.fact("pages")[0] == in_order(corpus, pages):
            found = reindexed(state, self.sheets, publication.read)
            if found:
                files |= files_of(corpus)
                files |= {name: data for name, data in found.files.items() if data is not None}
                gone = {name for name, data in found.files.items() if data is None}
                indexes = (name for name in self.tree or () if name.startswith(("search/", "previews/")))
                publication.names += [name for name in (*indexes, "sitemap.xml") if name not in gone]
                self.edits = found.edits
                return dict(found.facts)
        entries, previews = [sheet.entry for sheet in self.sheets], dict[str, Preview]()
        for sheet in self.sheets:
            if sheet.preview:
                previews[sheet.page.address] = sheet.preview
        if self.rest or base:
            assert state
            overviews = state.fact("overviews")
            drawn = {sheet.page.address for sheet in self.sheets}
            entries += [Entry(*overviews[a]) for a in pages if a in overviews and a not in drawn]
            kept, shown = state.blobs("entries"), state.blobs("previews")
            entries += [entry_of(kept[id_]) for id_ in self.rest]
            for id_ in self.rest:
                if preview := preview_of(shown[id_]):
                    previews[corpus.records[id_].address] = preview
        all_files, directory = finished(whole, files, entries, previews, pages)
        files |= all_files
        return directory_facts(directory)
