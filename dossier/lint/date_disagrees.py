"""An account that gives another day than the claim it counts for."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article, Claim


def date_disagrees(subject: Subject, report: Report) -> None:
    """An account whose `when` has no day in common with the claim's is no support of it: it differs, and says its value."""
    records = subject.corpus.records
    for article in subject.corpus.of(Article):
        for number, account in enumerate(article.claims):
            claim = records.get(account.claim)
            if account.when is None or account.stance == "differs" or not isinstance(claim, Claim):
                continue
            if claim.when is not None and not claim.when.overlaps(account.when):
                message = f"{account.when.wording} is another time than the claim's, {claim.when.wording}"
                hint = f'write stance: differs and value: "{account.when.wording}"; the claim stays as it is'
                spot = Spot(article.path, ("claims", number, "when"))
                report.error("date-disagrees", spot, message, hint)
