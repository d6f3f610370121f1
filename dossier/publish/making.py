"""The whole way: everything is read and weighed, and the pages are drawn that anything has touched, or all of them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

from dossier.compiler import as_of, check, drawing, finished
from dossier.config import read_mkdocs_yml
from dossier.history.git import changes
from dossier.increment import (
    Kept,
    Touched,
    anchors,
    anchors_now,
    before,
    directory_facts,
    entry_of,
    files_now,
    kept_of,
    kept_reads,
    pickled,
    preview_of,
    touched,
    unpickled,
    values_of,
)
from dossier.model import languages
from dossier.publish import mirror
from dossier.publish.asked import Built, Refused
from dossier.publish.frames import nav_titles
from dossier.publish.guard import guard_folder, names_needed
from dossier.publish.keeping import Keeping
from dossier.publish.press import Pressed
from dossier.publish.site import Publication
from dossier.publish.spool import Spool
from dossier.publish.swap import replacing
from dossier.read import Document
from dossier.render import FRONT
from dossier.store.records import apart
from dossier.store.state import TABLES
from dossier.whole import Before, Whole


class Making(Keeping):
    """One such build."""

    @cached_property
    def spool(self) -> Spool:
        """Where the entries of pages lie."""
        return Spool()

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
        found, kept = self._found(whole, checked.documents, known)
        facts: dict[str, Any] = {}
        if state and known:
            read = [d for d in checked.documents if d.inside not in known.documents]
            facts = {
                "files": files_now(checked.documents, self.now),
                "anchors": anchors_now(anchors(state), read, checked.corpus.records),
            }
            del read
        checked = replace(checked, documents=())  # their texts are not needed any more
        ids = list(checked.corpus.records)
        in_nav = nav_titles(read_mkdocs_yml(asked.config_file).get("nav"))
        first = [id_ for id_, record in checked.corpus.records.items() if record.address in in_nav]
        base = None
        if state and found and self.tree and unpickled(state.fact("common")) == whole.common:
            base = self.standing()
            ids = list(dict.fromkeys((*first, *found.records))) if base else ids
        note = ""
        together = nullcontext() if base else apart(checked.corpus.records.values())
        with self._second(base) as also, together, self.spool:
            with mirror.renewed(base, self.settings.site) if base else replacing(self.settings.site) as new:
                stand = str(state.fact("frames")) if state and base else ""
                with tempfile.TemporaryDirectory(prefix="dossier-") as handed:
                    publication = Publication(
                        *(new, self.settings, asked.config_file, asked.cache, stand),
                        also=also,
                        handed=Path(handed) / "frames",
                    )
                    files = self._draw(whole, ids, first, publication, kept)
                drawn = len(self.addresses)
                self._take_the_rest(whole, ids)
                self.told.stage("indexing")
                files, directory = finished(
                    whole, files, self.entries, self.previews, self.addresses, self.spool.whole
                )
                self.told.stage("finishing")
                publication.finish(files)
                theme = state.fact("theme") if state and base else publication.theme
                gone: list[str] = []
                tree = publication.tree
                if base and self.tree:
                    there = {*theme, *publication.names, *(f"{a}index.html" for a in self.addresses)}
                    gone = sorted(self.tree.keys() - there)
                    mirror.remove(new, gone)
                    tree = mirror.updated(self.tree, new, publication.changed, gone)
                guard_folder(new, names)
            published = time.time_ns()
            if state and found and known:
                facts |= {
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
                note = note or self.mirror(
                    tree, publication.changed, gone, follow=base is not None, linked=publication.linked
                )
        return Built(
            checked.diagnostics,
            self.written(len(self.addresses), tree),
            drawn,
            as_of=checked.as_of,
            note=note,
        )

    def _found(
        self, whole: Whole, documents: Sequence[Document], known: Before | None
    ) -> tuple[Touched | None, Kept | None]:
        """What differs from the last build, and who makes what is to be kept of pages."""
        state = self.state
        if not state or known is None:
            return None, None
        anew = not known.documents and not state.fact("records")
        found = Touched((), (), {}) if anew else touched(state, whole, documents, known)
        state.number(whole.corpus.records)
        kept = Kept(state.numbers, whole if anew else None)
        if anew and FRONT in whole.corpus.records:
            self._put({FRONT: kept.record(FRONT)})
        return found, kept

    @contextmanager
    def _second(self, base: Path | None) -> Iterator[Path | None]:
        """The directory of a second tree that is made with the first; None where there is to be none, or is one."""
        if self.state and not base:
            with mirror.begun(self.spare) as also:
                yield also
        else:
            yield None

    def _draw(
        self,
        whole: Whole,
        ids: Sequence[str],
        first: Sequence[str],
        publication: Publication,
        kept: Kept | None,
    ) -> dict[str, bytes]:
        """Draw the overviews and the pages of the records `ids`; gives the files that are made of the whole.

        The nav names the records `first`.
        """
        self.told.stage("drawing pages", len(ids))
        files: dict[str, bytes] = {}
        press, processes = publication.press(kept), self.asked.processes
        with closing(drawing(whole, ids, processes, then=press, first=first)) as all_of_them:
            for some in all_of_them:
                if some.files:  # they are made after the pages that the nav may name
                    publication.framed()
                files |= some.files
                for pressed in some.sheets:
                    self._take(pressed, publication)
                self._put({each.id: each.blobs for each in some.sheets if each.blobs})
        return files

    def _take(self, pressed: Pressed, publication: Publication) -> None:
        """A page that was drawn, and mostly written."""
        if pressed.unframed:
            publication.take(*pressed.unframed)
        else:
            publication.note(f"{pressed.address}index.html", pressed.written)
        self.add(pressed.address, self.spool.add(pressed.entry), pressed.preview)
        if pressed.blobs is not None:
            assert self.state
            pressed.blobs["entries"] = pressed.entry
            if pressed.reads:
                pressed.blobs["reads"] = kept_reads(self.state, pressed.reads)
        elif self.state:
            self.overviews[pressed.address] = values_of(entry_of(pressed.entry))
        self.told.step()

    def _put(self, blobs: Mapping[str, Mapping[str, bytes]]) -> None:
        """Put into the state what is to be kept, by id and table."""
        for table in TABLES if blobs else ():
            assert self.state
            self.state.put(table, {id_: of[table] for id_, of in blobs.items() if table in of})

    def _take_the_rest(self, whole: Whole, ids: Sequence[str]) -> None:
        """What search knows, and what is shown elsewhere, of the pages that were not drawn."""
        rest = whole.corpus.records.keys() - {*ids, FRONT, *(page.id for page in whole.corpus.pages)}
        if not rest:
            return
        assert self.state
        entries, previews = self.state.blobs("entries"), self.state.blobs("previews")
        for id_ in rest:
            address = whole.corpus.records[id_].address
            self.add(address, self.spool.add(entries[id_]), preview_of(previews[id_]))
