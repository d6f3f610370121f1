"""Pages that are open, drawn right after an edit, before the dossier is built."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator
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
from dossier.model.differences import Snapshot
from dossier.model.pages import bounded
from dossier.model.parts import FOLDERS
from dossier.pool import Job, PageRenderer, RenderedPage, overview_views
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
        self._last: tuple[Snapshot, Published, set[str]] | None = None

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
    ) -> Iterator[dict[str, bytes]]:
        """Yields the files of these pages, by name, and of what lies beside them, as the next build publishes them: first
        those of records, then those of each overview, which take longer.

        `published` is what the last build used, and `paths` as in `LiveDossier.state`. Nothing is yielded where that has
        changed, or anything is wrong: the build that follows reports it; nor where nothing has changed since these pages
        were drawn. A page that needs another shell is left out.
        """
        # Of whatever class: the build raises the same, and says so.
        with suppress(Exception):
            if names and published:
                yield from self._drawn(names, published, paths)

    def _drawn(
        self, names: Collection[str], published: Published, paths: Collection[Path] | None
    ) -> Iterator[dict[str, bytes]]:
        state, settings = self._live.state(paths), self._live.settings
        fingerprint = build_fingerprint(settings.project / settings.file, sorted(names_at_hand()))
        if state.broken or fingerprint != published.fingerprint:
            return
        if (
            self._last
            and self._last[0] is state
            and self._last[1] == published
            and self._last[2].issuperset(names)
        ):
            return
        if self._shells[0] != published.shells:
            folder = self._cache / "frames" / published.shells
            self._shells = published.shells, shell_cache.load(folder, files=False)
        frames = self._shells[1]
        corpus = state.corpus
        ids = _ids_of(corpus, names)
        if frames is None:
            return
        withheld = names_needed(corpus)
        earlier = history(settings, self._cache / "changes" / fingerprint, withheld)
        changes, _ = published_history(earlier, withheld, corpus)
        drawings = self._cache / "drawings" / fingerprint
        folders = CacheFolders(own_folder("templates"), own_folder("grounds"), drawings)
        context = RenderContext(
            corpus, state.figures, settings, None, changes, folders=folders, few_pages=True
        )
        renderer = PageRenderer(context, Recorder())

        def files_of(drawn: Iterable[RenderedPage]) -> dict[str, bytes]:
            files: dict[str, bytes] = {}
            for page, body in ((each.page, each.body) for each in drawn):
                slots = slots_of(page, settings.name, settings.url, settings.edit_base)
                if page.file in names and frames.fits(page, slots):
                    files[page.file] = bounded(page, frames.page(page, slots, body))
                    files |= page.files_beside
            guard_files(files, withheld)
            return files

        yield files_of(map(renderer.render_record, ids))
        others = set(names) - {f"{corpus.records[id_].address}index.html" for id_ in ids}
        for overview in _overviews_of(others):
            yield files_of(renderer.run(Job(overview=overview)).pages)
        self._last = state, published, set(names)


def _ids_of(corpus: Corpus, names: Collection[str]) -> list[str]:
    """The ids of the records whose pages have these files."""
    found = []
    for name in sorted(names):
        path = name.removesuffix("/index.html")
        for id_ in (path, path.partition("/")[2]):
            record = corpus.records.get(id_)
            if id_ != FRONT and record is not None and f"{record.address}index.html" == name:
                found.append(id_)
    return found


OVERVIEWS = {
    **{name: name for name in ("timeline", "map", "bibliography", "changes")},
    **{folder: f"index of {kind}" for kind, folder in FOLDERS.items()},
}
"""Folders of overviews that are drawn early, and their names. Others are made of files that builds alone make."""


def _overviews_of(names: Iterable[str]) -> list[str]:
    """The names of the overviews that pages with these files may be of."""
    wanted = {OVERVIEWS.get(name.partition("/")[0], "") if "/" in name else "front" for name in names}
    return [name for name in overview_views() if name in wanted]
