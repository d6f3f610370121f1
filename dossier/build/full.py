"""The whole way: everything is read and weighed, and the pages are drawn that anything has touched, or all of them."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Container, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from dossier.build.collector import Gathering
from dossier.build.request import Built, Refused
from dossier.build.session import Keeping
from dossier.build.spool import Spool
from dossier.config import read_mkdocs_yml
from dossier.history.changelog import history
from dossier.incremental import (
    Kept,
    Made,
    Touched,
    anchors,
    anchors_now,
    before,
    common_kept,
    files_now,
    kept_common,
    kept_of,
    outlined,
    touched,
    unaffected,
)
from dossier.incremental.previous import Before
from dossier.model import languages
from dossier.model.history import NO_HISTORY
from dossier.model.parts import FOLDERS
from dossier.output import shadow as mirror
from dossier.output.site_writer import Publication
from dossier.output.swap import replacing
from dossier.pipeline import Checked, as_of, check, drawing
from dossier.read import Document
from dossier.render import FRONT
from dossier.render.context import Whole
from dossier.store.bodies import apart
from dossier.store.leak_check import guard_folder, names_needed, without_names
from dossier.theme.shells import nav_titles
from dossier.tracking import EVERYTHING, NOTHING_READ, any_of, number_of


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
        since, unnamed = NO_HISTORY, False
        if not checked.as_of:
            self.told.stage("comparing with earlier states")
            since, unnamed = without_names(history(self.settings, self.compared), names)
        whole = Whole(
            checked.corpus, checked.figures, self.settings, checked.as_of, since, folders=self.folders
        )
        found, kept = self._found(whole, checked.documents, known)
        facts: dict[str, Any] = {}
        if state and known:
            read = [d for d in checked.documents if d.inside not in known.documents]
            facts |= {
                "files": files_now(self.settings, checked.documents, self.now),
                "anchors": anchors_now(anchors(state), read, checked.corpus.records),
            }
            del read
        checked = replace(checked, documents=())  # their texts are not needed any more
        ids = list(checked.corpus.records)
        in_nav = nav_titles(read_mkdocs_yml(asked.config_file).get("nav"))
        first = [id_ for id_, record in checked.corpus.records.items() if record.address in in_nav]
        made, base = dict[str, Made](), None
        if state and found and self.tree and common_kept(state.fact("common")) == whole.common:
            base = self.standing()
        if state and found and base:
            ids, made = list(dict.fromkeys((*first, *found.records))), unaffected(state, found.changed)
            if unnamed or self.revision != state.fact("revision"):
                made.pop("feeds", None)
        standing = [outlined(*page) for of in made.values() for page in of[1].items()]
        together = nullcontext() if base else apart(checked.corpus.records.values())
        note = ""
        handing = tempfile.TemporaryDirectory(prefix="dossier-")
        with self._second(base) as also, together, Spool() as spool, handing as handed:
            with mirror.renewed(base, self.settings.site) if base else replacing(self.settings.site) as new:
                publication = Publication(
                    *(new, self.settings, asked.config_file, asked.cache),
                    stand=str(state.fact("frames")) if state and base else "",
                    standing=standing,
                    also=also,
                    handed=Path(handed) / "frames",
                )
                gathering = Gathering(
                    *(publication, state, self.tree if base else None, spool),
                    anew=kept is not None and kept.anew,
                )
                self._draw(whole, ids, first, gathering, kept, made)
                self.told.stage("indexing")
                stand = [page.address for page in standing]
                files, pages, indexes = gathering.indexed(whole, stand, ids)
                self.told.stage("finishing")
                publication.finish(files)
                theme = state.fact("theme") if state and base else publication.theme
                gone: list[str] = []
                tree = publication.tree
                if base and self.tree:
                    there = {*theme, *publication.names, *(f"{address}index.html" for address in pages)}
                    there.update(name for of in made.values() for name in of[2])
                    gone = sorted(self.tree.keys() - there)
                    mirror.remove(new, gone)
                    tree = mirror.updated(self.tree, new, publication.changed, gone)
                guard_folder(new, names)
            published = time.time_ns()
            if state and found and known:
                facts |= self._facts(checked, whole, made, gathering)
                facts |= {
                    **indexes,
                    "theme": theme,
                    "frames": publication.digest,
                    "tree": tree,
                    "published": published,
                }
                blobs = {**found.blobs, **gathering.blobs}
                note = self.keep(facts, blobs, found.gone, gathering.edits)
                note = note or self.mirror(
                    tree, publication.changed, gone, follow=base is not None, linked=publication.linked
                )
        written = self.written(len(pages), tree)
        return Built(checked.diagnostics, written, len(gathering.drawn), as_of=checked.as_of, note=note)

    def _facts(
        self, checked: Checked, whole: Whole, made: Mapping[str, Made], gathering: Gathering
    ) -> dict[str, Any]:
        """What is to be kept of the whole; `made` is what was made of many and stands."""
        assert self.state
        stand = [address for of in made.values() for address in of[1]]
        overviews = self.state.fact("overviews") if stand else {}
        return {
            "records": list(checked.corpus.records),
            "words": (checked.words.names, checked.words.labels),
            "diagnostics": kept_of(checked.diagnostics),
            "common": kept_common(whole.common),
            "revision": self.revision,
            "languages": languages.tables(),
            "made": {**made, **gathering.made},
            "overviews": {**{address: overviews[address] for address in stand}, **gathering.overviews},
        }

    def _found(
        self, whole: Whole, documents: Sequence[Document], known: Before | None
    ) -> tuple[Touched | None, Kept | None]:
        """What differs from the last build, and who makes what is to be kept of pages."""
        state = self.state
        if not state or known is None:
            return None, None
        anew = not known.documents and not state.fact("records")
        found = Touched((), NOTHING_READ, (), {}) if anew else touched(state, whole, documents, known)
        state.number(whole.corpus.records)
        state.number((EVERYTHING, *(name(kind) for kind in FOLDERS for name in (any_of, number_of))))
        return found, Kept(state.numbers, whole if anew else None)

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
        gathering: Gathering,
        kept: Kept | None,
        done: Container[str],
    ) -> None:
        """Draw the overviews, the files that are made of the whole, and the pages of the records `ids`.

        The nav names the records `first`.
        """
        asked, publication = self.asked, gathering.publication
        self.told.stage("drawing pages", len(ids))
        press = publication.press(kept)
        with closing(drawing(whole, ids, asked.processes, asked.executor, done, press, first)) as everything:
            for some in everything:
                if not some.job.early:
                    publication.framed()
                gathering.take(some)
                self.told.step(len(some.sheets))
        if kept and FRONT in whole.corpus.records:
            gathering.put({FRONT: kept.record(FRONT)})
