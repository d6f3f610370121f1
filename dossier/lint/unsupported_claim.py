"""A claim that no source makes."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject


def unsupported_claim(subject: Subject, report: Report) -> None:
    """Every claim has an article that asserts or reports it."""
    if not subject.complete:
        return
    for id_, figures in subject.figures.claims.items():
        if not figures.articles:
            hint = f"add an account to an article: claims: - claim: {id_}, stance: asserts or reports"
            report.error(
                "unsupported-claim",
                Spot(subject.corpus.records[id_].path),
                f'no source supports "{id_}"',
                hint,
            )
