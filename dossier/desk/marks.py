"""Where the words that an article's file holds stand in its capture."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice

from dossier.model.corpus import Corpus
from dossier.model.locators import Locator
from dossier.model.quotations import folded, parts_of, stands_in
from dossier.model.records import Article

MOST = 40
"""Places of one text in one paragraph."""


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


class Text:
    """The paragraphs of a capture, folded once; paragraph 0 is the headline."""

    def __init__(self, blocks: Sequence[str]) -> None:
        self.blocks = blocks
        self._folded = [folded(block) for block in blocks]

    def places_of(
        self, words: str, within: Callable[[int], bool] | None = None
    ) -> Iterator[tuple[int, int, int]]:
        """Paragraph, start and end of each place of `words`; white space may differ. At most `MOST` of a paragraph."""
        needle = folded(words)
        if not needle:
            return
        for paragraph, block in enumerate(self._folded):
            if needle not in block or (within and not within(paragraph)) or not stands_in(words, block):
                continue
            for span in islice(_spans(words, self.blocks[paragraph]), MOST):
                yield (paragraph, *span)

    def places_of_parts(
        self, words: str, within: Callable[[int], bool] | None = None
    ) -> Iterator[tuple[int, int, int]]:
        """As `places_of`, of a quotation: of one with omissions each part, where they follow one another first."""
        parts = parts_of(words)
        if len(parts) == 1:
            yield from self.places_of(words, within)
            return
        for paragraph, block in enumerate(self._folded):
            if (within and not within(paragraph)) or not stands_in(words, block):
                continue
            end = 0
            for part in parts:
                for span in _spans(part, self.blocks[paragraph]):
                    if span[0] >= end:
                        end = span[1]
                        yield (paragraph, *span)
                        break


def _spans(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each place of `words` in a text, as whole words; white space may differ."""
    pattern = re.compile(r"\s+".join(re.escape(word) for word in words.split()))
    for match in pattern.finditer(text):
        if stands_in(words, folded(text[max(0, match.start() - 8) : match.end() + 8])):
            yield match.span()


def marks(article: Article, text: Text) -> list[Mark]:
    """What the file holds of the text, in the order of the text."""
    found: list[Mark] = []
    waiting = set(article.to_confirm)
    for account in article.claims:
        proposed = f"claims {account.claim}" in waiting
        for quote in account.quotes:
            places = text.places_of_parts(quote.text, partial(_may_stand_in, quote.at))
            found += [Mark(*place, "quotation", account.claim, proposed) for place in places]
    for actor, naming in article.actors.items():
        proposed = f"actors {actor}" in waiting
        for kind, texts in (("name", naming.named), ("label", naming.called)):
            of = [Mark(*place, kind, actor, proposed) for words in texts for place in text.places_of(words)]
            found += _without_inner(of)
    return sorted(found, key=lambda mark: (mark.paragraph, mark.start, -mark.end))


def _may_stand_in(at: Locator | None, paragraph: int) -> bool:
    if at and at.kind == "headline":
        return paragraph == 0
    if not at or at.kind != "paragraph":
        return True
    for part in at.value.split(", "):
        first, _, last = part.partition("-")
        if int(first) <= paragraph <= int(last or first):
            return True
    return False


def _without_inner(of_one: Sequence[Mark]) -> Iterator[Mark]:
    """The marks of one actor without those within another of it: "Fidan" in "Hakan Fidan"."""
    end: tuple[int, int] = (-1, 0)
    for mark in sorted(of_one, key=lambda mark: (mark.paragraph, mark.start, -mark.end)):
        if (mark.paragraph, mark.end) > end:
            end = (mark.paragraph, mark.end)
            yield mark


def of_places(corpus: Corpus, article: Article, text: Text) -> list[Mark]:
    """Names of the places and events that the file lists, where they stand."""
    found: list[Mark] = []
    for kind, ids in (("place", article.places), ("event", article.events)):
        for id_ in ids:
            names = corpus.aliases.get(id_, ())
            proposed = f"{kind}s" in article.to_confirm
            of = [Mark(*place, kind, id_, proposed) for name in names for place in text.places_of(name)]
            found += _without_inner(of)
    return found
