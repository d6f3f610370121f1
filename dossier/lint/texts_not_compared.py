"""Articles whose texts were compared with no other."""

from __future__ import annotations

from dossier.diagnostics import Report, Span
from dossier.lint.subject import Subject
from dossier.model.records import Article
from dossier.store.lock import NAME


def texts_not_compared(subject: Subject, report: Report) -> None:
    """Same texts are found by the signatures in the lock. Articles without one are counted, for nobody has compared them."""
    if subject.lock is None:
        return
    articles = sorted(article.id for article in subject.corpus.of(Article))
    missing = [id_ for id_ in articles if id_ not in subject.lock.signed]
    if missing and len(articles) > 1:
        shown = ", ".join(missing[:5]) + (f" and {len(missing) - 5} more" if len(missing) > 5 else "")
        report.warning(
            "texts-not-compared",
            Span(f"content/{NAME}"),
            f"the texts of {len(missing)} of {len(articles)} articles could not be compared: {shown}",
            "with their captures at hand: dossier lock",
        )
