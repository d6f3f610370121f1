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

from dossier.config import read_mkdocs_yml

PACKAGE = Path(__file__).parents[1]
"""The program itself."""


def build_fingerprint(config_file: Path, also: object = None) -> str:
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
