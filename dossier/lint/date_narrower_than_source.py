"""A claim's date that is finer than any source gives. What gives another day is `date_disagrees`."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import Account
from dossier.model.records import Article, Claim


def date_narrower_than_source(subject: Subject, report: Report) -> None:
    """Where accounts say when it was, one of them at least is as narrow as the claim's `when`."""
    given: dict[str, list[Account]] = {}
    for article in subject.corpus.of(Article):
        for account in article.claims:
            if account.when is not None and account.stance != "differs":
                given.setdefault(account.claim, []).append(account)
    for claim in subject.corpus.of(Claim):
        if claim.when is None:
            continue
        said = [account.when for account in given.get(claim.id, ()) if account.when]
        windows = [window for window in said if claim.when.overlaps(window)]
        if not windows:
            continue
        if not any(claim.when.contains(window) for window in windows):
            narrowest = min(windows, key=lambda window: window.days)
            message = f"{claim.when.wording} is finer than its sources, which say {narrowest.wording}"
            hint = (
                f"write what the sources bear out, when: {narrowest.text}; or add the account that is finer"
            )
            report.error("date-narrower-than-source", Spot(claim.path, ("when",)), message, hint)
