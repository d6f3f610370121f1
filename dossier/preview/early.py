"""Pages that are open, drawn right after an edit, before the dossier is built."""

from __future__ import annotations

import gc
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from dossier.build.session import own_folder
from dossier.history.changelog import history
from dossier.incremental import facts
from dossier.incremental.cache import peek
from dossier.incremental.fingerprint import build_fingerprint
from dossier.leak_check import guard_files, names_needed, published_history
from dossier.model.corpus import Corpus
from dossier.model.pages import bounded
from dossier.pool import PageRenderer
from dossier.preview.live import LiveDossier
from dossier.render import FRONT
from dossier.render.context import RenderContext
from dossier.store.disk_cache import CacheFolders
from dossier.store.seal import Unusable
from dossier.store.withheld import names_at_hand
from dossier.theme import shell_cache
from dossier.theme.shells import Shells
from dossier.theme.slots import slots_of
from dossier.tracking import Recorder

SELDOM = (50_000, 20, 50)
"""Thresholds of garbage collection: at 5,000 articles a full one takes half a second."""


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

    def draw(
        self, names: Collection[str], published: Published | None, paths: Collection[Path] | None = None
    ) -> dict[str, bytes]:
        """The files of these pages, by name, and of what lies beside them, as the next build publishes them.

        `published` is what the last build used, and `paths` as in `LiveDossier.state`. Empty where that has changed, or
        anything is wrong: the build that follows reports it. A page that is not a record's, or needs another shell, is
        left out.
        """
        try:
            return self._drawn(names, published, paths) if names and published else {}
        except Exception:  # of whatever class: the build raises the same, and says so
            return {}

    def _drawn(
        self, names: Collection[str], published: Published, paths: Collection[Path] | None
    ) -> dict[str, bytes]:
        state, settings = self._live.state(paths), self._live.settings
        fingerprint = build_fingerprint(settings.project / settings.file, sorted(names_at_hand()))
        if state.broken or fingerprint != published.fingerprint:
            return {}
        if self._shells[0] != published.shells:
            folder = self._cache / "frames" / published.shells
            self._shells = published.shells, shell_cache.load(folder, files=False)
        frames = self._shells[1]
        corpus = state.corpus
        ids = _ids_of(corpus, names)
        if frames is None or not ids:
            return {}
        withheld = names_needed(corpus)
        earlier = history(settings, self._cache / "changes" / fingerprint, withheld)
        changes, _ = published_history(earlier, withheld, corpus)
        drawings = self._cache / "drawings" / fingerprint
        folders = CacheFolders(own_folder("templates"), own_folder("grounds"), drawings)
        context = RenderContext(
            corpus, state.figures, settings, None, changes, folders=folders, few_pages=True
        )
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


def _ids_of(corpus: Corpus, names: Collection[str]) -> list[str]:
    """The ids of the records whose pages have these files."""
    found = []
    for name in sorted(names):
        path = name.removesuffix("/index.html")
        for id_ in (path, path.partition("/")[2]):
            record = corpus.records.get(id_)
            if record is not None and f"{record.address}index.html" == name:
                found.append(id_)
    return found
