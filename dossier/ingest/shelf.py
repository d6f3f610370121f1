"""The shelf: sources that were imported and wait to be read, a file each in `drafts/`, beside the content.

Nothing on it is counted or published, and no mistake in it stops a build. `origin` in each file says which entry of which
file it came from, and has the digest of what was written: the same entry again changes nothing, and a changed one replaces
a file that nobody has edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from dossier.config import Settings
from dossier.foreign_paths import ForeignPathError, join
from dossier.ingest import Refused
from dossier.ingest.source import Found, Source
from dossier.model.addresses import comparable
from dossier.model.bylines import as_author
from dossier.read.front_edits import CannotEdit, values
from dossier.read.frontmatter import as_written

FOLDER = "drafts"
MAX_BYTES = 100_000
_ORIGIN = re.compile(r"^origin: \{.*, digest: ([0-9a-f]{16})\}\n", re.M)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A source on the shelf."""

    id: str
    path: Path
    title: str
    url: str
    archived: str
    file: str
    key: str
    """The entry that it came from, in `file`."""
    edited: bool
    """True if somebody has changed the file since it was written."""
    text: str


def waiting(settings: Settings) -> list[Waiting]:
    """What is on the shelf, by id; files that cannot be read are left out."""
    folder = join(settings.project, FOLDER)
    if folder.is_symlink() or not folder.is_dir():
        return []
    return [found for path in sorted(folder.glob("*.md")) if (found := _read(path)) is not None]


def _read(path: Path) -> Waiting | None:
    try:
        if path.is_symlink() or path.stat().st_size > MAX_BYTES:
            return None
        text = path.read_text("utf-8")
        front = values(text)
    except (OSError, UnicodeDecodeError, CannotEdit):
        return None
    origin = front.get("origin")
    origin = origin if isinstance(origin, dict) else {}
    match = _ORIGIN.search(text)
    return Waiting(
        id=path.stem,
        path=path,
        edited=match is None or match[1] != _digest(_ORIGIN.sub("", text, count=1)),
        text=text,
        file=str(origin.get("file", "")),
        key=str(origin.get("key", "")),
        **{key: str(front.get(key) or "") for key in ("title", "url", "archived")},
    )


def written(source: Source, publisher: str, file: str) -> str:
    """The file of a source on the shelf: what the entry says, and where it comes from."""
    pairs: list[tuple[str, str]] = [
        ("title", source.title.value if source.title else ""),
        ("publisher", publisher),
    ]
    for key in ("url", "archived", "published", "accessed", "language"):
        found: Found | None = getattr(source, key)
        pairs.append((key, found.value if found else ""))
    lines = [f"{key}: {as_written(value)}" for key, value in pairs if value]
    if source.authors:
        lines.append(f"authors: [{', '.join(as_written(as_author(name)) for name in source.authors)}]")
    front = "\n".join(lines)
    bare = f"---\n{front}\n---\n\nTo be read.\n"
    origin = (
        f"origin: {{file: {as_written(file)}, key: {as_written(key_of(source))}, digest: {_digest(bare)}}}\n"
    )
    return f"---\n{front}\n{origin}---\n\nTo be read.\n"


def key_of(source: Source) -> str:
    """What an entry is recognised by when its file is read again: its own key, else its address, else its title."""
    return source.key or (
        comparable(source.url.value) if source.url else source.title.value if source.title else ""
    )


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Shelved:
    """What happens to a source that goes on the shelf."""

    id: str
    path: Path
    text: str
    fate: str
    """new, changed, same, or edited: changed in its file, and by hand too."""


def shelve(sources: Sequence[tuple[Source, str, str]], file: str, settings: Settings) -> Iterator[Shelved]:
    """What to write for sources, each with its proposed id and its publisher; raises `Refused` for a name that leads out."""
    there = waiting(settings)
    by_key = {(entry.file, entry.key): entry for entry in there}
    for source, id_, publisher in sources:
        text = written(source, publisher, file)
        known = by_key.get((file, key_of(source)))
        if known is None:
            yield Shelved(id_, _path(settings, id_), text, "new")
        elif known.text == text:
            yield Shelved(known.id, known.path, text, "same")
        else:
            yield Shelved(known.id, known.path, text, "edited" if known.edited else "changed")


def other_entry(source: Source, file: str, there: Sequence[Waiting]) -> str:
    """The file of a source on the shelf that has the address of an entry of another file, or another entry; else empty."""
    wanted = comparable(source.url.value) if source.url else ""
    for entry in there:
        same = wanted and entry.url and comparable(entry.url) == wanted
        if same and (entry.file, entry.key) != (file, key_of(source)):
            return f"{FOLDER}/{entry.id}.md"
    return ""


def completing(source: Source, settings: Settings) -> Waiting | None:
    """The source on the shelf that has the address of a page that was read."""
    wanted = {comparable(found.value) for found in (source.url, source.archived) if found}
    for entry in waiting(settings):
        if wanted & {comparable(address) for address in (entry.url, entry.archived) if address}:
            return entry
    return None


def completed(source: Source, entry: Waiting) -> Source:
    """The source with what only its entry on the shelf says."""
    front: Mapping[str, object] = values(entry.text)

    def said(key: str) -> Found | None:
        value = front.get(key)
        return Found(value, f"the entry in {entry.file}") if isinstance(value, str) and value else None

    authors = front.get("authors")
    names = tuple(map(str, authors)) if isinstance(authors, list) else ()
    return replace(
        source,
        published=source.published or said("published"),
        language=source.language or said("language"),
        archived=source.archived or said("archived"),
        authors=source.authors or names,
        authors_how=source.authors_how or (f"the entry in {entry.file}" if names else ""),
    )


def _path(settings: Settings, id_: str) -> Path:
    try:
        return join(settings.project, f"{FOLDER}/{id_}.md")
    except ForeignPathError as wrong:
        raise Refused(f"{wrong}; nothing was written") from None
