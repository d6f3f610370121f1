"""A record whose page would say nothing."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject


def empty_body(subject: Subject, report: Report) -> None:
    """Every record has a text: a sentence at least, in the contributors' own words."""
    for record in subject.texts:
        if not record.body.text.strip():
            hint = "add a sentence or more, in your own words, below the second line of hyphens"
            report.error("empty-body", Spot(record.path), "there is no text below the front matter", hint)
