"""The stage: every file of the content folder as a `Document`, with its record where it could be read."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.config import Settings
from dossier.diagnostics import Report, Span
from dossier.model.parts import Body, Kind
from dossier.model.records import Record
from dossier.read.bodies import read_body
from dossier.read.files import SourceFile, scan
from dossier.read.frontmatter import FrontMatterError, load, split
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


Known = dict[str, Document]
"""Documents that were read before, by path: one whose text is the same need not be read again."""


def read(
    settings: Settings, report: Report, known: Known | None = None
) -> tuple[list[Document], dict[str, bytes]]:
    """All documents in the order of their paths, and the images of the content folder.

    `known` is brought up to date; what was said of a document is not kept, and so one with a diagnostic is read anew.
    """
    files, images = scan(settings, report)
    if known is None:
        return [_document(file, report) for file in files], images
    documents = []
    for file in files:
        before = known.get(file.path)
        if before is None or before.text != file.text:
            said = len(report)
            before = _document(file, report)
            if len(report) == said:
                known[file.path] = before
            else:
                known.pop(file.path, None)
        documents.append(before)
    return documents, images


def _document(file: SourceFile, report: Report) -> Document:
    body = Body()
    record = None
    try:
        front, text, line = split(file.text)
        blocks, unused = read_body(text)
        body = Body(text, line, blocks, unused)
        record = validate(file.kind, file.id, file.path, load(front, file.path, report), body, report)
    except FrontMatterError as error:
        lines = file.text.split("\n")
        source = lines[error.line] if error.line < len(lines) else ""
        at = Span(file.path, error.line + 1, error.column + 1, 1, source)
        report.error(error.code, at, error.message, error.hint)
    return Document(file.path, file.inside, file.kind, file.id, file.text, body, record)
