"""Words put into the mouth of somebody whom the article does not name."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Actor, Article, Claim


def speaker_not_named(subject: Subject, report: Report) -> None:
    """Whoever an account says is speaking, by `by` or as the claim's speaker, is listed under the article's `actors`."""
    records = subject.corpus.records
    for article in subject.corpus.of(Article):
        for number, account in enumerate(article.claims):
            if account.publish:
                continue
            claim = records.get(account.claim)
            speaker = claim.speaker if isinstance(claim, Claim) else None
            said_by, key = (account.by, "by") if account.by else (speaker, "claim")
            if (
                account.publish
                or said_by is None
                or said_by in article.actors
                or not isinstance(records.get(said_by), Actor)
            ):
                continue
            message = f'"{said_by}" is given as the speaker, and is not among the article\'s actors'
            hint = f"list {said_by} under actors with the names that the page prints"
            if account.by and speaker and speaker != said_by:
                message += f'; the claim\'s speaker is "{speaker}"'
                hint += ", or correct by:"
            report.warning("speaker-not-named", Spot(article.path, ("claims", number, key)), message, hint)
