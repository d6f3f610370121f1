"""Finds runs of words in our texts that also occur in a source's capture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dossier.diagnostics import Report, Spot
from dossier.model.folding import fold
from dossier.model.prose import pieces, prose_of
from dossier.model.quotations import folded
from dossier.model.records import Article, Record
from dossier.store.captures import Capture

MOST_WORDS = 8
"""Words in a row that a text may share with a source."""
FEWEST_OWN = 5
"""Words of a run outside links, at least: a list of names is no copy."""
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def copied(
    record: Record, article: Article, capture: Capture, titles: Mapping[str, str], report: Report
) -> None:
    """Report each run of more than `MOST_WORDS` words of a record's body that occurs in the capture.

    `titles` are those of records by id, which links show. The quotations of the article's accounts are verified and
    counted as quotations, and may be repeated.
    """
    quoted = [_words(quote.text) for account in article.claims for quote in account.quotes]
    theirs = [_words(block) for block in capture.blocks]
    width = MOST_WORDS + 1
    known = {tuple(words[at : at + width]) for words in theirs for at in range(len(words) - width + 1)}
    for lines, text, links in _paragraphs(record, titles):
        found = list(_WORD.finditer(text))
        words = _unquoted([fold(folded(match[0])) for match in found], quoted)
        at = 0
        while at + width <= len(words):
            if tuple(words[at : at + width]) not in known:
                at += 1
                continue
            end = at + width
            while end < len(words) and tuple(words[end - MOST_WORDS : end + 1]) in known:
                end += 1
            if sum(not _within(word.start(), links) for word in found[at:end]) < FEWEST_OWN:
                at = end
                continue
            passage = text[found[at].start() : found[end - 1].end()]
            message = f'{end - at} words in a row stand in the source "{article.id}": "{passage}"'
            spot = Spot(record.path, text=found[at][0], lines=lines)
            report.error("copied-text", spot, message, "say it in your own words, or quote it under claims")
            at = end


def _words(text: str) -> list[str]:
    return [fold(folded(word)) for word in _WORD.findall(text)]


def _unquoted(words: list[str], quotations: list[list[str]]) -> list[str]:
    """The words with those of verified quotations blanked: a blank matches no word of a source."""
    found = list(words)
    for quotation in quotations:
        length = len(quotation)
        for at in range(len(words) - length + 1):
            if words[at : at + length] == quotation:
                found[at : at + length] = [""] * length
    return found


def _within(place: int, links: list[tuple[int, int]]) -> bool:
    return any(begin <= place < end for begin, end in links)


def _paragraphs(
    record: Record, titles: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], str, list[tuple[int, int]]]]:
    """The paragraphs of a body: their lines in the file, the plain text, and the positions of links in it."""
    for _, lines, parts in prose_of(record.body.blocks):
        if lines is None:
            continue
        text, links = "", []
        for piece, mark in pieces(parts, titles):
            if mark is not None:
                links.append((len(text), len(text) + len(piece)))
            text += piece
        yield (record.body.line + lines[0], record.body.line + lines[1]), text, links
