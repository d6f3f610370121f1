"""A record to which no way leads."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.corpus import Corpus
from dossier.model.records import Article, Finding, FreePage, Record
from dossier.model.schema import references
from dossier.model.withholding import has_page


def may_be_orphan(record: Record) -> bool:
    """Whether something has to name a record: an article, a finding or a free page stands for itself."""
    return not isinstance(record, (Article, Finding, FreePage)) and has_page(record)


def orphans(corpus: Corpus) -> set[str]:
    """The ids of records to which no way leads."""
    alone = {r.id for r in corpus.records.values() if may_be_orphan(r)} - corpus.mentions.keys()
    for article in corpus.articles:
        alone.difference_update(article.actors, article.places, article.events, [article.publisher])
        alone.difference_update(account.claim for account in article.claims)
    # To look through everything takes longer, and seldom is anything left to look for.
    for record in corpus.records.values() if alone else ():
        alone.difference_update(r.target for r in references(record) if r.target != record.id)
    return alone


def orphan_record(subject: Subject, report: Report) -> None:
    """Something has to name an actor, place, event or publisher: an article, an event, another record, a text."""
    if not subject.complete:
        return
    alone = orphans(subject.corpus)
    for record in subject.corpus.records.values():
        if record.id in alone:
            hint = f"name it in an article, or link it with [[{record.id}]]"
            report.warning("orphan-record", Spot(record.path), f'nothing leads to "{record.id}"', hint)
