"""Diagnostics for a terminal: place, line, caret, hint."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from dossier.diagnostics import Diagnostic, Span

WIDEST = 160
LONGEST = 400
"""Characters of a line, and of a message, that are shown."""
JOINERS = "\u200c\u200d"
"""Characters that shape letters of Persian, Kurdish and others, and control nothing."""


def report_texts(diagnostics: Iterable[Diagnostic]) -> Iterator[str]:
    """Each diagnostic as lines of text."""
    for diagnostic in diagnostics:
        at = diagnostic.at
        assert isinstance(at, Span)
        head = f"{at.path}:{at.line}:{at.column}: {diagnostic.severity}: {_short(diagnostic.message)} [{diagnostic.code}]"
        yield "\n".join(
            [safe(head), *_pointed(at), *([f"  hint: {safe(diagnostic.hint)}"] if diagnostic.hint else [])]
        )


def summed_up(diagnostics: Sequence[Diagnostic]) -> str:
    """ "2 errors, 1 warning"."""
    errors = sum(d.severity == "error" for d in diagnostics)
    warnings = len(diagnostics) - errors
    counted = [(errors, "error"), (warnings, "warning")]
    return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in counted if n or name == "error")


def _short(text: str) -> str:
    """A message with long quotations cut in the middle."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]} … {text[-LONGEST // 3 :]}"


def _pointed(at: Span) -> list[str]:
    """The line with a caret under the place; a long line is cut around it."""
    if not at.source.strip():
        return []
    begin = max(0, at.column - 1 - WIDEST // 2)
    line = safe(at.source[begin : begin + WIDEST])
    before = safe(at.source[begin : at.column - 1])
    length = max(1, min(at.length, WIDEST - len(before)))
    marked = at.source[at.column - 1 : at.column - 1 + length]
    # A line that began with the text itself could be a command to whoever reads the log: `::error::`.
    return [f"  | {line}", f"  | {' ' * _width(before)}{'^' * max(1, _width(safe(marked)))}"]


def safe(text: str) -> str:
    """A text without control characters and bidirectional overrides, which could control the terminal."""
    return "".join(
        " " if c == "\t" else c if unicodedata.category(c) not in ("Cc", "Cf", "Cs") or c in JOINERS else "�"
        for c in text
    )


def _width(text: str) -> int:
    """Columns of a terminal that a text occupies."""
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) != 0 for c in text)
