"""The whole way: everything is read and weighed, and the pages are drawn that anything has touched, or all of them."""

from __future__ import annotations

import time
from collections.abc import Sequence

from dossier.compiler import as_of, check, drawing, finished
from dossier.history.git import changes
from dossier.increment import (
    anchors,
    anchors_now,
    before,
    directory_facts,
    entry_of,
    files_now,
    kept_of,
    pickled,
    preview_of,
    touched,
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
        ids = list(checked.corpus.records)
        base = None
        if state and found and self.tree and unpickled(state.fact("common")) == whole.common:
            base = self.standing()
            ids = list(found.records) if base else ids
        with mirror.renewed(base, self.settings.site) if base else replacing(self.settings.site) as new:
            stand = str(state.fact("frames")) if state and base else ""
            publication = Publication(new, self.settings, asked.config_file, asked.cache, stand)
            files = self._draw(whole, ids, publication)
            drawn = len(self.addresses)
            self._take_the_rest(whole, ids)
            self.told.stage("indexing")
            files, directory = finished(whole, files, self.entries, self.previews, self.addresses)
            self.told.stage("finishing")
            publication.finish(files)
            theme = state.fact("theme") if state and base else publication.theme
            gone: list[str] = []
            if base and self.tree:
                there = {*theme, *publication.names, *(f"{a}index.html" for a in self.addresses)}
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
            facts = {
                "files": files_now(checked.documents, self.now),
                "anchors": anchors_now(anchors(state), read, checked.corpus.records),
                "records": list(checked.corpus.records),
                "words": (checked.words.names, checked.words.labels),
                "diagnostics": kept_of(checked.diagnostics),
                "common": pickled(whole.common),
                "revision": self.revision,
                "languages": languages.tables(),
                "overviews": self.overviews,
                "theme": theme,
                "frames": publication.digest,
                **directory_facts(directory),
                "tree": tree,
                "published": published,
            }
            note = self.keep(facts, {**found.blobs, **self.blobs}, found.gone)
            note = note or self.mirror(tree, publication.changed, gone, follow=base is not None)
        return Built(
            checked.diagnostics,
            self.written(len(self.addresses), tree),
            drawn,
            as_of=checked.as_of,
            note=note,
        )

    def _draw(self, whole: Whole, ids: Sequence[str], publication: Publication) -> dict[str, bytes]:
        """Draw the overviews and the pages of the records `ids`; gives the files that are made of the whole."""
        self.told.stage("drawing pages", len(ids))
        files: dict[str, bytes] = {}
        for some in drawing(whole, ids, self.asked.processes):
            files |= some.files
            for sheet in some.sheets:
                self.take(sheet, publication)
        return files

    def _take_the_rest(self, whole: Whole, ids: Sequence[str]) -> None:
        """What search knows, and what is shown elsewhere, of the pages that were not drawn."""
        rest = whole.corpus.records.keys() - {*ids, FRONT, *(page.id for page in whole.corpus.pages)}
        if not rest:
            return
        assert self.state
        entries, previews = self.state.blobs("entries"), self.state.blobs("previews")
        for id_ in rest:
            address = whole.corpus.records[id_].address
            self.add(address, entry_of(entries[id_]), preview_of(previews[id_]))
