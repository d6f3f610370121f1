"""What each `dossier add` wrote, in `captures/added.json`: files and digests, for `dossier undo`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from dossier.config import Settings
from dossier.foreign_paths import join, replace_file

NAME = "added.json"
MOST = 200
"""Entries that are kept, the latest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One `dossier add`."""

    articles: tuple[str, ...]
    files: Mapping[str, str]
    """The SHA-256 of each file, by its path within the project, or as `captures/NAME`."""


def read(captures: Path) -> list[Entry]:
    """The entries, oldest first; none if the journal is missing or cannot be read."""
    try:
        found = json.loads((captures / NAME).read_text("utf-8"))
        return [
            Entry(tuple(map(str, e["articles"])), {str(k): str(v) for k, v in e["files"].items()})
            for e in found
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def write(captures: Path, entries: Sequence[Entry]) -> None:
    """Replace the journal."""
    data = [{"articles": list(entry.articles), "files": dict(entry.files)} for entry in entries[-MOST:]]
    captures.mkdir(parents=True, exist_ok=True)
    replace_file(join(captures, NAME), (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def note(captures: Path, settings: Settings, articles: Iterable[str], written: Iterable[Path]) -> None:
    """Add an entry for files that were written."""
    files = {_name(path, captures, settings): digest(path) for path in written}
    write(captures, [*read(captures), Entry(tuple(articles), files)])


def paths(entry: Entry, settings: Settings, captures: Path) -> dict[Path, str]:
    """The files of an entry with their digests; raises `ForeignPathError` for a name that leads out."""
    found = {}
    for name, digest_ in entry.files.items():
        folder, _, rest = name.partition("/")
        found[join(captures, rest) if folder == "captures" else join(settings.project, name)] = digest_
    return found


def digest(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _name(path: Path, captures: Path, settings: Settings) -> str:
    if path.parent.resolve() == captures.resolve():
        return f"captures/{path.name}"
    return path.resolve().relative_to(settings.project.resolve()).as_posix()
