"""A title that is not among the names of its record."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Actor, Place, Publisher
from dossier.model.withholding import withholds


def title_not_a_name(subject: Subject, report: Report) -> None:
    """The first of an actor's, place's or publisher's `names` is the preferred one, and the page's title."""
    corpus = subject.corpus
    for record in corpus.records.values():
        if (
            isinstance(record, (Actor, Place, Publisher))
            and not withholds(record)  # what is said of it would be its name
            and record.names
            and record.names[0].name != record.title
        ):
            hint = f'write title: {record.names[0].name}, or put "{record.title}" first under names'
            report.error(
                "title-not-a-name",
                Spot(record.path, ("title",)),
                f'"{record.title}" is not the first name',
                hint,
            )
