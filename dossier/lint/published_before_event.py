"""An article that reports what had not happened yet."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.dates import Window
from dossier.model.records import Article, Claim, Event


def published_before_event(subject: Subject, report: Report) -> None:
    """No article is published before the events that it lists, or before the time of a claim that it has an account of."""
    records = subject.corpus.records
    for article in subject.corpus.of(Article):
        early = {
            id_
            for id_ in article.events
            if isinstance(e := records.get(id_), Event) and _later(e.when, article)
        }
        for index, id_ in enumerate(article.events):
            if id_ in early:
                _tell(subject, article, ("events", index), id_, report)
        for number, account in enumerate(article.claims):
            claim = records.get(account.claim)
            if (
                isinstance(claim, Claim)
                and claim.event not in early
                and claim.when
                and _later(claim.when, article)
            ):
                _tell(subject, article, ("claims", number, "claim"), claim.id, report)


def _later(when: Window, article: Article) -> bool:
    latest = article.published.latest or article.accessed.latest
    return bool(latest and when.earliest and when.earliest > latest)


def _tell(
    subject: Subject, article: Article, keys: tuple[str | int, ...], target: str, report: Report
) -> None:
    record = subject.corpus.records[target]
    assert isinstance(record, Event | Claim)
    assert record.when
    message = f'it was published {article.published.phrase}, and "{target}" is dated {record.when.wording}'
    hint = "correct published, or the date; what is announced is a claim of its own, dated when it was said"
    report.warning("published-before-event", Spot(article.path, keys), message, hint)
