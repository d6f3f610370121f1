"""Finds and opens content files: their kind by the folder, their id by the name, within bounds."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import TypeVar

from dossier.config import Settings
from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.foreign_paths import is_device, windows_fault
from dossier.model.checks import LONGEST_ID, id_fault, is_id
from dossier.model.markup import one_spelling
from dossier.model.parts import FOLDERS, Kind
from dossier.model.releases import RELEASES
from dossier.read.pictures import UnreadablePicture, without_metadata
from dossier.store.content import Blob, CommittedSettings
from dossier.store.file_stats import MAX_FOLDERS

T = TypeVar("T")

MAX_BYTES = 1_000_000
IMAGE_TYPES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
"""Raster images only: an SVG opened by its own address could run a script."""
UNPUBLISHED = ("retired.yml", RELEASES, "dossier.lock")
RESERVED = frozenset({"assets", "search", "previews", "releases"})
"""Folders of the site that hold its own files."""
GENERATED = RESERVED | {
    *FOLDERS.values(),
    *("api", "bibliography", "changes", "data", "explore", "left-out", "map", "network", "timeline"),
}
"""Addresses of pages and folders that the site makes itself."""
KIND_OF = {folder: kind for kind, folder in FOLDERS.items()}
MAX_IMAGE_BYTES = 10_000_000
_COPY = re.compile(
    r" ?\(| - |[.-](?:sync-)?conflict|_(?:BACKUP|BASE|LOCAL|REMOTE)_\d"
    r"|\.(?:orig|bak|backup|old|ours|theirs|base|local|remote)$"
    r"|[ _-](?:copy|kopie|copie|copia|kopya|копия|نسخة|conflict)\b| \d{1,2}$|~$",
    re.IGNORECASE,
)
"""What Dropbox, Syncthing, iCloud, OneDrive, file managers and git's merge tools add to the name of a second copy."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A content file as text."""

    path: str
    """Relative to the project, forward slashes."""
    inside: str
    """Relative to the content folder."""
    kind: Kind
    id: str
    text: str


def scan(
    settings: Settings,
    report: Report,
    take: Callable[[SourceFile], T],
    known: Container[str] = frozenset(),
) -> tuple[list[T], dict[str, bytes]]:
    """The results of `take` for each content file, in the order of paths, and the images by path within the folder.

    Files whose paths within the content folder are `known` are not opened: only their paths are returned.
    """
    files: list[T] = []
    images: dict[str, bytes] = {}
    cases: dict[str, str] = {}
    prefix = os.path.relpath(settings.content, settings.project).replace(os.sep, "/")
    for found, inside in _files(settings):
        if inside in known:
            files.append(take(SourceFile(f"{prefix}/{inside}", inside, "page", "", "")))
            continue
        at = Spot(f"{prefix}/{inside}")
        _storable(inside, at, report)
        if isinstance(found, os.DirEntry) and not _within(found, settings.content):
            report.error(
                "outside-tree",
                at,
                "this is a link, and leads to no file of the content folder",
                "put the file itself here",
            )
            continue
        if isinstance(found, os.DirEntry) and found.is_dir(follow_symlinks=False):
            report.error(
                "too-large", at, f"folders nest more than {MAX_FOLDERS} deep", "put the files higher up"
            )
            continue
        if is_image(inside):
            if inside.split("/")[0] in RESERVED:
                hint = "move it to images/, or beside the record that shows it"
                report.error("unexpected-file", at, f'"{inside}" has the address of a file of the site', hint)
                continue
            data = _bytes(found, MAX_IMAGE_BYTES, at, report)
            name = one_spelling(inside)
            twin = cases.setdefault(name.casefold(), name)
            if data is not None and twin != name:
                report.error(
                    "unexpected-file",
                    at,
                    f'"{twin}" differs from it in capitals alone',
                    "rename one of them: Windows and macOS can store only one",
                )
            elif data is not None and name in images:
                hint = "keep one of them: a browser asks for both by one address"
                report.error(
                    "unexpected-file",
                    at,
                    f'another picture is named "{name}" as well, in other code points',
                    hint,
                )
            elif data is not None:
                try:
                    images[name] = without_metadata(data)
                except UnreadablePicture as error:
                    report.error(
                        "unreadable-picture",
                        at,
                        f'"{found.name}" is no picture that can be shown: {error}',
                        error.hint,
                    )
        elif inside.lower().endswith(".md"):
            text = source(found, inside, at, report)
            if text is not None:
                files.append(take(text))
        elif inside not in UNPUBLISHED:
            report.warning(
                "unexpected-file", at, f'"{found.name}" is neither a record nor an image; it is left out'
            )
    return files, images


def _files(settings: Settings) -> Iterator[tuple[os.DirEntry[str] | Blob, str]]:
    """Every file of the content folder by sorted path, on disk or in memory."""
    if not isinstance(settings, CommittedSettings):
        yield from _walk(settings.content)
        return
    # By components, as folders are walked: "a/b" stands before "a.md".
    for blob in sorted(settings.files.values(), key=lambda blob: blob.path.split("/")):
        parts = blob.path.split("/")
        if len(parts) - 1 <= MAX_FOLDERS and not any(part.startswith(".") for part in parts):
            yield blob, blob.path


def _walk(folder: str | Path, within: str = "", depth: int = 0) -> Iterator[tuple[os.DirEntry[str], str]]:
    """Every file below `folder` by sorted path, with its path within the content folder.

    Hidden files and folders are skipped. Directory entries are used, for they know their type without a further call.
    """
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith("."):
            continue
        inside = within + entry.name
        if entry.is_dir(follow_symlinks=False) and depth < MAX_FOLDERS:
            yield from _walk(entry.path, f"{inside}/", depth + 1)
        else:
            yield entry, inside


def _storable(inside: str, at: Spot, report: Report) -> None:
    """Report folders and pictures that Windows cannot store: git could not check the dossier out there.

    Of a record's file it is the id that is checked.
    """
    folders, _, name = inside.rpartition("/")
    for part in (*folders.split("/"), name if is_image(inside) else ""):
        if fault := part and windows_fault(part):
            report.error(
                "unexpected-file", at, f'Windows cannot store the name "{part}": {fault}', "rename it"
            )


def _within(entry: os.DirEntry[str], folder: Path) -> bool:
    if not entry.is_symlink():
        return True
    try:
        target = Path(entry.path).resolve(strict=True)
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise the latter for links in a circle
        return False
    return target.is_relative_to(folder.resolve()) and target.is_file()


def _bytes(entry: os.DirEntry[str] | Blob, limit: int, at: Spot, report: Report) -> bytes | None:
    if isinstance(entry, os.DirEntry) and not entry.is_file():
        report.warning("unexpected-file", at, f'"{entry.name}" is not a regular file; it is left out')
        return None
    size = entry.size if isinstance(entry, Blob) else entry.stat().st_size
    if size > limit:
        allowed = f"{limit // 1_000_000} MB"
        report.error(
            "too-large",
            at,
            f"the file holds {size:,} bytes; {allowed} are allowed",
            "split it, or shorten it",
        )
        return None
    if isinstance(entry, Blob):
        return entry.data
    with FileIO(entry.path) as file:
        return file.readall()


def is_image(inside: str) -> bool:
    """Whether a content file is a picture, by its name."""
    return os.path.splitext(inside)[1].lower() in IMAGE_TYPES


def source_at(settings: Settings, inside: str) -> SourceFile | None:
    """The file at a path within the content folder; None if it has any fault."""
    path = settings.content / inside
    report = Report()
    with os.scandir(path.parent) as entries:
        entry = next((entry for entry in entries if entry.name == path.name), None)
    if entry is None or entry.is_symlink():
        return None
    prefix = os.path.relpath(settings.content, settings.project).replace(os.sep, "/")
    found = source(entry, inside, Spot(f"{prefix}/{inside}"), report)
    return None if len(report) else found


def source(entry: os.DirEntry[str] | Blob, inside: str, at: Spot, report: Report) -> SourceFile | None:
    """A file `inside` the content folder; None after reporting why it is no record."""
    kind, id_ = _identity(inside, at, report)
    data = _bytes(entry, MAX_BYTES, at, report)
    if data is None or kind is None:
        return None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n")
        where = Spot(at.path, lines=(line, line + 1))
        report.error(
            "not-utf8",
            where,
            f"byte 0x{data[error.start]:02x} is not UTF-8",
            "save the file in the UTF-8 encoding",
        )
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return SourceFile(at.path, inside, kind, id_, text)


def _identity(inside: str, at: Spot, report: Report) -> tuple[Kind | None, str]:
    """Kind and id of the file at `inside`. A free page's id is its path: `about/method`."""
    folder, _, rest = inside.partition("/")
    parts = inside[: -len(".md")].split("/")
    kind: Kind | None = KIND_OF.get(folder) if rest else None
    checked, id_ = (parts[-1:], parts[-1]) if kind else (parts, "/".join(parts))
    if not inside.endswith(".md"):
        name = f"{parts[-1]}.md"
        report.error("bad-id", at, "the file's ending is not in lower case", f'rename the file to "{name}"')
    for part in checked:
        if not is_id(part):
            copy = _COPY.search(part)
            if copy and is_id(part[: copy.start()]):
                hint = f'if a tool left it as a copy of "{part[: copy.start()]}.md", compare the two, and delete one'
                report.error("bad-id", at, f'"{part}" cannot be an id', hint)
                continue
            if is_device(part):
                hint = f'Windows cannot store it; rename the file, to "{part}-1.md" for example'
                report.error("bad-id", at, id_fault(part).message, hint)
                continue
            shape = "".join(c if c.isascii() and c.isalnum() else "-" for c in part.lower())
            better = "-".join(piece for piece in shape.split("-") if piece)
            if len(part) > LONGEST_ID:
                shorter = better[:LONGEST_ID].rpartition("-")[0] or better[:LONGEST_ID]
                report.error(
                    "bad-id", at, id_fault(part).message, f'rename the file, to "{shorter}.md" for example'
                )
                continue
            hint = (
                f'rename the file to "{better}.md"'
                if better
                else "name the file in lower-case letters, digits and hyphens"
            )
            report.error("bad-id", at, f'"{part}" cannot be an id', hint)
    if kind is None and rest and folder != "about":
        hint = (
            did_you_mean(folder, [*KIND_OF, "about"])
            or f"records live in {', '.join(sorted(KIND_OF))}; pages in about"
        )
        report.error("unexpected-file", at, f'no kind of record lives in "{folder}/"', hint)
        return None, id_
    if kind is None and id_ in GENERATED:
        hint = f"it is generated; move your text to about/{id_}.md"
        report.error("bad-id", at, f'the address "{id_}/" is taken by a page of the site', hint)
        return None, id_
    return kind or "page", id_
