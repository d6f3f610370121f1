"""A quotation that names a weekday which the date is not."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import Account
from dossier.model.records import Article, Claim
from dossier.model.weekdays import WEEKDAYS, weekdays_in


def weekday_mismatch(subject: Subject, report: Report) -> None:
    """A quotation that names one weekday names that of the claim's day, where the day is known beyond doubt."""
    records = subject.corpus.records
    for article in subject.corpus.of(Article):
        for number, account in enumerate(article.claims):
            claim = records.get(account.claim)
            when = account.when or (claim.when if isinstance(claim, Claim) else None)
            if when is None or not when.is_certain_day or when.earliest is None:
                continue
            day = when.earliest.weekday()
            for index, named in _named(account, article.language):
                if day not in named:
                    printed = " or ".join(WEEKDAYS[weekday] for weekday in sorted(named))
                    message = f"{when.wording} was a {WEEKDAYS[day]}, and the quotation says {printed}"
                    hint = "compare it with the source: another day is stance: differs, with its value"
                    spot = Spot(article.path, ("claims", number, "quotes", index, "text"))
                    report.warning("weekday-mismatch", spot, message, hint)


def _named(account: Account, language: str) -> list[tuple[int, frozenset[int]]]:
    found = [
        (index, weekdays_in(quote.text, quote.lang or language)) for index, quote in enumerate(account.quotes)
    ]
    return [(index, named) for index, named in found if named]
