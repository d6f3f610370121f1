"""The lists at the top of the content folder: `retired.yml`, ids that were published and withdrawn, whose addresses become
tombstones; and `releases.yml`, states of the dossier that have a name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Generic, TypeVar

from dossier.config import Settings
from dossier.conflict_markers import HINT, MESSAGE, conflict_lines
from dossier.diagnostics import Report, Span
from dossier.model.releases import RELEASES, Release
from dossier.model.retired import Retired
from dossier.model.schema import is_prose_at
from dossier.read.files import MAX_BYTES
from dossier.read.frontmatter import FrontMatterError, Keys, Mark, load_list, positions
from dossier.store import content

Marks = dict[tuple[Keys, bool], Mark]
NAME = "retired.yml"
T = TypeVar("T", Retired, Release)


@dataclass(frozen=True, slots=True)
class ListFile(Generic[T]):
    """A list: its path within the project, its text, and its entries."""

    path: str
    text: str = ""
    entries: tuple[T, ...] = ()


def read_retired(settings: Settings, report: Report) -> ListFile[Retired]:
    """`retired.yml`, its entries in the order of their ids; empty if there is none."""
    found = _read(settings, report, NAME, Retired, "id, kind, date, reason, and said and replaced_by")
    return replace(found, entries=tuple(sorted(found.entries, key=lambda entry: entry.id)))


def read_releases(settings: Settings, report: Report) -> ListFile[Release]:
    """`releases.yml`, its entries as they stand there, the first release first; empty if there is none."""
    found = _read(settings, report, RELEASES, Release, "version, date, content, and commit and summary")
    folded = [entry.version.casefold() for entry in found.entries]
    if len(folded) > len(set(folded)):
        _tell_twins(found, report)
    return found


def _tell_twins(found: ListFile[Release], report: Report) -> None:
    """Report each release whose version an earlier one has, capitals apart: both are one folder on some systems."""
    marks, lines = positions(found.text), found.text.split("\n")
    seen: dict[str, str] = {}
    for number, entry in enumerate(load_list(found.text, found.path, Report())):
        version = entry.get("version") if isinstance(entry, dict) else None
        if not isinstance(version, str):
            continue
        first = seen.get(version.casefold())
        seen.setdefault(version.casefold(), version)
        if first is not None and (mark := marks.get(((number, "version"), False))):
            message = f'the release "{first}" is there twice'
            message += (
                "" if first == version else f', as "{version}" too: on some systems they are one folder'
            )
            report.error("duplicate-id", _span(found.path, mark, lines), message, "keep one of the two")


def _read(settings: Settings, report: Report, name: str, of: type[T], keys: str) -> ListFile[T]:
    """A list; an entry with errors is reported and left out."""
    file = settings.content / name
    path = file.relative_to(settings.project).as_posix() if file.is_relative_to(settings.project) else name
    if not content.is_there(settings, name):
        return ListFile(path)
    try:
        text = content.read_bytes(settings, name, MAX_BYTES).decode("utf-8-sig")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if markers := conflict_lines(text):
            for number in markers:
                report.error("conflict-marker", Span(path, number + 1), MESSAGE, HINT)
            return ListFile(path)
        values = load_list(text, path, report, lambda keys: is_prose_at(of, keys[1:]))
    except (FrontMatterError, UnicodeDecodeError, content.TooLarge) as error:
        line, message = (
            (error.line, error.message) if isinstance(error, FrontMatterError) else (1, str(error))
        )
        if isinstance(error, UnicodeDecodeError):
            message = "it is not UTF-8"
        hint = f"write a list: - {keys.partition(',')[0]}: …"
        report.error("yaml-syntax", Span(path, max(1, line)), message, hint)
        return ListFile(path)
    marks, lines = positions(text), text.split("\n")
    reader: Callable[[int, Any], T | None] = partial(_entry, of, keys, path, marks, lines, report)
    found = [reader(number, value) for number, value in enumerate(values)]
    return ListFile(path, text, tuple(entry for entry in found if entry is not None))


def _entry(
    of: type[T], keys: str, path: str, marks: Marks, lines: list[str], report: Report, number: int, entry: Any
) -> T | None:
    from pydantic import TypeAdapter, ValidationError

    try:
        valid: T = TypeAdapter(of).validate_python(entry)
    except ValidationError as found:
        for fault in found.errors(include_url=False):
            _tell(dict(fault), number, keys, path, marks, lines, report)
        return None
    return valid


def _tell(
    fault: dict[str, Any],
    number: int,
    keys: str,
    path: str,
    marks: Marks,
    lines: list[str],
    report: Report,
) -> None:
    """Report what is wrong with an entry."""
    context = fault.get("ctx", {})
    key = ".".join(str(part) for part in fault["loc"])
    message = f"entry {number + 1}: {key}: {context.get('message', fault['msg'].lower())}"
    hint = context.get("hint") or f"an entry has {keys} if there is one"
    kind = fault["type"]
    code = "missing-key" if kind == "missing" else kind if "message" in context else "bad-value"
    mark = marks.get(((number, *fault["loc"]), False)) or marks.get(((number,), False))
    report.error(code, _span(path, mark, lines) if mark else Span(path), message, hint)


def _span(path: str, mark: Mark, lines: list[str]) -> Span:
    """The place of a value. There is no line of hyphens above a list, as there is above front matter: one line less."""
    return Span(path, mark.line, mark.column + 1, 1, lines[mark.line - 1])
