"""A label in a place where no outlet stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.headings import headings
from dossier.model.prose import summary
from dossier.model.records import Article, FreePage, Record


def label_in_prose_heading(subject: Subject, report: Report) -> None:
    """Titles, headings and descriptions are read away from the text: no outlet's label stands in them."""
    labels = {
        label for article in subject.corpus.articles for n in article.actors.values() for label in n.called
    }
    if not labels:
        return
    any_label = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(labels)))})(?!\w)", re.IGNORECASE)
    for record in subject.corpus.records.values():
        for spot, text in _read_alone(record):
            if match := any_label.search(text):
                hint = "say it in neutral words; a label stands only beside the outlet that used it"
                report.error("label-in-prose-heading", spot, f'"{match[0]}" is an outlet\'s label', hint)


def _read_alone(record: Record) -> Iterator[tuple[Spot, str]]:
    """What of a record is shown without its surroundings. An article's title is its outlet's headline, and said to be."""
    if not isinstance(record, Article):
        yield Spot(record.path, ("title",)), record.title
    if isinstance(record, FreePage) and record.description:
        yield Spot(record.path, ("description",)), record.description
    end = record.body.line + record.body.text.count("\n") + 1
    for heading in headings(record):
        yield Spot(record.path, text=heading.title, lines=(record.body.line, end)), heading.title
    first = summary(record.body.tokens)
    yield Spot(record.path, text=first[:20], lines=(record.body.line, end)), first
