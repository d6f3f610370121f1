"""The pages of a site, put into their frames and written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.config import Settings
from dossier.incremental import Snapshot
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
    """The frames are not those of the pages that stand."""


class SiteWriter:
    """A site on its way into a directory: each page is written as soon as there is a frame for it.

    Frames are kept in the directory `cache`, and taken from it. Where pages `stand` in the directory already, in the
    frames of that digest, they are left there, and `ShellsChanged` is raised where new ones would look otherwise.
    What is written is put below `also` as well, by hard links. Frames are `handed` to other processes in that file.
    """

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        config_file: Path,
        cache: Path | None,
        stand: str = "",
        standing: Sequence[Page] = (),
        also: Path | None = None,
        handed: Path | None = None,
    ) -> None:
        """`standing` are pages, made of many records, that stand and will not be handed over."""
        self._folder, self._settings, self._config_file = folder, settings, config_file
        self._cache, self._stand, self._also, self._handed = cache, stand, also, handed
        self.writing = TreeWriter(folder, stand=bool(stand), also=also)
        self._frames: Shells | None = None
        self._seen: list[Page] = list(standing)
        self._waiting: list[tuple[Page, Slots, bytes]] = []
        self.digest = ""
        """Of the frames."""
        self.theme: list[str] = []
        """The theme's own files."""
        self.tree: Tree = {}
        """The files that were written, but for those that stood so."""
        self.linked: set[str] = set()
        """Those that are below `also` as well."""
        self.names: list[str] = []
        """The files that were asked for, whether or not they were there."""
        self.changed: list[str] = []
        """Those that were not there, or not so."""

    def build_shells(self) -> bool:
        """Take the kept frames of the pages that stand; False where they are not there."""
        assert self._cache
        self._frames = load(self._cache / "frames" / self._stand, files=False)
        self.digest = self._stand
        return self._frames is not None

    def move(self, folder: Path) -> None:
        """The directory has another name now."""
        self._folder = folder
        self.writing = TreeWriter(folder, stand=bool(self._stand), also=self._also)

    def fits(self, page: Page) -> bool:
        """Whether there is a frame for a page."""
        return self._frames is not None and self._frames.fits(page, self._slots(page))

    def page_writer(self, kept: Snapshot | None) -> PageWriter:
        """What writes pages where they are drawn, and makes what is to be kept of them."""
        assert self._handed
        return PageWriter(self.writing, self._settings, self._handed, kept)

    def add_page(self, page: Page, body: bytes) -> None:
        """Write a page, now or when its frame is drawn. `page` has no body; it is handed over in UTF-8."""
        slots = self._slots(page)
        if self._frames and self._frames.fits(page, slots):
            self._write_page(page, self._frames.page(page, slots, body))
            return
        self._waiting.append((page, slots, body))
        if self._frames is None:
            self._seen.append(page)

    def shells_ready(self) -> None:
        """All pages were seen whose titles frames show: there are frames from now on."""
        if self._frames is None:
            self._frame()

    def finish(self, files: Mapping[str, bytes]) -> None:
        """Write what is left."""
        self.shells_ready()
        self._frame_the_rest()
        for name, data in files.items():
            self.write(name, data)

    def _slots(self, page: Page) -> Slots:
        return slots_of(page, self._settings.name, self._settings.url, self._settings.edit_base)

    def _frame(self) -> None:
        """Frames for what was seen, and for records of every kind, which come last."""
        samples = [*self._seen, *(_record(folder) for folder in FOLDERS.values())]
        slots = {page.address: self._slots(page) for page in samples}
        site = Site(tuple(samples), {})
        self.digest = digest(self._config_file, {page.address: page.title for page in samples})
        if self._stand and self.digest != self._stand:
            raise ShellsChanged
        self._frames = self._found(site, slots)
        if self._handed:
            aside = self._handed.with_suffix(".new")
            aside.write_bytes(pack(dump_shells(self._frames)))
            os.rename(aside, self._handed)
        waiting, self._waiting = self._waiting, []
        for page, slots_, body in waiting:
            if self._frames.fits(page, slots_):
                self._write_page(page, self._frames.page(page, slots_, body))
            else:
                self._waiting.append((page, slots_, body))

    def _found(self, site: Site, slots: dict[str, Slots]) -> Shells:
        if self._stand and self._cache:
            frames = load(self._cache / "frames" / self.digest, files=False)
            if frames:
                return frames
        with tempfile.TemporaryDirectory(prefix="dossier-") as elsewhere:
            into = Path(elsewhere) if self._stand else self._folder
            frames = shells_of(self._config_file, site, slots, into, self._cache, self.digest)
        if not self._stand:
            self.tree |= stat_tree(into)
            self.theme = list(self.tree)
        return frames

    def _frame_the_rest(self) -> None:
        """Pages of a shape that nobody foresaw."""
        if not self._waiting:
            return
        from dossier.theme.draw_shells import draw

        site = Site((*self._seen, *(page for page, _, _ in self._waiting)), {})
        slots = {page.address: self._slots(page) for page in site.pages}
        with tempfile.TemporaryDirectory(prefix="dossier-") as elsewhere:
            frames = draw(self._config_file, site, slots, Path(elsewhere))
        for page, own, body in self._waiting:
            self._write_page(page, frames.page(page, own, body))

    def _write_page(self, page: Page, data: bytes) -> None:
        """Write a page, and the files beside it."""
        self.write(page.file, bounded(page, data))
        for name, of in page.files_beside.items():
            self.write(name, of)

    def read(self, name: str) -> bytes:
        """A file that stands; raises `OSError`."""
        return (self._folder / name).read_bytes()

    def write(self, name: str, data: bytes) -> None:
        """Write a file, if it is not there so."""
        self.note(name, self.writing.write(name, data))

    def note(self, name: str, written: tuple[WrittenStat, bool] | None) -> None:
        """A file that was asked for, here or elsewhere, and what `TreeWriter.write` said of it."""
        self.names.append(name)
        if written:
            self.changed.append(name)
            self.tree[name], linked = written
            if linked:
                self.linked.add(name)


def _record(folder: str) -> Page:
    """A page as a record of that kind most often has it."""
    heading = (Heading("x", "x"),)
    return Page(f"{folder}/-/", "x", "x", "", heading, section=f"{folder}/", source=f"{folder}/x.md")
