"""An account of which nothing says what it rests on."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.inheritance import chains_of
from dossier.model.records import Article, Claim


def undeclared_origin(subject: Subject, report: Report) -> None:
    """Every account has chains of its own, or inherits them: from what its page carries, or from the article's `rests_on`
    where the claim's event is among the article's `subject`. Elsewhere its origin is unknown.
    """
    if not subject.complete:
        return
    records = subject.corpus.records
    for article in subject.corpus.of(Article):
        for number, account in enumerate(article.claims):
            claim = records.get(account.claim)
            if account.publish or not isinstance(claim, Claim) or chains_of(records, article, account):
                continue
            hint = "write rests_on: [own], [unknown] or the chain that the text shows, in this account"
            if article.rests_on and claim.event and claim.event in article.events:
                hint += f"; or subject: [{claim.event}] in the article, if that is what it is about"
            if article.rests_on and all(chain.chain == ("unknown",) for chain in article.rests_on):
                hint += "; dossier check --fix writes [unknown]"
            message = f'nothing says what the account of "{account.claim}" rests on: its origin is unknown'
            report.warning(
                "undeclared-origin", Spot(article.path, ("claims", number, "claim")), message, hint
            )
