"""One page entered twice."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.addresses import comparable
from dossier.model.records import Article


def duplicate_url(subject: Subject, report: Report) -> None:
    """Every article has an address of its own: a page that is entered twice would count as two sources."""
    first: dict[str, Article] = {}
    for article in subject.corpus.of(Article):
        for key in ("url", "archived"):
            address = getattr(article, key)
            if not address:
                continue
            other = first.setdefault(comparable(address), article)
            if other is not article:
                message = f'the article "{other.id}" has this address already'
                hint = (
                    "delete one of the two; what the other says of more claims goes into the one that stays"
                )
                report.error("duplicate-url", Spot(article.path, (key,)), message, hint)
