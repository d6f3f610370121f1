"""Joins the pages of a site with their shells, and writes them."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.config import Settings
from dossier.foreign_paths import replace_file
from dossier.incremental.snapshot import Snapshot
from dossier.model.pages import Heading, Page, Site, bounded
from dossier.model.parts import FOLDERS
from dossier.output.files import TreeWriter, WrittenStat
from dossier.output.page_writer import PageWriter
from dossier.store.file_stats import Tree, stat_tree
from dossier.store.values import pack
from dossier.theme.shell_cache import digest, dump_shells, load, shells_of
from dossier.theme.shells import Shells
from dossier.theme.slots import Slots, slots_of


class ShellsChanged(Exception):
    """Pages that are left in place need other shells, so that all pages have to be rendered."""


class SiteWriter:
    """Writes a site into a directory, each page as soon as there is a shell for it.

    Shells are cached in the directory `cache`. If `shells_in_place` is given, the directory already holds pages, in the
    shells with that digest; they are left in place, and `ShellsChanged` is raised if the shells would now be others. Each
    file is also hard-linked below `shadow_folder`. Shells are passed to other processes in the file `shells_file`.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        config_file: Path,
        cache: Path | None,
        shells_in_place: str = "",
        pages_in_place: Sequence[Page] = (),
        shadow_folder: Path | None = None,
        shells_file: Path | None = None,
    ) -> None:
        """`pages_in_place` are pages of aggregates that are left in place and will not be handed over."""
        self._folder, self.settings, self._config_file = folder, settings, config_file
        self._cache, self._shells_in_place, self._shells_file = cache, shells_in_place, shells_file
        self.writing = TreeWriter(folder, in_place=bool(shells_in_place), shadow_folder=shadow_folder)
        self._frames: Shells | None = None
        self._seen: list[Page] = list(pages_in_place)
        self._waiting: list[tuple[Page, Slots, bytes]] = []
        self.digest = ""
        """Of the shells."""
        self.theme: list[str] = []
        """The names of the theme's own files."""
        self.tree: Tree = {}
        """The files that were written, with their stats; without those that were left in place."""
        self.linked: set[str] = set()
        """Paths also hard-linked into the shadow tree."""
        self.names: list[str] = []
        """All files that were asked for, written or left in place."""
        self.changed: list[str] = []
        """Those that were written."""

    def build_shells(self) -> bool:
        """Load the cached shells of the pages that are left in place; False if there are none."""
        assert self._cache
        self._frames = load(self._cache / "frames" / self._shells_in_place, files=False)
        self.digest = self._shells_in_place
        return self._frames is not None

    def page_writer(self, snapshot: Snapshot | None) -> PageWriter:
        """A writer of pages for the processes that render them; `snapshot` encodes the rows to store."""
        assert self._shells_file
        return PageWriter(self.writing, self.settings, self._shells_file, snapshot, self._frames)

    def add_page(self, page: Page, body: bytes) -> None:
        """Write a page, at once or when its shell is built. `page` has no body: that is given in UTF-8."""
        slots = self._slots(page)
        if self._frames and self._frames.fits(page, slots):
            self._write_page(page, self._frames.page(page, slots, body))
            return
        self._waiting.append((page, slots, body))
        if self._frames is None:
            self._seen.append(page)

    def shells_ready(self) -> None:
        """Called once every nav page is known: builds the shells and flushes waiting pages."""
        if self._frames is None:
            self._frame()

    def finish(self, files: Mapping[str, bytes]) -> None:
        """Write the waiting pages and these files."""
        self.shells_ready()
        self._frame_the_rest()
        for name, data in files.items():
            self.write(name, data)

    def _slots(self, page: Page) -> Slots:
        return slots_of(page, self.settings.name, self.settings.url, self.settings.edit_base)

    def _frame(self) -> None:
        """Build shells for the pages seen so far and for one sample record a kind; records come later."""
        samples = [*self._seen, *(_record(folder) for folder in FOLDERS.values())]
        slots = {page.address: self._slots(page) for page in samples}
        site = Site(tuple(samples), {})
        self.digest = digest(self._config_file, {page.address: page.title for page in samples})
        if self._shells_in_place and self.digest != self._shells_in_place:
            raise ShellsChanged
        self._frames = self._found(site, slots)
        if self._shells_file:
            replace_file(self._shells_file, pack(dump_shells(self._frames)))
        waiting, self._waiting = self._waiting, []
        for page, slots_, body in waiting:
            if self._frames.fits(page, slots_):
                self._write_page(page, self._frames.page(page, slots_, body))
            else:
                self._waiting.append((page, slots_, body))

    def _found(self, site: Site, slots: dict[str, Slots]) -> Shells:
        if self._shells_in_place and self._cache:
            shells = load(self._cache / "frames" / self.digest, files=False)
            if shells:
                return shells
        with tempfile.TemporaryDirectory(prefix="dossier-") as elsewhere:
            into = Path(elsewhere) if self._shells_in_place else self._folder
            shells = shells_of(self._config_file, site, slots, into, self._cache, self.digest)
        if not self._shells_in_place:
            self.tree |= stat_tree(into)
            self.theme = list(self.tree)
        return shells

    def _frame_the_rest(self) -> None:
        """Build shells for waiting pages whose shape no sample has."""
        if not self._waiting:
            return
        from dossier.theme.draw_shells import draw

        site = Site((*self._seen, *(page for page, _, _ in self._waiting)), {})
        slots = {page.address: self._slots(page) for page in site.pages}
        with tempfile.TemporaryDirectory(prefix="dossier-") as elsewhere:
            shells = draw(self._config_file, site, slots, Path(elsewhere))
        for page, own, body in self._waiting:
            self._write_page(page, shells.page(page, own, body))

    def _write_page(self, page: Page, data: bytes) -> None:
        """Write a page, and the files beside it."""
        self.write(page.file, bounded(page, data))
        for name, beside in page.files_beside.items():
            self.write(name, beside)

    def read(self, name: str) -> bytes:
        """The bytes of a file in the directory; raises `OSError`."""
        return (self._folder / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write a file, unless it exists with this content."""
        self.note(name, self.writing.write(name, data))

    def note(self, name: str, written: tuple[WrittenStat, bool] | None) -> None:
        """Record a file that was asked for, here or in another process, and what `TreeWriter.write` returned."""
        self.names.append(name)
        if written:
            self.changed.append(name)
            self.tree[name], linked = written
            if linked:
                self.linked.add(name)


def _record(folder: str) -> Page:
    """A page with the shape that records of a folder most often have."""
    heading = (Heading("x", "x"),)
    return Page(f"{folder}/-/", "x", "x", "", heading, section=f"{folder}/", source=f"{folder}/x.md")
