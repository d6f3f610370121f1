"""Where the words that an article's file holds stand in its capture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dossier.model.corpus import Corpus
from dossier.model.quotations import folded, stands_in
from dossier.model.records import Article

MOST = 40
"""Marks for one text."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a paragraph, and what it is in the file."""

    paragraph: int
    start: int
    end: int
    kind: str
    """quotation, name, label, place or event."""
    id: str
    """The record that it stands for."""
    proposed: bool = False
    """Whether it is not in the file yet, or waits there to be confirmed."""


def places_of(words: str, block: str) -> Iterator[tuple[int, int]]:
    """Where `words` stand in a paragraph, as offsets; white space may differ."""
    if not words.strip() or not stands_in(words, folded(block)):
        return
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    for number, match in enumerate(re.finditer(pattern, block)):
        if number == MOST:
            return
        if stands_in(words, folded(block[max(0, match.start() - 8) : match.end() + 8])):
            yield match.span()


def marks(article: Article, blocks: Sequence[str]) -> list[Mark]:
    """What the file holds of the text, in the order of the text."""
    found: list[Mark] = []
    waiting = set(article.to_confirm)
    for account in article.claims:
        proposed = f"claims {account.claim}" in waiting
        for quote in account.quotes:
            for number, block in enumerate(blocks):
                if quote.at and quote.at.kind == "headline" and number:
                    continue
                if quote.at and quote.at.kind == "paragraph" and not _covers(quote.at.value, number):
                    continue
                found += [
                    Mark(number, start, end, "quotation", account.claim, proposed)
                    for start, end in places_of(quote.text, block)
                ]
    for actor, naming in article.actors.items():
        proposed = f"actors {actor}" in waiting
        for kind, texts in (("name", naming.named), ("label", naming.called)):
            for text in texts:
                for number, block in enumerate(blocks):
                    found += [Mark(number, a, b, kind, actor, proposed) for a, b in places_of(text, block)]
    return sorted(_without_inner(found), key=lambda mark: (mark.paragraph, mark.start, -mark.end))


def _covers(value: str, number: int) -> bool:
    for part in value.split(", "):
        first, _, last = part.partition("-")
        if int(first) <= number <= int(last or first):
            return True
    return False


def _without_inner(found: Sequence[Mark]) -> Iterator[Mark]:
    """The marks without those of one actor that lie within another of it: "Fidan" in "Hakan Fidan"."""
    for mark in found:
        if not any(
            other is not mark
            and (other.kind, other.id, other.paragraph) == (mark.kind, mark.id, mark.paragraph)
            and other.start <= mark.start
            and mark.end <= other.end
            and other.end - other.start > mark.end - mark.start
            for other in found
        ):
            yield mark


def of_places(corpus: Corpus, article: Article, blocks: Sequence[str]) -> list[Mark]:
    """Names of the places and events that the file lists, where they stand."""
    found = []
    for kind, ids in (("place", article.places), ("event", article.events)):
        for id_ in ids:
            proposed = f"{kind}s" in article.to_confirm
            names = corpus.aliases.get(id_, ())
            for number, block in enumerate(blocks):
                for name in names:
                    found += [Mark(number, a, b, kind, id_, proposed) for a, b in places_of(name, block)]
    return found
