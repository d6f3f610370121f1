"""Diagnostics as GitHub's workflow commands: an annotation at the line, in the pull request's list of files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.diagnostics import Diagnostic, Span
from dossier.formats.text import safe


def annotated(diagnostics: Iterable[Diagnostic], prefix: str = "") -> Iterator[str]:
    """One line each: `::error file=…,line=…,col=…,endColumn=…,title=CODE::message`.

    `prefix` is the project's folder within the repository, with a slash at its end.
    """
    for diagnostic in diagnostics:
        at = diagnostic.at
        assert isinstance(at, Span)
        values = {
            "file": prefix + at.path,
            "line": str(at.line),
            "endLine": str(at.line),
            "col": str(at.column),
            "endColumn": str(at.column + at.length),
            "title": diagnostic.code,
        }
        places = ",".join(f"{name}={_in_property(safe(value))}" for name, value in values.items())
        hint = f"\nhint: {diagnostic.hint}" if diagnostic.hint else ""
        text = "\n".join(safe(line) for line in f"{diagnostic.message}{hint}".split("\n"))
        yield f"::{diagnostic.severity} {places}::{_in_message(text)}"


def _in_message(text: str) -> str:
    """Escape as GitHub's runner unescapes: per cent first."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _in_property(text: str) -> str:
    return _in_message(text).replace(":", "%3A").replace(",", "%2C")
