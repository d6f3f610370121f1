"""The dossier as its files are now, in the memory of `dossier serve`: for the desk, and for pages that are open.

A page that is open is drawn from it right after an edit, to the bytes that the next build publishes; the build, which
judges the content and draws all else, follows.
"""

from __future__ import annotations

import gc
import threading
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from dossier.build.session import own_folder
from dossier.config import Settings, load
from dossier.diagnostics import Report
from dossier.evidence import assess_on_demand
from dossier.history.changelog import history
from dossier.incremental import facts
from dossier.incremental.cache import peek
from dossier.incremental.fingerprint import build_fingerprint
from dossier.leak_check import guard_files, names_needed, published_history
from dossier.link import Named, named_in
from dossier.model.differences import Snapshot
from dossier.model.pages import bounded
from dossier.pipeline import snapshot
from dossier.pool import PageRenderer
from dossier.read import Document, read_releases
from dossier.render import FRONT
from dossier.render.context import RenderContext
from dossier.settings_file import ConfigError
from dossier.store.disk_cache import CacheFolders
from dossier.store.file_stats import ALWAYS_STALE, FileStat, file_stat, file_stats
from dossier.store.seal import Unusable
from dossier.store.withheld import names_at_hand
from dossier.theme import shell_cache
from dossier.theme.shells import Shells
from dossier.theme.slots import slots_of
from dossier.tracking import Recorder

SELDOM = (50_000, 20, 50)
"""Thresholds of garbage collection: at 5,000 articles a full one takes half a second."""


class LiveDossier:
    """Reads the content again when it is asked for; what has not changed is neither read nor linked again.

    Safe to use from several threads.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._settings_stat: FileStat | None = None
        with suppress(OSError):
            self._settings_stat = file_stat(settings.project / settings.file)
        self._lock = threading.RLock()
        self._read: dict[str, tuple[FileStat, Document]] = {}
        self._named: dict[str, Named] = {}

    def state(self) -> Snapshot:
        """The dossier as its files are now."""
        with self._lock:
            self._follow_settings()
            now = file_stats(self.settings.content)
            reused = {
                inside: document
                for inside, (stat, document) in self._read.items()
                if now.get(inside) == stat != ALWAYS_STALE
            }
            state, sound = snapshot(self.settings, reused, self._known, assess_on_demand)
            self._read = {
                inside: (now.get(inside, ALWAYS_STALE), document) for inside, document in sound.items()
            }
            titles = state.corpus.titles
            self._named |= {
                id_: named_in(record, titles)
                for id_, record in state.corpus.records.items()
                if id_ not in self._named
            }
            return state

    def _known(self, documents: Sequence[Document]) -> dict[str, Named]:
        """What texts name, of those that are the same and name no record that came, went or has changed: they may show its
        title.
        """
        before = {document.id: document for _, document in self._read.values()}
        now = {document.id: document for document in documents if document.record is not None}
        changed = {id_ for id_ in before.keys() | now.keys() if before.get(id_) is not now.get(id_)}
        self._named = {
            id_: (mentions, cited)
            for id_, (mentions, cited) in self._named.items()
            if id_ not in changed and changed.isdisjoint(mentions) and changed.isdisjoint(cited)
        }
        return self._named

    def _follow_settings(self) -> None:
        """Load the settings again if their file has changed; the former ones stay where it is wrong."""
        file = self.settings.project / self.settings.file
        with suppress(ConfigError, OSError):
            stat = file_stat(file)
            if stat != self._settings_stat:
                self.settings = load(file)
                self._settings_stat, self._read = stat, {}


class Published(NamedTuple):
    """What a site was built with."""

    fingerprint: str
    """Of the program, the settings and the theme (`build_fingerprint`)."""
    shells: str
    """The digest of the shells of its pages."""


def last_published(cache: Path) -> Published | None:
    """What the last build that used this cache published with; None if there is no such cache."""
    try:
        with peek(cache) as state:
            return Published(state.get(facts.STAMP), state.get(facts.SHELLS))
    except Unusable:
        return None


class EarlyPages:
    """Draws the pages of records before the dossier is built."""

    def __init__(self, live: LiveDossier, cache: Path) -> None:
        """`cache` is the directory of the build's cache."""
        self._live, self._cache = live, cache
        self._shells: tuple[str, Shells | None] = "", None

    def prepare(self) -> None:
        """Read the content, so that the first edit does not wait for it; it is no garbage from then on.

        What is then read again is looked through for garbage more seldom than Python would.
        """
        with suppress(Exception):
            self._live.state()
        gc.collect()
        gc.freeze()
        gc.set_threshold(*SELDOM)

    def draw(self, names: Collection[str], published: Published | None) -> dict[str, bytes]:
        """The files of these pages, by name, and of what lies beside them, as the next build publishes them.

        `published` is what the last build used. Empty where that has changed, or anything is wrong: the build that
        follows reports it. A page that is not a record's, or needs another shell, is left out.
        """
        try:
            return self._drawn(names, published) if names and published else {}
        except Exception:  # of whatever class: the build raises the same, and says so
            return {}

    def _drawn(self, names: Collection[str], published: Published) -> dict[str, bytes]:
        state, settings = self._live.state(), self._live.settings
        fingerprint = build_fingerprint(settings.project / settings.file, sorted(names_at_hand()))
        if state.broken or fingerprint != published.fingerprint:
            return {}
        if self._shells[0] != published.shells:
            folder = self._cache / "frames" / published.shells
            self._shells = published.shells, shell_cache.load(folder, files=False)
        frames = self._shells[1]
        corpus = state.corpus
        ids = [id_ for id_, record in corpus.records.items() if f"{record.address}index.html" in names]
        if frames is None or not ids:
            return {}
        withheld = names_needed(corpus)
        earlier = history(settings, self._cache / "changes" / fingerprint, withheld)
        changes, _ = published_history(earlier, withheld, corpus)
        corpus = replace(corpus, releases=read_releases(settings, Report()).entries)
        drawings = self._cache / "drawings" / fingerprint
        folders = CacheFolders(own_folder("templates"), own_folder("grounds"), drawings)
        context = RenderContext(corpus, state.figures, settings, None, changes, folders=folders)
        renderer = PageRenderer(context, Recorder())
        files: dict[str, bytes] = {}
        for id_ in ids:
            if id_ == FRONT:
                continue
            drawn = renderer.render_record(id_)
            slots = slots_of(drawn.page, settings.name, settings.url, settings.edit_base)
            if frames.fits(drawn.page, slots):
                files[drawn.page.file] = bounded(drawn.page, frames.page(drawn.page, slots, drawn.body))
                files |= drawn.page.files_beside
        guard_files(files, withheld)
        return files
