"""A label in a place where no outlet stands beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.lint.words import WORD
from dossier.model.headings import headings
from dossier.model.prose import summary
from dossier.model.records import Actor, Article, FreePage, Record


def label_in_prose_heading(subject: Subject, report: Report) -> None:
    """Titles, roles, headings and first sentences are read away from the text: no outlet's label stands in them.

    An article's title is its outlet's headline, and said to be.
    """
    if not subject.words.labels:
        return
    any_label = _Labels(subject.words.labels)
    titles = subject.corpus.titles
    for record in subject.texts if subject.labelled is None else subject.labelled:
        if not isinstance(record, Article):
            _report(record, ("title",), any_label.search(record.title), report)
        if isinstance(record, FreePage) and record.description:
            _report(record, ("description",), any_label.search(record.description), report)
        for index, role in enumerate(record.roles if isinstance(record, Actor) else ()):
            _report(record, ("roles", index, "as"), any_label.search(role.as_), report)
        body = record.body
        for heading in headings(body):
            if match := any_label.search(heading.title):
                line = body.line + heading.line
                _tell(Spot(record.path, text=match[0], lines=(line, line + 2)), match[0], report)
        if match := any_label.search(summary(body.blocks, titles)):
            end = body.line + body.text.count("\n") + 1
            _tell(Spot(record.path, text=match[0], lines=(body.line, end)), match[0], report)


class _Labels:
    """Finds labels in a text as whole words, in any case; one pattern of thousands of them would be slow."""

    def __init__(self, labels: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for label in labels:
            if word := WORD.search(label):
                self._by_word.setdefault(word[0].lower(), []).append(label)
        self._patterns: dict[str, re.Pattern[str]] = {}

    def search(self, text: str) -> re.Match[str] | None:
        """The first of those that begin with a word of the text."""
        words = [word.lower() for word in WORD.findall(text)]
        if self._by_word.keys().isdisjoint(words):
            return None
        for word in words:
            if word in self._by_word and (match := self._pattern(word).search(text)):
                return match
        return None

    def _pattern(self, word: str) -> re.Pattern[str]:
        if word not in self._patterns:
            any_of = "|".join(map(re.escape, self._by_word[word]))
            self._patterns[word] = re.compile(rf"(?<!\w)(?:{any_of})(?!\w)", re.IGNORECASE)
        return self._patterns[word]


def _report(record: Record, keys: tuple[str | int, ...], match: re.Match[str] | None, report: Report) -> None:
    if match:
        _tell(Spot(record.path, keys, inner=match[0]), match[0], report)


def _tell(spot: Spot, label: str, report: Report) -> None:
    hint = "say it in neutral words; a label stands only beside the outlet that used it"
    report.error("label-in-prose-heading", spot, f'"{label}" is an outlet\'s label', hint)
