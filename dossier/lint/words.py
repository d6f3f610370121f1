"""The words that rules search bodies for: names of records, and labels that outlets used."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.model.corpus import Corpus

WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """Plain values, which are stored from one build to the next."""

    names: Mapping[str, list[tuple[str, str]]] = field(default_factory=dict)
    """Names of actors and places by their first word, longest first, each with its record's id."""
    labels: tuple[str, ...] = ()
    """Labels that outlets have used for actors, longest first."""


def words_of(corpus: Corpus) -> Words:
    """The words of a dossier."""
    labels = {label for article in corpus.articles for n in article.actors.values() for label in n.called}
    return Words(_names(corpus), tuple(sorted(labels, key=lambda label: (-len(label), label))))


def _names(corpus: Corpus) -> dict[str, list[tuple[str, str]]]:
    """The names of records by first word, without those that two records share."""
    owners: dict[str, set[str]] = {}
    for record in [*corpus.actors, *corpus.places]:
        for name in corpus.aliases[record.id]:
            if len(name) > 2:
                owners.setdefault(name, set()).add(record.id)
    by_word: dict[str, list[tuple[str, str]]] = {}
    for name, ids in owners.items():
        first = WORD.search(name)
        if len(ids) == 1 and first:
            by_word.setdefault(first[0], []).append((name, next(iter(ids))))
    return {word: sorted(found, key=lambda pair: (-len(pair[0]), pair)) for word, found in by_word.items()}
