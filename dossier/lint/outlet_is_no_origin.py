"""An account that ends in an outlet which is no origin of the claim."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.figures import NO_ORIGIN
from dossier.model.records import Article

_, NO_OUTLET_NAMED, HAS_IT_FROM_ELSEWHERE = NO_ORIGIN
_HINTS = {
    NO_OUTLET_NAMED: "name that outlet in rests_on, or write [unknown]; if this is its own work, basis says how it knows",
    HAS_IT_FROM_ELSEWHERE: "write the id of its article, whose account is then followed, or [unknown]",
}


def outlet_is_no_origin(subject: Subject, report: Report) -> None:
    """Who has a claim from another outlet names it; an outlet that has it from elsewhere is named by its article."""
    if not subject.complete:
        return
    for figures in subject.figures.claims.values():
        for traced in figures.accounts:
            for trail in traced.trails:
                if trail.why not in _HINTS:
                    continue
                article = subject.corpus.records[traced.article]
                assert isinstance(article, Article)
                account = article.claims[traced.number]
                key = ("claims", traced.number, "rests_on" if account.rests_on else "claim")
                message = f'"{trail.end}" is no origin of "{account.claim}" here: {trail.why}'
                report.warning("outlet-is-no-origin", Spot(article.path, key), message, _HINTS[trail.why])
