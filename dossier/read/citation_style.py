"""Checks the CSL style that `mkdocs.yml` names for notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dossier.cite.reference import Reference
from dossier.config import Settings
from dossier.diagnostics import Report, Span
from dossier.foreign_paths import ForeignPathError
from dossier.model.dates import Window
from dossier.read.settings import place_of
from dossier.store.citation_style import style_bytes

if TYPE_CHECKING:
    from dossier.cite.csl_style import CslStyle

CODE = "bad-citation-style"
_TRIAL = Reference(
    id="trial",
    title="Ferry “late” again",
    publisher="The Harbour Post",
    published=Window.parse("2031-02-03"),
    accessed=Window.parse("2031-02-04"),
    language="en",
    url="https://harbour-post.example/ferry",
    authors=("Ida Moor",),
)
"""A source that a style has to make something of."""


def check_citation_style(settings: Settings, report: Report) -> None:
    """Report a style that is not there, is none, or makes nothing of a source; and pandoc, where it is missing."""
    name = settings.citation_style
    if not name:
        return
    # Imported late: few dossiers have one.
    from dossier.cite.csl_style import StyleFault, read_style
    from dossier.cite.pandoc import program

    at = place_of(settings, ("extra", "citation_style"))
    try:
        data = style_bytes(settings.project, name)
    except ForeignPathError as error:
        report.error(CODE, at, str(error), "name a file of the project: citation_style: styles/house.csl")
        return
    except OSError as error:
        message = f'"{name[:200]}": {error.strerror}'
        report.error(CODE, at, message, "name a file of the project, by its path from mkdocs.yml")
        return
    try:
        style = read_style(data)
    except StyleFault as fault:
        lines = data.decode("utf-8", "replace").splitlines()
        source = lines[fault.line - 1][:300] if fault.line <= len(lines) else ""
        report.error(CODE, Span(name, fault.line, fault.column, 1, source), fault.message, fault.hint)
        return
    if program() is None:
        hint = (
            'install it: pip install "dossier[csl]"; or take the line out, and notes are in the Chicago style'
        )
        report.error(CODE, at, "notes in a style of yours are set by pandoc, which is not installed", hint)
        return
    if fault_ := _unable(style):
        report.error(CODE, at, fault_, "take another style, or mend this one")


def _unable(style: CslStyle) -> str:
    """What keeps pandoc from setting a source in a style; empty if nothing does."""
    from dossier.cite.pandoc import CannotSet, set_in

    try:
        (cited,) = set_in(style, [(_TRIAL, "")])
    except CannotSet as error:
        return str(error)
    if not cited.first or not cited.later or not cited.entry:
        return "this style makes nothing of a newspaper's article"
    return ""
