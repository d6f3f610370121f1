"""A label that somebody took for a name."""

from __future__ import annotations

import re

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Actor
from dossier.model.withholding import withholds

_ARTICLE = re.compile(r"(?:the|an?)\s+[a-z]")
_LEADING = re.compile(r"(?:the|an?)\s+")
MOST_WORDS = 8


def label_as_name(subject: Subject, report: Report) -> None:
    """A name is never a label and a label never an alias: the same words do not stand under both.

    Of one actor that is an error, of two a warning: what one outlet calls somebody is hardly another's name.
    """
    labels: dict[str, set[str]] = {}
    used_for: dict[str, str] = {}
    for article in subject.corpus.articles:
        for actor, naming in article.actors.items():
            labels.setdefault(actor, set()).update(label.casefold() for label in naming.called)
            used_for |= {_bare(label): actor for label in naming.called}
    for article in subject.corpus.articles:
        for actor, naming in article.actors.items():
            if withholds(subject.corpus.records.get(actor)):
                continue  # what is said of it would be its name
            for index, name in enumerate(naming.named):
                if _ARTICLE.match(name) or len(name.split()) > MOST_WORDS:
                    spot = Spot(article.path, ("actors", actor, "named", index))
                    message, hint = f'"{name}" reads like a label, not a name', "a label goes under called"
                    report.warning("label-as-name", spot, message, hint)
                if name.casefold() in labels[actor]:
                    spot = Spot(article.path, ("actors", actor, "named", index))
                    hint = "a label goes under called, in every article that prints it"
                    report.error("label-as-name", spot, f'"{name}" stands under called elsewhere', hint)
                elif other := used_for.get(_bare(name)):
                    spot = Spot(article.path, ("actors", actor, "named", index))
                    message = f'"{name}" stands under called elsewhere, for "{other}"'
                    report.warning("label-as-name", spot, message, "a label goes under called")
    for record in subject.corpus.of(Actor):
        for index, named in enumerate(() if withholds(record) else record.names):
            if named.name.casefold() in labels.get(record.id, ()):
                spot = Spot(record.path, ("names", index))
                report.error(
                    "label-as-name", spot, f'"{named.name}" is a label that an outlet printed', "take it out"
                )


def _bare(words: str) -> str:
    """Words without case and article."""
    return _LEADING.sub("", words.casefold())
