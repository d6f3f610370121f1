"""A report of somebody's word that does not say whose."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Claim


def missing_speaker(subject: Subject, report: Report) -> None:
    """An account that `reports` names in `by` who says so, unless the claim has a `speaker`."""
    for article in subject.corpus.articles:
        for number, account in enumerate(article.claims):
            claim = subject.corpus.records.get(account.claim)
            if (
                account.stance == "reports"
                and not account.by
                and isinstance(claim, Claim)
                and not claim.speaker
            ):
                hint = "write by: and the id of who says so, or the words the page uses; or stance: asserts"
                spot = Spot(article.path, ("claims", number, "stance"))
                report.error(
                    "missing-speaker", spot, f'"{account.claim}" is reported as nobody\'s word', hint
                )
