"""What the modules hand to each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SECTIONS = {
    "articles": "Sources",
    "actors": "Actors",
    "places": "Places",
    "events": "Events",
    "publishers": "Outlets",
    "claims": "Claims",
    "findings": "Findings",
}
ROOT = "/made-up/"
"""The path of `site_url`."""

Cell = list[dict[str, str]]
"""What stands in a table's cell, one after another: `{"text": …}`, or `{"to": ID}` for a link to a record."""


@dataclass(frozen=True)
class Table:
    """A table of a page, ready but for the titles of the records that it links to."""

    caption: str
    rows: list[list[Cell]]


@dataclass(frozen=True)
class Record:
    """A record as it was generated, with what the others need to know of the rest of the dossier."""

    id: str
    section: str
    title: str
    data: dict[str, Any]
    body: str
    tables: list[Table]
    back: list[str]
    """The records that refer to it."""

    @property
    def description(self) -> str:
        """The start of its body."""
        return " ".join(self.body.replace("[", "").replace("]", "").split()[:20])


@dataclass(frozen=True)
class Corpus:
    """A dossier, read."""

    records: dict[str, Record]
    home: str
    """The body of the first page."""

    def listed(self, section: str) -> list[Record]:
        """The records of a section."""
        return [record for record in self.records.values() if record.section == section]


@dataclass(frozen=True)
class Shell:
    """A page of Material's without its article: text with the slots of `shell.py`."""

    text: str
    assets: Path


@dataclass(frozen=True)
class Found:
    """A tool that is there."""

    command: list[str]
    version: str


@dataclass(frozen=True)
class Generator:
    """A site generator: how it is found, given its project, and cleaned."""

    name: str
    find: Callable[[Path], Found | None]
    """Takes the folder of the tools."""
    write: Callable[[Corpus, Shell, Path, Path], None]
    """Writes the project: from the corpus and the shell, into a folder; the last is the folder of the tools."""
    output: str = "site"
    caches: tuple[str, ...] = (".cache",)
    environment: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Run:
    """One process and its children, from start to end."""

    seconds: float
    cpu: float
    load: float
    """The load average of the last minute when it started."""
    memory: float = 0.0
    """The peak of all processes together, in bytes; 0 where it was not watched."""


def put(folder: Path, files: Mapping[str, str]) -> None:
    """Write texts into a folder, by their path in it."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
