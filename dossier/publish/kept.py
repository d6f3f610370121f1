"""Frames kept from one build to the next: drawing them takes MkDocs, whose import alone is a third of a small build.

They are kept under a digest of all they hang on. Whatever is wrong with what is kept, it is drawn anew.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from io import FileIO
from pathlib import Path

from dossier.config import read_mkdocs_yml
from dossier.model.pages import Site
from dossier.publish.frames import Frames, Shape, nav_titles
from dossier.publish.slots import Slots

PACKAGE = Path(__file__).parents[1]
"""The program itself."""
KEPT = 4
"""Sets of frames that are kept; the oldest goes first."""
_LIST = "frames.json"


def frames_of(
    config_file: Path, site: Site, slots: dict[str, Slots], into: Path, folder: Path | None, key: str
) -> Frames:
    """The frames of all pages, and the theme's own files in the directory `into`: kept ones, or drawn anew and kept.

    They are kept under `key`, their digest. A cache that cannot be read or written is passed over.
    """
    if folder is not None:
        place = folder / "frames" / key
        frames = load(place)
        if frames and all(frames.fits(page, slots[page.address]) for page in site.pages):
            shutil.copytree(place / "files", into, dirs_exist_ok=True)
            return frames
    from dossier.publish.shells import draw

    frames = draw(config_file, site, slots, into)
    if folder is not None:
        with suppress(OSError):
            keep(place, frames, into)
    return frames


def digest(config_file: Path, titles: Mapping[str, str]) -> str:
    """Of all that frames hang on: what `code_digest` tells of, and the titles, by address, that the nav shows."""
    nav = nav_titles(read_mkdocs_yml(config_file).get("nav"))
    return code_digest(config_file, [(address, titles.get(address, "")) for address in sorted(nav)])


def code_digest(config_file: Path, also: object = None) -> str:
    """Of the settings, this program, what overrides the theme, the versions at work; and of what `also` says."""
    settings = read_mkdocs_yml(config_file)
    found = hashlib.sha256()

    def add(*parts: str | bytes) -> None:
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            found.update(str(len(data)).encode() + b":" + data)

    add(sys.version, repr(settings), repr(also))  # what has an order keeps it
    add(*sorted(_distributions()))
    theme = settings.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    add(_program(), _summed(config_file.parent / str(custom)) if custom else "")
    return found.hexdigest()[:32]


@cache
def _program() -> str:
    """A digest of this program."""
    return _summed(PACKAGE)


def _distributions() -> Iterator[str]:
    """What is installed beside MkDocs, with versions, as its folders say: nothing is imported for it."""
    spec = importlib.util.find_spec("mkdocs")
    if spec and spec.origin:
        for name in os.listdir(Path(spec.origin).parents[1]):
            if name.endswith((".dist-info", ".egg-info")):
                yield name


def load(place: Path, *, files: bool = True) -> Frames | None:
    """What is kept at a place, if it is whole; without the theme's `files` where those are not wanted."""
    try:
        told = json.loads((place / _LIST).read_text("utf-8"))
        if files and _summed(place / "files") != told["files"]:
            return None
        shells = {Shape(*shape): tuple(shell) for shape, shell in told["shells"]}
        return Frames(shells, frozenset(told["in_nav"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(place: Path, frames: Frames, drawn: Path) -> None:
    """Keep frames and the theme's files, which are all there is in `drawn`; in one step, and only a few sets."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".new-") as folder:
        new = Path(folder) / "frames"
        shutil.copytree(drawn, new / "files")
        told = {
            "files": _summed(new / "files"),
            "in_nav": sorted(frames.in_nav),
            "shells": [[astuple(shape), shell] for shape, shell in frames.shells.items()],
        }
        (new / _LIST).write_text(json.dumps(told), "utf-8")
        shutil.rmtree(place, ignore_errors=True)
        os.rename(new, place)
    others = sorted(
        (p for p in place.parent.iterdir() if p != place and not p.name.startswith(".")),
        key=lambda p: p.stat().st_mtime,
    )
    for old in others[: max(0, len(others) + 1 - KEPT)]:
        shutil.rmtree(old, ignore_errors=True)


def _summed(folder: Path) -> str:
    """A digest over the files of a folder."""
    found = hashlib.sha256()
    begin = len(str(folder)) + 1
    for path in _files(folder):
        with FileIO(path) as file:
            data = file.readall()
        found.update(f"{path[begin:]}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def _files(folder: Path) -> list[str]:
    """The paths of all files below a folder, in order."""
    found: list[str] = []
    waiting = [str(folder)]
    while waiting:
        with suppress(FileNotFoundError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting += [entry.path] if entry.name != "__pycache__" else []
                elif entry.is_file():
                    found.append(entry.path)
    return sorted(found)
