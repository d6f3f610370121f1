"""One page entered twice."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.addresses import comparable, within
from dossier.model.records import Article


def duplicate_url(subject: Subject, report: Report) -> None:
    """Every article has an address of its own: a page that is entered twice would count as two sources. An archive's copy
    of another's page is that page.
    """
    first: dict[str, Article] = {}
    for article in subject.corpus.of(Article):
        for key in ("url", "archived"):
            address = getattr(article, key) or ""
            held = filter(None, (address, within(address)))
            others = [first.setdefault(comparable(each), article) for each in held]
            if other := next((other for other in others if other is not article), None):
                message = f'the article "{other.id}" has this address already'
                hint = (
                    "delete one of the two; what the other says of more claims goes into the one that stays"
                )
                report.error("duplicate-url", Spot(article.path, (key,)), message, hint)
