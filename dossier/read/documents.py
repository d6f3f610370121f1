"""The stage: every file of the content folder as a `Document`, with its record where it could be read."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.config import Settings
from dossier.diagnostics import Report, Span
from dossier.model.parts import Body, Kind
from dossier.model.records import Record
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
    body: Body
    """The text below the front matter; empty where no front matter was found."""
    record: Record | None
    """None where the front matter has errors; the id is known all the same, and the text is checked."""


def read(settings: Settings, report: Report) -> tuple[list[Document], dict[str, bytes]]:
    """All documents in the order of their paths, and the images of the content folder."""
    files, images = scan(settings, report)
    return [_document(file, report) for file in files], images


def _document(file: SourceFile, report: Report) -> Document:
    body = Body()
    record = None
    try:
        front, text, line = split(file.text)
        tokens, unused = tokens_of(text)
        body = Body(text, line, tokens, unused)
        record = validate(file.kind, file.id, file.path, load(front, file.path, report), body, report)
    except FrontMatterError as error:
        lines = file.text.split("\n")
        source = lines[error.line] if error.line < len(lines) else ""
        at = Span(file.path, error.line + 1, error.column + 1, 1, source)
        report.error(error.code, at, error.message, error.hint)
    return Document(file.path, file.inside, file.kind, file.id, file.text, body, record)
