"""`retired.yml`: ids that were published and withdrawn, whose addresses become tombstones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dossier.config import Settings
from dossier.conflict_markers import HINT, MESSAGE, conflict_lines
from dossier.diagnostics import Report, Span
from dossier.model.retired import Retired
from dossier.model.schema import is_prose_at
from dossier.read.files import MAX_BYTES
from dossier.read.frontmatter import FrontMatterError, Keys, Mark, load_list, positions
from dossier.store import content

Marks = dict[tuple[Keys, bool], Mark]
NAME = "retired.yml"


@dataclass(frozen=True, slots=True)
class RetiredFile:
    """`retired.yml`: its path within the project, its text, and its entries in the order of their ids."""

    path: str
    text: str = ""
    entries: tuple[Retired, ...] = ()


def read_retired(settings: Settings, report: Report) -> RetiredFile:
    """The file; empty if there is none. An entry with errors is reported and left out."""
    file = settings.content / NAME
    path = file.relative_to(settings.project).as_posix() if file.is_relative_to(settings.project) else NAME
    if not content.is_there(settings, NAME):
        return RetiredFile(path)
    try:
        text = content.read_bytes(settings, NAME, MAX_BYTES).decode("utf-8-sig")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if markers := conflict_lines(text):
            for number in markers:
                report.error("conflict-marker", Span(path, number + 1), MESSAGE, HINT)
            return RetiredFile(path)
        values = load_list(text, path, report, lambda keys: is_prose_at(Retired, keys[1:]))
    except (FrontMatterError, UnicodeDecodeError, content.TooLarge) as error:
        line, message = (
            (error.line, error.message) if isinstance(error, FrontMatterError) else (1, str(error))
        )
        if isinstance(error, UnicodeDecodeError):
            message = "it is not UTF-8"
        report.error("yaml-syntax", Span(path, max(1, line)), message, "write a list: - id: …")
        return RetiredFile(path)
    marks, lines = positions(text), text.split("\n")
    found = [_retired(value, number, path, marks, lines, report) for number, value in enumerate(values)]
    entries = sorted((entry for entry in found if entry is not None), key=lambda entry: entry.id)
    return RetiredFile(path, text, tuple(entries))


def _retired(
    entry: Any, number: int, path: str, marks: Marks, lines: list[str], report: Report
) -> Retired | None:
    from pydantic import TypeAdapter, ValidationError

    try:
        return TypeAdapter(Retired).validate_python(entry)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            context = error.get("ctx", {})
            key = ".".join(str(part) for part in error["loc"])
            message = f"entry {number + 1}: {key}: {context.get('message', error['msg'].lower())}"
            hint = (
                context.get("hint") or "an entry has id, kind, date, reason, and replaced_by if there is one"
            )
            code = {"missing": "missing-key"}.get(
                error["type"], error["type"] if "message" in context else "bad-value"
            )
            mark = marks.get(((number, *error["loc"]), False)) or marks.get(((number,), False))
            # There is no line of hyphens above this list, as there is above front matter: one line less.
            at = Span(path, mark.line, mark.column + 1, 1, lines[mark.line - 1]) if mark else Span(path)
            report.error(code, at, message, hint)
        return None
