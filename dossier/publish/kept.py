"""Frames cached from one build to the next: drawing them takes MkDocs, whose import alone is a third of a small build.

They are cached under a digest of all they depend on. The list of shells, which holds the policy of every page, is
authenticated, and holds a digest of the theme's files.
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
from typing import Any

from dossier.config import read_mkdocs_yml
from dossier.model.pages import Site
from dossier.publish.frames import Frames, Shape, nav_titles
from dossier.publish.slots import Slots
from dossier.store import seal
from dossier.store.state import Unusable

PACKAGE = Path(__file__).parents[1]
"""The program itself."""
KEPT = 4
"""Sets of frames that are kept; the oldest goes first."""
_LIST = "frames.json"


def frames_of(
    config_file: Path, site: Site, slots: dict[str, Slots], into: Path, folder: Path | None, key: str
) -> Frames:
    """The frames of all pages, and the theme's own files in the directory `into`: kept ones, or drawn anew and kept.

    They are kept under `key`, their digest. A cache that cannot be written is passed over; one that is damaged raises
    `Unusable`.
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
        with suppress(OSError, seal.NoKey):
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
    add(_program(), folder_digest(config_file.parent / str(custom)) if custom else "")
    return found.hexdigest()[:32]


def program_digest() -> str:
    """Of this program, and of the versions at work."""
    return hashlib.sha256(repr((sys.version, _program(), sorted(_distributions()))).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """A digest of this program."""
    return folder_digest(PACKAGE)


def _distributions() -> Iterator[str]:
    """What is installed beside MkDocs, with versions, as its folders say: nothing is imported for it."""
    spec = importlib.util.find_spec("mkdocs")
    if spec and spec.origin:
        for name in os.listdir(Path(spec.origin).parents[1]):
            if name.endswith((".dist-info", ".egg-info")):
                yield name


def load(place: Path, *, files: bool = True) -> Frames | None:
    """What is cached at a place, None where nothing is; without the theme's `files` where those are not wanted.

    Raises `Unusable` where it is not what was written there.
    """
    try:
        data = (place / _LIST).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Unusable(f"{_LIST}: {error.strerror}") from None
    try:
        told = json.loads(seal.opened(f"frames/{place.name}", data))
    except (seal.NotSealed, seal.NoKey):
        raise Unusable(f"{_LIST} is damaged, or was made with another key") from None
    if files and folder_digest(place / "files") != told["files"]:
        raise Unusable("the theme's files in it are damaged")
    return frames_from(told)


def plain_frames(frames: Frames) -> dict[str, Any]:
    """Frames as lists and texts."""
    shells = [[list(astuple(shape)), list(shell)] for shape, shell in frames.shells.items()]
    return {"in_nav": sorted(frames.in_nav), "shells": shells}


def frames_from(plain: Mapping[str, Any]) -> Frames:
    """The frames that `plain_frames` was given."""
    shells = {Shape(*shape): tuple(shell) for shape, shell in plain["shells"]}
    return Frames(shells, frozenset(plain["in_nav"]))


def keep(place: Path, frames: Frames, drawn: Path) -> None:
    """Keep frames and the theme's files, which are all there is in `drawn`; in one step, and only a few sets."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=place.parent, prefix=".new-") as folder:
        new = Path(folder) / "frames"
        shutil.copytree(drawn, new / "files")
        told = {"files": folder_digest(new / "files"), **plain_frames(frames)}
        (new / _LIST).write_bytes(seal.sealed(f"frames/{place.name}", json.dumps(told).encode()))
        shutil.rmtree(place, ignore_errors=True)
        os.rename(new, place)
    others = sorted(
        (p for p in place.parent.iterdir() if p != place and not p.name.startswith(".")),
        key=lambda p: p.stat().st_mtime,
    )
    for old in others[: max(0, len(others) + 1 - KEPT)]:
        shutil.rmtree(old, ignore_errors=True)


def folder_digest(folder: Path) -> str:
    """A digest over the files of a folder; of one that is not there, that of nothing."""
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
