"""Two articles with one text, of which neither says whose it is."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article


def same_text(subject: Subject, report: Report) -> None:
    """Articles that share most of their text say which carries which. Until they do, they count as one origin at most."""
    records = subject.corpus.records
    for pair in subject.figures.same_texts:
        articles = [records[id_] for id_ in (pair.one, pair.other)]
        assert all(isinstance(article, Article) for article in articles)
        first, later = sorted(articles, key=lambda a: (a.published.sort_key, a.id))  # type: ignore[attr-defined]
        message = (
            f'{pair.share:.0%} of the shorter text stands in "{first.id}", too, and neither says whose it is: '
            "they count as one origin at most"
        )
        hint = (
            f'write carries: {{chain: {first.id}, because: "the same text"}}, here or the other way round, and no rests_on '
            "in the accounts that stand in that text; or name the agency in both"
        )
        report.warning("same-text", Spot(later.path, ("title",)), message, hint)
