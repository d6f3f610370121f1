"""Diagnostics as JSON of a stable shape: keys may be added; within a `version` none is removed or changes its meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence

from dossier.diagnostics import CODES, Diagnostic, Span

VERSION = 1


def listed(diagnostics: Sequence[Diagnostic], records: int) -> str:
    """`{version, records, errors, warnings, diagnostics: [{code, severity, path, line, column, …}]}`.

    Lines and columns count from 1, in characters; `rule` is the sentence behind the code.
    """
    found = []
    for diagnostic in diagnostics:
        at = diagnostic.at
        assert isinstance(at, Span)
        found.append(
            {
                "code": diagnostic.code,
                "severity": diagnostic.severity,
                "path": at.path,
                "line": at.line,
                "column": at.column,
                "length": at.length,
                "message": diagnostic.message,
                "hint": diagnostic.hint,
                "rule": CODES[diagnostic.code],
            }
        )
    errors = sum(d.severity == "error" for d in diagnostics)
    whole = {
        "version": VERSION,
        "records": records,
        "errors": errors,
        "warnings": len(diagnostics) - errors,
        "diagnostics": found,
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"
