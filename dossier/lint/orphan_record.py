"""A record to which no way leads."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article, Finding, FreePage
from dossier.model.schema import references
from dossier.model.withholding import has_page


def orphan_record(subject: Subject, report: Report) -> None:
    """Something has to name an actor, place, event or publisher: an article, an event, another record, a text."""
    if not subject.complete:
        return
    corpus = subject.corpus
    orphans = {r.id for r in corpus.records.values() if not isinstance(r, (Article, Finding, FreePage))}
    orphans = {id_ for id_ in orphans if has_page(corpus.records[id_])}
    orphans -= corpus.mentions.keys()
    for article in corpus.articles:
        orphans.difference_update(article.actors, article.places, article.events, [article.publisher])
        orphans.difference_update(account.claim for account in article.claims)
    # To look through everything takes longer, and seldom is anything left to look for.
    for record in corpus.records.values() if orphans else ():
        orphans.difference_update(r.target for r in references(record) if r.target != record.id)
    for record in corpus.records.values():
        if record.id in orphans:
            hint = f"name it in an article, or link it with [[{record.id}]]"
            report.warning("orphan-record", Spot(record.path), f'nothing leads to "{record.id}"', hint)
