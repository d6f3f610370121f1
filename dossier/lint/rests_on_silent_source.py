"""An account that rests on an article which says nothing of the claim."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article


def rests_on_silent_source(subject: Subject, report: Report) -> None:
    """Nothing is inherited from an article as a whole: without an account of the claim there, the origin is unknown."""
    if not subject.complete:
        return
    for id_, number, target in subject.figures.silent_links:
        article = subject.corpus.records[id_]
        assert isinstance(article, Article)
        claim = article.claims[number].claim
        key = (
            ("claims", number, "rests_on") if article.claims[number].rests_on else ("claims", number, "claim")
        )
        hint = f"add an account of it to {target} if its text has one; else write rests_on: [unknown] here"
        message = f'"{target}" has no account of "{claim}": the origin is unknown'
        report.warning("rests-on-silent-source", Spot(article.path, key, inner=target), message, hint)
