"""`dossier build`: from the content to the published site, which is replaced in one step.

Where the last build left its state, what still holds of it is taken, and only what has changed is drawn: in a second tree
of the site, which then changes places with the first (`mirror`). Without it, or where anything about it is in doubt,
everything is drawn, in a new directory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Protocol

from dossier.compiler import as_of, check, drawing, finished
from dossier.config import Settings
from dossier.diagnostics import Diagnostic
from dossier.export import Entry, Preview
from dossier.history.git import changes, revision
from dossier.increment import (
    Retold,
    anchors,
    anchors_now,
    before,
    directory_of,
    entry_of,
    files_now,
    kept_of,
    of_sheet,
    pickled,
    preview_of,
    reindexed,
    retold,
    touched,
    unpickled,
    values_of,
)
from dossier.model.figures import AsOf
from dossier.publish import mirror
from dossier.publish.guard import guard_folder, names_needed
from dossier.publish.kept import code_digest
from dossier.publish.site import OtherFrames, Publication, Written
from dossier.publish.swap import replacing
from dossier.read import Stamp, stamps
from dossier.render import FRONT
from dossier.spread import Sheet
from dossier.store.state import State, Unusable, opened
from dossier.whole import Whole

SPARE = "site"
"""The second tree of the site, in the cache."""


class Told(Protocol):
    """Who is told how far a build has come."""

    def stage(self, name: str, total: int = 0) -> None:
        """A stage begins; `total` steps lie in it, if that is known."""

    def step(self, steps: int = 1) -> None:
        """So many steps of the stage are done."""


class Refused(Exception):
    """The content has errors."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        super().__init__("the content has errors")
        self.diagnostics = diagnostics


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be built, and how."""

    settings: Settings
    config_file: Path
    cache: Path | None = None
    """Where frames and the state are kept; None keeps nothing, and takes nothing."""
    day: date | None = None
    """The dossier as of this day."""
    processes: int = 1
    withheld: frozenset[str] = frozenset()
    """Actors whose withheld names are at hand."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did."""

    diagnostics: tuple[Diagnostic, ...]
    written: Written
    drawn: int
    """Pages drawn; the others are as the last build left them."""
    as_of: AsOf | None = None
    note: str = ""
    """What there is to say of the cache."""


def build(asked: Asked, told: Told) -> Built:
    """Build, and publish. Raises `Refused`, `Withheld`, `ConfigError` and `OSError`; then the site is as it was."""
    if asked.cache is None or asked.day is not None:
        return _Build(asked, told).build()
    try:
        with opened(asked.cache, code_digest(asked.config_file, sorted(asked.withheld))) as state:
            try:
                quick = _Build(asked, told, state)
                return quick.retell() or quick.build()
            except OtherFrames:
                return _Build(asked, told, state, anew=True).build()
    except Unusable as why:
        built = _Build(replace(asked, cache=None), told).build()
        return replace(built, note=f"the cache is not used: {why}")


class _Build:
    """One build; with a `state`, what it holds is taken, and it is brought up to date. `anew` draws everything."""

    def __init__(self, asked: Asked, told: Told, state: State | None = None, *, anew: bool = False) -> None:
        self.asked, self.told, self.state = asked, told, state
        self.settings = asked.settings
        self.now: dict[str, Stamp] = stamps(self.settings.content) if state else {}
        self.revision = revision(self.settings) if state else ""
        self.tree: mirror.Tree | None = state.fact("tree") if state and not anew else None
        self.entries: list[Entry] = []
        self.previews: dict[str, Preview] = {}
        self.addresses: list[str] = []
        self.overviews: dict[str, Any] = {}
        self.blobs: dict[str, dict[str, bytes]] = {"reads": {}, "entries": {}, "previews": {}}

    def build(self) -> Built:
        """From the content to the site."""
        asked, state = self.asked, self.state
        known = before(state, self.settings, self.now) if state else None
        checked = check(self.settings, withheld=asked.withheld, stage=self.told.stage, before=known)
        if checked.failed:
            raise Refused(checked.diagnostics)
        if asked.day:
            checked = as_of(checked, asked.day)
        names = names_needed(checked.corpus)
        since = () if checked.as_of else changes(self.settings)
        whole = Whole(checked.corpus, checked.figures, self.settings, checked.as_of, since)
        found = touched(state, whole, checked.documents, known) if state and known else None
        ids = list(checked.corpus.records)
        base = None
        if state and found and self.tree and unpickled(state.fact("common")) == whole.common:
            base = mirror.standing(self._spare, self.settings.site, self.tree)
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
                tree = mirror.tree_of(new)
            guard_folder(new, names)
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
                "overviews": self.overviews,
                "theme": theme,
                "frames": publication.digest,
                "search": kept_of(directory),
                "tree": tree,
            }
            note = self._keep(facts, {**found.blobs, **self.blobs}, found.gone)
            follow = base is not None and mirror.was_published(self._spare)
            note = note or self._mirror(tree, publication.changed, gone, follow=follow)
        return Built(
            checked.diagnostics, self._written(len(self.addresses), tree), drawn, checked.as_of, note
        )

    def retell(self) -> Built | None:
        """Build where nothing but texts has changed; None where more has."""
        state = self.state
        if not state or not self.tree or self.asked.withheld or state.fact("revision") != self.revision:
            return None
        self.told.stage("reading")
        found = retold(state, self.settings, self.now)
        if found is None:
            return None
        if any(d.severity == "error" for d in found.diagnostics):
            raise Refused(found.diagnostics)
        base = mirror.standing(self._spare, self.settings.site, self.tree)
        if base is None:
            return None
        self.told.stage("drawing pages", len(found.ids))
        draws = found.drawing()
        sheets = [draws.record(id_) for id_ in found.ids] if draws else []
        return self._retold(found, sheets, base)

    def _retold(self, found: Retold, sheets: Sequence[Sheet], base: Path) -> Built | None:
        """Publish what follows from changed texts; None where a page wants a frame that there is not."""
        state, tree = self.state, self.tree
        assert state
        assert tree is not None
        facts: dict[str, Any] = {"files": found.files, "diagnostics": kept_of(found.diagnostics)}
        publication = Publication(
            base, self.settings, self.asked.config_file, self.asked.cache, state.fact("frames")
        )
        site, gone = self.settings.site, list[str]()
        if sheets or not mirror.stands(site, tree):
            if sheets and not (publication.frame() and all(publication.fits(s.page) for s in sheets)):
                return None
            self.told.stage("indexing")
            files, directory = reindexed(state, sheets, lambda name: (base / name).read_bytes())
            facts["search"] = kept_of(directory)
            gone = [name for name, data in files.items() if data is None]
            with mirror.renewed(base, site) as new:
                publication.move(new)
                for sheet in sheets:
                    self._take(sheet, publication)
                for name, data in files.items():
                    if data is not None:
                        publication.write(name, data)
                mirror.remove(new, gone)
                tree = mirror.updated(tree, new, publication.changed, gone)
            facts["tree"] = tree
        note = self._keep(facts, {**found.blobs, **self.blobs}, ())
        if "tree" in facts and not note:
            note = self._mirror(tree, publication.changed, gone, follow=mirror.was_published(self._spare))
        pages = len(directory_of(state.fact("search")).pages)
        return Built(found.diagnostics, self._written(pages, tree), len(sheets), note=note)

    @property
    def _spare(self) -> Path:
        assert self.asked.cache
        return self.asked.cache / SPARE

    @staticmethod
    def _written(pages: int, tree: mirror.Tree) -> Written:
        return Written(pages, len(tree), sum(size for _, size in tree.values()))

    def _draw(self, whole: Whole, ids: Sequence[str], publication: Publication) -> dict[str, bytes]:
        """Draw the overviews and the pages of the records `ids`; gives the files that are made of the whole."""
        self.told.stage("drawing pages", len(ids))
        files: dict[str, bytes] = {}
        for some in drawing(whole, ids, self.asked.processes):
            files |= some.files
            for sheet in some.sheets:
                self._take(sheet, publication)
        return files

    def _take(self, sheet: Sheet, publication: Publication) -> None:
        publication.take(sheet.page, sheet.body)
        self._add(sheet.page.address, sheet.entry, sheet.preview)
        if self.state and not sheet.id:
            self.overviews[sheet.page.address] = values_of(sheet.entry)
        if self.state and sheet.id:
            for table, value in of_sheet(self.state, sheet).items():
                self.blobs[table][sheet.id] = value
        self.told.step()

    def _take_the_rest(self, whole: Whole, ids: Sequence[str]) -> None:
        """What search knows, and what is shown elsewhere, of the pages that were not drawn."""
        rest = whole.corpus.records.keys() - {*ids, FRONT, *(page.id for page in whole.corpus.pages)}
        if not rest:
            return
        assert self.state
        entries, previews = self.state.blobs("entries"), self.state.blobs("previews")
        for id_ in rest:
            address = whole.corpus.records[id_].address
            self._add(address, entry_of(entries[id_]), preview_of(previews[id_]))

    def _add(self, address: str, entry: Entry, preview: Preview | None) -> None:
        self.addresses.append(address)
        self.entries.append(entry)
        if preview:
            self.previews[address] = preview

    def _keep(
        self, facts: Mapping[str, Any], blobs: Mapping[str, Mapping[str, bytes]], gone: Sequence[str]
    ) -> str:
        """Keep the state; what is wrong where that fails."""
        assert self.state
        try:
            self.state.keep(facts, blobs, gone)
        except Unusable as why:
            return f"the cache is not kept: {why}"
        return ""

    def _mirror(self, tree: mirror.Tree, changed: Sequence[str], gone: Sequence[str], *, follow: bool) -> str:
        """Keep a second tree of what is published; what is wrong where that fails."""
        try:
            if follow:
                mirror.follow(self.settings.site, self._spare, changed, gone)
            else:
                mirror.settle(self.settings.site, self._spare, tree)
        except OSError as why:
            mirror.discard(self._spare)
            return f"the cache is not kept: {why.filename}: {why.strerror}"
        return ""
