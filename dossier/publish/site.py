"""`dossier build`: the site in a new directory, then in the place of the old one, in one step."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dossier.config import Settings
from dossier.model.pages import Site
from dossier.publish.guard import Names, guard_folder
from dossier.publish.pages import slots_of
from dossier.publish.shells import draw, fill
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
    step: Callable[[], None] = lambda: None,
    names: Names | None = None,
) -> Written:
    """Write the site; `step` is called once a page. On an exception the old site stays as it was.

    `names` are spellings of withheld names, by actor: one in the output raises `Withheld`.
    """
    slots = {
        page.address: slots_of(page, settings.name, settings.url, settings.edit_base) for page in site.pages
    }
    with replacing(settings.site) as new:
        shells = draw(config_file, site, slots, new)
        for page in site.pages:
            _write(new, page.file, fill(shells[page.address], slots[page.address]).encode())
            step()
        for name, data in site.files.items():
            _write(new, name, data)
        guard_folder(new, names or {})
        written = [entry.stat().st_size for entry in new.rglob("*") if entry.is_file()]
    return Written(len(site.pages), len(written), sum(written))


def _write(folder: Path, name: str, data: bytes) -> None:
    path = folder / name
    # Addresses are checked where they are read; nothing is written outside the site all the same.
    if not Path(os.path.normpath(path)).is_relative_to(folder):
        raise ValueError(f"{name} leads out of the site")
    os.makedirs(path.parent, exist_ok=True)
    path.write_bytes(data)
