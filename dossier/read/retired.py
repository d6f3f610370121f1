"""`retired.yml`: ids once published and since withdrawn, so that their addresses go on saying why."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter, ValidationError

from dossier.config import Settings
from dossier.diagnostics import Report, Span
from dossier.model.records import Retired
from dossier.read.files import MAX_BYTES
from dossier.read.frontmatter import FrontMatterError, Keys, Mark, load_list, positions

Marks = dict[tuple[Keys, bool], Mark]
NAME = "retired.yml"


def read_retired(settings: Settings, report: Report) -> tuple[str, tuple[Retired, ...]]:
    """The file's path within the project, and its entries, in the order of their ids."""
    path = settings.content / NAME
    shown = path.relative_to(settings.project).as_posix() if path.is_relative_to(settings.project) else NAME
    if path.is_symlink() or not path.is_file():
        return shown, ()
    data = path.read_bytes()[: MAX_BYTES + 1]
    try:
        text = data.decode("utf-8-sig")
        entries = load_list(text, shown, report)
    except (FrontMatterError, UnicodeDecodeError) as error:
        line, message = (
            (error.line, error.message) if isinstance(error, FrontMatterError) else (1, "it is not UTF-8")
        )
        report.error("yaml-syntax", Span(shown, max(1, line)), message, "write a list: - id: …")
        return shown, ()
    marks = positions(text)
    lines = text.split("\n")
    found = []
    for number, entry in enumerate(entries):
        retired = _retired(entry, number, shown, marks, lines, report)
        if retired is not None:
            found.append(retired)
    return shown, tuple(sorted(found, key=lambda retired: retired.id))


def _retired(
    entry: Any, number: int, path: str, marks: Marks, lines: list[str], report: Report
) -> Retired | None:
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
            code = "missing-key" if error["type"] == "missing" else "bad-value"
            mark = marks.get(((number, *error["loc"]), False)) or marks.get(((number,), False))
            # There is no line of hyphens above this list, as there is above front matter: one line less.
            at = Span(path, mark.line, mark.column + 1, 1, lines[mark.line - 1]) if mark else Span(path)
            report.error(code, at, message, hint)
        return None
