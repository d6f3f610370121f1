"""What each `dossier add` wrote, in `.cache/added.json`: files and digests, for `dossier undo`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from dossier.config import Settings
from dossier.foreign_paths import ForeignPathError, join, replace_file

NAME = "added.json"
MOST = 200
"""Entries that are kept, the latest."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One `dossier add`."""

    articles: tuple[str, ...]
    files: Mapping[str, str]
    """The SHA-256 of each file, by its path within the project, or as `captures/NAME`."""
    before: Mapping[str, str] = field(default_factory=dict)
    """The texts of files that it replaced or deleted."""


def read(settings: Settings) -> list[Entry]:
    """The entries, oldest first; none if the journal is missing or cannot be read."""
    try:
        found = json.loads(_journal(settings).read_text("utf-8"))
        return [Entry(tuple(map(str, e["articles"])), _texts(e["files"]), _texts(e["before"])) for e in found]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []


def write(settings: Settings, entries: Sequence[Entry]) -> None:
    """Replace the journal."""
    data = [
        {"articles": e.articles, "files": dict(e.files), "before": dict(e.before)} for e in entries[-MOST:]
    ]
    path = _journal(settings)
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())


def note(
    settings: Settings,
    captures: Path,
    articles: Iterable[str],
    written: Iterable[Path],
    before: Mapping[Path, str],
) -> None:
    """Add an entry for files that were written, with the texts of those that were replaced or deleted."""
    files = {_name(path, captures, settings): digest(path) for path in written}
    texts = {_name(path, captures, settings): text for path, text in before.items()}
    write(settings, [*read(settings), Entry(tuple(articles), files, texts)])


def located(name: str, settings: Settings, captures: Path) -> Path:
    """The path of a file in an entry; raises `ForeignPathError` for one that no `dossier add` writes."""
    folder, _, rest = name.partition("/")
    if folder == "captures":
        return join(captures, rest)
    path = join(settings.project, name)
    ours = [settings.project / "drafts", settings.content / "articles", settings.content / "publishers"]
    if not any(path.is_relative_to(folder_) for folder_ in ours) or path.suffix != ".md":
        raise ForeignPathError(f"{name} is none of the files that dossier add writes")
    return path


def _journal(settings: Settings) -> Path:
    return join(settings.project, f".cache/{NAME}")


def _texts(value: Mapping[str, str]) -> dict[str, str]:
    return {str(name): str(text) for name, text in value.items()}


def digest(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    return sha256(path.read_bytes()).hexdigest()


def _name(path: Path, captures: Path, settings: Settings) -> str:
    if path.parent.resolve() == captures.resolve():
        return f"captures/{path.name}"
    return path.resolve().relative_to(settings.project.resolve()).as_posix()
