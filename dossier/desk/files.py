"""A record's file at the desk: found, read as the reader takes it, and written in one step."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dossier.config import Settings
from dossier.desk.given import Refused
from dossier.diagnostics import Diagnostic, Report, Spot
from dossier.foreign_paths import join, replace_file
from dossier.model.corpus import Corpus
from dossier.model.parts import FOLDERS, Kind
from dossier.read import Document, document, locate
from dossier.read.files import MAX_BYTES, SourceFile
from dossier.read.front_edits import as_read


@dataclass(frozen=True, slots=True)
class File:
    """A record's file as it stands on disk."""

    path: Path
    text: str
    document: Document
    diagnostics: tuple[Diagnostic, ...]
    keys: Mapping[Diagnostic, tuple[str | int, ...]] = field(default_factory=dict)
    """The keys that lead to the value of which a diagnostic speaks."""

    @property
    def digest(self) -> str:
        """Of its bytes; a client says which text it has seen."""
        return hashlib.sha256(self.text.encode()).hexdigest()[:20]


def read_file(settings: Settings, corpus: Corpus, id_: str, kind: Kind) -> File:
    """The file of a record; raises `Refused`."""
    inside = corpus.files.get(id_) or ""
    inside = inside if inside.startswith(f"{FOLDERS[kind]}/") else ""
    path = join(settings.content, inside) if inside else _found(settings, id_, kind)
    try:
        if path.exists() and not path.is_file():
            raise Refused(f"{path.name} is no regular file")  # a pipe would never end
        if path.stat().st_size > MAX_BYTES:
            raise Refused(f"{path.name} is too large")
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise Refused(f"{path.name} is gone; it was moved or deleted") from None
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path.name} cannot be read: {error}") from None
    inside = path.relative_to(settings.content).as_posix()
    return read_text(path, f"{settings.content.name}/{inside}", inside, kind, id_, text)


def _found(settings: Settings, id_: str, kind: Kind) -> Path:
    for path in sorted(join(settings.content, FOLDERS[kind]).rglob("*.md")):
        if path.stem == id_ and not path.is_symlink():
            return path
    raise Refused(f'no {kind} "{id_}": its file was moved or deleted, or never was')


def write_file(path: Path, text: str) -> None:
    """Write a file in one step; raises `Refused` for one that is too large, and `OSError`."""
    data = text.encode()
    if len(data) > MAX_BYTES:
        raise Refused(f"the file would hold more than {MAX_BYTES:,} bytes")
    replace_file(path, data)


def read_text(path: Path, shown: str, inside: str, kind: Kind, id_: str, text: str) -> File:
    """A text as the reader takes it if it stands in a file, and what is wrong in it."""
    report = Report()
    plain = as_read(text)
    found = document(SourceFile(shown, inside, kind, id_, plain), report)
    where = locate({shown: plain})
    keys = {}
    for one in report:
        alone = Report()
        alone.again([one])
        if isinstance(one.at, Spot):
            keys[alone.resolved(where)[0]] = one.at.keys
    return File(path, text, found, report.resolved(where), keys)


def refuse(file: File, known: Sequence[Diagnostic] = ()) -> None:
    """Raise `Refused` with the errors of a file that are not known, if there are any."""
    wrong = [d for d in file.diagnostics if d.severity == "error" and d not in known]
    if wrong:
        said = "; ".join(f"{d.message}{d.hint and f' ({d.hint})'}" for d in wrong)
        raise Refused(said, *file.keys.get(wrong[0], ()))


def refuse_broken(file: File, text: str) -> None:
    """Raise `Refused` for a step that would leave a file which the reader takes as one that it does not take."""
    was = file.document
    if was.record is None:
        return
    now = read_text(file.path, was.path, was.inside, "article", was.id, text)
    if now.document.record is None:
        refuse(now, file.diagnostics)


def as_kind(kind: str) -> Kind:
    """A kind of record; raises `Refused` for another word."""
    if kind not in FOLDERS:
        raise Refused(f'there is no kind "{kind}"')
    return kind
