"""An article that was read before it was published."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article


def published_after_accessed(subject: Subject, report: Report) -> None:
    """`published` is no later than `accessed`."""
    for article in subject.corpus.of(Article):
        published, accessed = article.published.earliest, article.accessed.latest
        if published and accessed and published > accessed:
            message = f"it was published {article.published.phrase}, and read {article.accessed.phrase}, before that"
            report.error(
                "published-after-accessed",
                Spot(article.path, ("published",)),
                message,
                "correct one of the two dates",
            )
