"""Digests of what a build depends on besides the content: this program, installed versions, settings, theme overrides."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from io import FileIO
from pathlib import Path

from dossier.foreign_paths import ForeignPathError
from dossier.settings_file import read_mkdocs_yml
from dossier.store.citation_style import style_bytes

PACKAGE = Path(__file__).parents[1]
"""The directory of this program."""


def build_fingerprint(config_file: Path, also: object = None) -> str:
    """A digest of the settings, this program, the theme overrides, the installed versions and the `repr` of `also`."""
    settings = read_mkdocs_yml(config_file)
    digest = hashlib.sha256()

    def add(*parts: str | bytes) -> None:
        for part in parts:
            data = part.encode() if isinstance(part, str) else part
            digest.update(str(len(data)).encode() + b":" + data)

    add(sys.version, repr(settings), repr(also))  # the order of settings matters
    add(*sorted(_distributions()))
    theme = settings.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    extra = settings.get("extra")
    style = extra.get("citation_style") if isinstance(extra, dict) else None
    with suppress(OSError, ForeignPathError):
        add(style_bytes(config_file.parent, style) if isinstance(style, str) and style else "")
    add(_program(), folder_digest(config_file.parent / str(custom)) if custom else "")
    return digest.hexdigest()[:32]


def program_digest() -> str:
    """A digest of this program and the installed versions."""
    return hashlib.sha256(repr((sys.version, _program(), sorted(_distributions()))).encode()).hexdigest()[:32]


@cache
def _program() -> str:
    """A digest of this program's files."""
    return folder_digest(PACKAGE)


def _distributions() -> Iterator[str]:
    """The installed distributions with their versions, read from directory names: nothing is imported."""
    spec = importlib.util.find_spec("mkdocs")
    if spec and spec.origin:
        for name in os.listdir(Path(spec.origin).parents[1]):
            if name.endswith((".dist-info", ".egg-info")):
                yield name


def folder_digest(folder: Path) -> str:
    """A digest over the paths and bytes of all files below a folder; a missing folder counts as empty."""
    digest = hashlib.sha256()
    begin = len(str(folder)) + 1
    for path in _files(folder):
        with FileIO(path) as file:
            data = file.readall()
        digest.update(f"{path[begin:]}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()


def _files(folder: Path) -> list[str]:
    """The paths of all files below a folder, sorted; `__pycache__` is left out."""
    paths: list[str] = []
    waiting = [str(folder)]
    while waiting:
        with suppress(FileNotFoundError), os.scandir(waiting.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    waiting += [entry.path] if entry.name != "__pycache__" else []
                elif entry.is_file():
                    paths.append(entry.path)
    return sorted(paths)
