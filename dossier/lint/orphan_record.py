"""A record to which no way leads."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Article, Finding, FreePage
from dossier.model.schema import references


def orphan_record(subject: Subject, report: Report) -> None:
    """Something has to name an actor, place, event or publisher: an article, an event, another record, a text."""
    if not subject.complete:
        return
    corpus = subject.corpus
    named = set(corpus.mentions)
    for record in corpus.records.values():
        named.update(reference.target for reference in references(record) if reference.target != record.id)
    for record in corpus.records.values():
        if not isinstance(record, (Article, Finding, FreePage)) and record.id not in named:
            hint = f"name it in an article, or link it with [[{record.id}]]"
            report.warning("orphan-record", Spot(record.path), f'nothing leads to "{record.id}"', hint)
