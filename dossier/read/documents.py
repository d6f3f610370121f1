"""The reading stage: every file of the content folder as a `Document`, with its record if that is valid."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b

from dossier.config import Settings
from dossier.conflict_markers import HINT, MESSAGE, conflict_lines
from dossier.diagnostics import Report, Span
from dossier.model.parts import Body, Kind
from dossier.model.records import RECORDS, Record
from dossier.model.schema import is_prose_at
from dossier.read.bodies import read_body
from dossier.read.files import SourceFile, scan
from dossier.read.front_texts import check_front_texts
from dossier.read.frontmatter import FrontMatterError, load, split
from dossier.read.validate import validate
from dossier.store.bodies import PackedBody


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the content folder."""

    path: str
    """Relative to the project."""
    inside: str
    """Relative to the content folder."""
    kind: Kind
    id: str
    body: Body
    """The text below the front matter; empty if there is no front matter."""
    record: Record | None
    """None if the front matter has errors; the id is known nevertheless, and the body is checked."""
    sums: tuple[bytes, bytes] = (b"", b"")
    """Digests of the front matter, as written, and of the whole file; empty if there is no record."""


def read(
    settings: Settings, report: Report, kept: Mapping[str, Document] | None = None
) -> tuple[list[Document], dict[str, bytes]]:
    """All documents in the order of their paths, and the images of the content folder.

    `kept` are documents without diagnostics whose files have not changed, by path within the content folder: they are
    reused.
    """
    kept = kept or {}
    return scan(settings, report, lambda file: kept.get(file.inside) or document(file, report), kept)


def summed(text: bytes) -> bytes:
    """A digest of a text."""
    return blake2b(text, digest_size=16).digest()


def reread(file: SourceFile, record: Record, front: bytes) -> Document | None:
    """The document of a file whose front matter still has the digest `front`, with the values of `record`; else None."""
    if conflict_lines(file.text):
        return None
    try:
        written, text, line = split(file.text)
    except FrontMatterError:
        return None
    if summed(written.encode()) != front or record.id != file.id:
        return None
    blocks, unused = read_body(text)
    body = Body(text, line, blocks, unused)
    sums = (front, summed(file.text.encode()))
    return Document(file.path, file.inside, file.kind, file.id, body, record, sums)


def document(file: SourceFile, report: Report) -> Document:
    """Read and validate a file."""
    body = Body()
    record = None
    sums = (b"", b"")
    said = len(report)
    if markers := conflict_lines(file.text):
        lines = file.text.split("\n")
        for number in markers:
            at = Span(file.path, number + 1, 1, len(lines[number]), lines[number])
            report.error("conflict-marker", at, MESSAGE, HINT)
        return Document(file.path, file.inside, file.kind, file.id, body, None)
    try:
        front, text, line = split(file.text)
        blocks, unused = read_body(text)
        body = PackedBody(Body(text, line, blocks, unused))
        values = load(front, file.path, report, partial(is_prose_at, RECORDS[file.kind]))
        check_front_texts(file.kind, file.path, front, values, report)
        record = validate(file.kind, file.id, file.path, values, body, report)
    except FrontMatterError as error:
        lines = file.text.split("\n")
        source = lines[error.line] if error.line < len(lines) else ""
        at = Span(file.path, error.line + 1, error.column + 1, 1, source)
        report.error(error.code, at, error.message, error.hint)
    if record is not None and len(report) == said:
        sums = (summed(front.encode()), summed(file.text.encode()))
    return Document(file.path, file.inside, file.kind, file.id, body, record, sums)
