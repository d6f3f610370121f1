"""`dossier build`: the site in a new directory, then in the place of the old one, in one step."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dossier.config import Settings
from dossier.model.pages import Site
from dossier.publish.guard import Names, guard_folder
from dossier.publish.kept import frames_of
from dossier.publish.slots import slots_of
from dossier.publish.swap import replacing


@dataclass(frozen=True, slots=True)
class Written:
    """What was published."""

    pages: int
    files: int
    bytes: int


def publish(
    site: Site,
    settings: Settings,
    config_file: Path,
    names: Names | None = None,
    *,
    cache: Path | None = None,
    stage: Callable[[str], None] = lambda name: None,
    step: Callable[[], None] = lambda: None,
) -> Written:
    """Write the site; `stage` is told what begins, `step` is called once a page. On an exception the old site stays.

    Frames are kept in the directory `cache`, and taken from it.

    `names` are spellings of withheld names, by actor: one in the output raises `Withheld`.
    """
    slots = {
        page.address: slots_of(page, settings.name, settings.url, settings.edit_base) for page in site.pages
    }
    with replacing(settings.site) as new:
        stage("drawing frames")
        frames = frames_of(config_file, site, slots, new, cache)
        stage("writing")
        folder, made = str(new), set[str]()
        for page in site.pages:
            _write(folder, page.file, frames.page(page, slots[page.address]).encode(), made)
            step()
        for name, data in site.files.items():
            _write(folder, name, data, made)
        stage("looking it over")
        guard_folder(new, names or {})
        written = [entry.stat().st_size for entry in new.rglob("*") if entry.is_file()]
    return Written(len(site.pages), len(written), sum(written))


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
