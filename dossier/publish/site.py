"""`dossier build`: the site in a new directory, then in the place of the old one, in one step."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dossier.config import Settings, read_mkdocs_yml
from dossier.model.pages import Heading, Page, Site
from dossier.model.parts import FOLDERS
from dossier.publish.frames import Frames, nav_titles
from dossier.publish.guard import Names, guard_folder
from dossier.publish.kept import frames_of
from dossier.publish.slots import Slots, slots_of
from dossier.publish.swap import replacing


@dataclass(frozen=True, slots=True)
class Written:
    """What was published."""

    pages: int
    files: int
    bytes: int


class Publication:
    """A site on its way into a new directory: each page is written as soon as there is a frame for it."""

    def __init__(
        self, folder: Path, settings: Settings, config_file: Path, names: Names, cache: Path | None
    ) -> None:
        self._folder, self._settings, self._config_file = folder, settings, config_file
        self._names, self._cache = names, cache
        self._made: set[str] = set()
        self._frames: Frames | None = None
        self._seen: list[Page] = []
        self._waiting: list[tuple[Page, Slots, bytes]] = []
        # Frames show the titles of the pages in the nav: they are drawn when those are known.
        self._awaited = set(nav_titles(read_mkdocs_yml(config_file).get("nav")))
        self._pages = self._files = self._bytes = 0

    def take(self, page: Page, body: bytes) -> None:
        """Write a page, now or when its frame is drawn. `page` has no body; it is handed over in UTF-8."""
        self._pages += 1
        slots = self._slots(page)
        if self._frames and self._frames.fits(page, slots):
            self._write(page.file, self._frames.page(page, slots, body))
            return
        self._waiting.append((page, slots, body))
        if self._frames is None:
            self._seen.append(page)
            self._awaited.discard(page.address)
            if not self._awaited and _is_record(page):
                self._frame()

    def finish(self, files: Mapping[str, bytes]) -> Written:
        """Write what is left, and look the whole over; raises `Withheld`."""
        if self._frames is None:
            self._frame()
        self._frame_the_rest()
        for name, data in files.items():
            self._write(name, data)
        guard_folder(self._folder, self._names)
        return Written(self._pages, self._files, self._bytes)

    def _slots(self, page: Page) -> Slots:
        return slots_of(page, self._settings.name, self._settings.url, self._settings.edit_base)

    def _frame(self) -> None:
        """Frames for what was seen, and for records of every kind, which come last."""
        samples = [*self._seen, *(_record(folder) for folder in FOLDERS.values())]
        slots = {page.address: self._slots(page) for page in samples}
        site = Site(tuple(samples), {})
        self._frames = frames_of(self._config_file, site, slots, self._folder, self._cache)
        theme = [path.stat().st_size for path in self._folder.rglob("*") if path.is_file()]
        self._files, self._bytes = len(theme), sum(theme)
        waiting, self._waiting = self._waiting, []
        for page, slots_, body in waiting:
            if self._frames.fits(page, slots_):
                self._write(page.file, self._frames.page(page, slots_, body))
            else:
                self._waiting.append((page, slots_, body))

    def _frame_the_rest(self) -> None:
        """Pages of a shape that nobody foresaw."""
        if not self._waiting:
            return
        from dossier.publish.shells import draw

        site = Site((*self._seen, *(page for page, _, _ in self._waiting)), {})
        slots = {page.address: self._slots(page) for page in site.pages}
        with tempfile.TemporaryDirectory(prefix="dossier-") as elsewhere:
            frames = draw(self._config_file, site, slots, Path(elsewhere))
        for page, own, body in self._waiting:
            self._write(page.file, frames.page(page, own, body))

    def _write(self, name: str, data: bytes) -> None:
        _write(str(self._folder), name, data, self._made)
        self._files += 1
        self._bytes += len(data)


@contextmanager
def publishing(
    settings: Settings, config_file: Path, names: Names | None = None, cache: Path | None = None
) -> Iterator[Publication]:
    """A site that takes the place of the old one when the block ends; on an exception the old one stays.

    Frames are kept in the directory `cache`, and taken from it. `names` are spellings of withheld names, by actor.
    """
    with replacing(settings.site) as new:
        yield Publication(new, settings, config_file, names or {}, cache)


def _is_record(page: Page) -> bool:
    """Whether a page is a record's: those are drawn after all others."""
    folder, *rest = page.address.split("/")
    return folder in FOLDERS.values() and len(rest) == 2


def _record(folder: str) -> Page:
    """A page as a record of that kind most often has it."""
    heading = (Heading("x", "x"),)
    return Page(f"{folder}/-/", "x", "x", "", heading, section=f"{folder}/", source=f"{folder}/x.md")


def _write(folder: str, name: str, data: bytes, made: set[str]) -> None:
    """Write a file below `folder`; `made` are the directories that are there."""
    path = os.path.normpath(os.path.join(folder, name))
    # Addresses are checked where they are read; nothing is written outside the site all the same.
    if not path.startswith(folder + os.sep):
        raise ValueError(f"{name} leads out of the site")
    parent = os.path.dirname(path)
    if parent not in made:
        os.makedirs(parent, exist_ok=True)
        made.add(parent)
    with open(path, "wb", buffering=0) as file:  # noqa: PTH123 - thousands of them
        file.write(data)
