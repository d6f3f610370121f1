"""A quotation on a page of our own that its source does not have."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import Cited
from dossier.model.records import Article


def quote_not_in_account(subject: Subject, report: Report) -> None:
    """What a page shows as a source's words on a claim is a quotation of that source's account."""
    for page in subject.corpus.pages:
        for index, cited in enumerate(page.quotes):
            _judge(subject, cited, Spot(page.path, ("quotes", index, "claim")), report)
        for number, step in enumerate(page.steps):
            for index, cited in enumerate(step.quotes):
                _judge(subject, cited, Spot(page.path, ("steps", number, "quotes", index, "claim")), report)


def _judge(subject: Subject, cited: Cited, spot: Spot, report: Report) -> None:
    article = subject.corpus.records.get(cited.source)
    if not isinstance(article, Article):
        return
    if any(account.claim == cited.claim and account.quotes for account in article.claims):
        return
    quoted = dict.fromkeys(account.claim for account in article.claims if account.quotes)
    message = f'"{cited.source}" has no quotation for the claim "{cited.claim}"'
    hint = (
        f"it has some for {', '.join(quoted)}"
        if quoted
        else "name a source that is quoted, or take the line out"
    )
    report.error("quote-not-in-account", spot, message, hint)
