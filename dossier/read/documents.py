"""The stage: every file of the content folder as a `Document`, with its record where it could be read."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.config import Settings
from dossier.diagnostics import Report, Span
from dossier.model.records import Body, Kind, Record
from dossier.read.files import SourceFile, scan
from dossier.read.frontmatter import FrontMatterError, load, split
from dossier.read.markdown import tokens_of
from dossier.read.validate import validate


@dataclass(frozen=True, slots=True)
class Document:
    """A file of the content folder."""

    path: str
    """Relative to the project."""
    inside: str
    """Relative to the content folder."""
    kind: Kind
    id: str
    text: str
    record: Record | None
    """None where the file has errors of its own; its id is known all the same."""


def read(settings: Settings, report: Report) -> tuple[list[Document], dict[str, bytes]]:
    """All documents in the order of their paths, and the images of the content folder."""
    files, images = scan(settings, report)
    return [_document(file, report) for file in files], images


def _document(file: SourceFile, report: Report) -> Document:
    return Document(file.path, file.inside, file.kind, file.id, file.text, _record(file, report))


def _record(file: SourceFile, report: Report) -> Record | None:
    try:
        front, text, line = split(file.text)
        values = load(front, file.path, report)
    except FrontMatterError as error:
        lines = file.text.split("\n")
        source = lines[error.line] if error.line < len(lines) else ""
        report.error(
            error.code,
            Span(file.path, error.line + 1, error.column + 1, 1, source),
            error.message,
            error.hint,
        )
        return None
    body = Body(text, line, tokens_of(text))
    return validate(file.kind, file.id, file.path, values, body, report)
