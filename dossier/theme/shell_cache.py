"""Caches shells from one build to the next: building them takes MkDocs, whose import alone is a third of a small
build.

They are cached under a digest of everything they depend on. The list of shells, which holds every page's security
policy, is authenticated, and holds a digest of the theme's files.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import astuple
from pathlib import Path
from typing import Any

from dossier.incremental.fingerprint import build_fingerprint, folder_digest
from dossier.model.pages import Site
from dossier.settings_file import read_mkdocs_yml
from dossier.store import seal
from dossier.store.seal import Unusable
from dossier.theme.shells import Shape, Shells, nav_titles
from dossier.theme.slots import Slots

MAX_SETS = 4
"""Sets of shells that are cached; the oldest is removed first."""
_LIST = "frames.json"


def shells_of(
    config_file: Path, site: Site, slots: dict[str, Slots], into: Path, folder: Path | None, key: str
) -> Shells:
    """The shells of all pages, and the theme's own files in the directory `into`: from the cache, or built and
    cached.

    `key` is their digest. A cache that cannot be written is ignored; a damaged one raises `Unusable`.
    """
    if folder is not None:
        place = folder / "frames" / key
        shells = load(place)
        if shells and all(shells.fits(page, slots[page.address]) for page in site.pages):
            shutil.copytree(place / "files", into, dirs_exist_ok=True)
            return shells
    from dossier.theme.draw_shells import draw

    shells = draw(config_file, site, slots, into)
    if folder is not None:
        with suppress(OSError, seal.NoKey):
            save(place, shells, into)
    return shells


def digest(config_file: Path, titles: Mapping[str, str]) -> str:
    """A digest of everything shells depend on: the build's fingerprint, and the titles that the nav shows."""
    nav = nav_titles(read_mkdocs_yml(config_file).get("nav"))
    return build_fingerprint(config_file, [(address, titles.get(address, "")) for address in sorted(nav)])


def load(place: Path, *, files: bool = True) -> Shells | None:
    """The shells cached at `place`; None if there are none. The theme's files are checked only if `files` is true.

    Raises `Unusable` if they are not what was written there.
    """
    try:
        data = (place / _LIST).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unusable(f"{_LIST}: {error.strerror}") from None
    try:
        stored = json.loads(seal.opened(f"frames/{place.name}", data))
    except (seal.NotSealed, seal.NoKey):
        raise Unusable(f"{_LIST} is damaged, or was made with another key") from None
    if files and folder_digest(place / "files") != stored["files"]:
        raise Unusable("the theme's files in it are damaged")
    return load_shells(stored)


def dump_shells(frames: Shells) -> dict[str, Any]:
    """Shells as lists and texts."""
    shells = [[list(astuple(shape)), list(shell)] for shape, shell in frames.shells.items()]
    return {"in_nav": sorted(frames.in_nav), "shells": shells}


def load_shells(plain: Mapping[str, Any]) -> Shells:
    """The shells that `dump_shells` encoded."""
    shells = {Shape(*shape): tuple(shell) for shape, shell in plain["shells"]}
    return Shells(shells, frozenset(plain["in_nav"]))


def save(place: Path, frames: Shells, drawn: Path) -> None:
    """Cache shells and the theme's files (all of `drawn`), in one step; keep at most `MAX_SETS` sets."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".new-") as folder:
        new = Path(folder) / "frames"
        shutil.copytree(drawn, new / "files")
        stored = {"files": folder_digest(new / "files"), **dump_shells(frames)}
        (new / _LIST).write_bytes(seal.sealed(f"frames/{place.name}", json.dumps(stored).encode()))
        shutil.rmtree(place, ignore_errors=True)
        os.rename(new, place)
    others = sorted(
        (p for p in place.parent.iterdir() if p != place and not p.name.startswith(".")),
        key=lambda p: p.stat().st_mtime,
    )
    for old in others[: max(0, len(others) + 1 - MAX_SETS)]:
        shutil.rmtree(old, ignore_errors=True)
