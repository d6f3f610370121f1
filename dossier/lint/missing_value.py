"""An account that differs and does not say what it gives instead."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject


def missing_value(subject: Subject, report: Report) -> None:
    """An account that `differs` gives its `value`; another translation of the same words is no difference."""
    for article in subject.corpus.articles:
        for number, account in enumerate(article.claims):
            if account.stance == "differs" and not account.value:
                spot = Spot(article.path, ("claims", number, "stance"))
                hint = "write value: and what it gives instead"
                report.error("missing-value", spot, f'"{account.claim}" differs, and no value says how', hint)
