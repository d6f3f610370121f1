"""The shards of the index, each a script that passes its data to `dossierSearch.part`, so that it loads from disk as
over HTTP.

A shard of words is a text of records, each after a `~`: how many letters it shares with the word before, the rest of the
word, then for each field its mark and the pages, as gaps between their numbers.

Where a shard ends depends only on the words in it: a new or removed word moves the borders near it, and no others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from dossier.export.search.entries import FIELDS, Entry

LEAST, MOST, ABOUT = 5_000, 14_000, 100
"""Bytes of a shard of words, at least and, without its last word, at most; between them one word in a hundred ends a
shard. A query loads one shard a word, two if the word is at a border.
"""
ROWS = 12
"""Pages in a shard of titles and names: some two kilobytes, unless a record has hundreds of spellings. A query loads at
most one for each result shown.
"""
TEXTS = 6_000
"""Bytes of a shard of texts: an article of the usual length fills one. One is loaded for each result, when the reader
pauses.
"""
SPELLINGS = 40_000
"""Bytes of the words that a mistyped one is compared with."""
MARKS = "!#$%&'("
# No vowels, so that no number looks like a name to the search for withheld names.
DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz )*+,-./:;<=>?@[]^_`{|}"
FINAL = 46
"""The last digit of a gap is one of the first 46 digits, every digit before it one of the others."""

Postings = Sequence[Mapping[str, Sequence[int]]]
"""For each field, a mapping from words to page numbers."""
Record = tuple[str, str]
"""A word, and its encoded lists of pages."""


def script(name: str, data: object) -> bytes:
    """A part of the index as a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f'dossierSearch.part("{name}",{text});\n'.encode()


def number(value: int) -> str:
    """A non-negative integer in few characters."""
    more, last = divmod(value, FINAL)
    digits = DIGITS[last]
    while more:
        more, last = divmod(more - 1, len(DIGITS) - FINAL)
        digits = DIGITS[FINAL + last] + digits
    return digits


def postings(entries: Iterable[Entry]) -> Postings:
    """The words of all entries; a page is its number in this order."""
    fields_: list[dict[str, list[int]]] = [{} for _ in FIELDS]
    for page, entry in enumerate(entries):
        for pages_of, terms in zip(fields_, entry.fields, strict=True):
            for term in terms.split():
                if term in pages_of:
                    pages_of[term].append(page)
                else:
                    pages_of[term] = [page]
    return fields_


def in_order(terms: Iterable[str]) -> list[str]:
    """Words in the order in which JavaScript compares strings: by UTF-16 code units."""
    return sorted(terms, key=order)


def order(term: str) -> bytes:
    """The sort key of a word."""
    return term.encode("utf-16-be")


def records(found: Postings, pages: int) -> Iterator[Record]:
    """Every word with its encoded lists, in order."""
    gaps = [number(gap) for gap in range(pages)]
    for term in in_order(set().union(*found)):
        lists = [
            mark + "".join([gaps[b - a - 1] for a, b in pairwise((-1, *pages_of[term]))])
            for mark, pages_of in zip(MARKS, found, strict=True)
            if term in pages_of
        ]
        yield term, "".join(lists)


class Cutter:
    """Decides where a shard of words ends."""

    def __init__(self) -> None:
        self.size = 0

    def begins(self, record: Record) -> bool:
        """Whether a shard begins with this record, which follows the records passed before."""
        term, lists = record
        begins = self.size > MOST or (self.size > LEAST and crc32(term.encode()) % ABOUT == 0)
        # Counted without sharing letters with the word before, which must not influence the border.
        self.size = len(term) + len(lists) + 2 + (0 if begins else self.size)
        return begins


def term_shards(found: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """The first word and the text of each shard."""
    cutter = Cutter()
    held: list[Record] = []
    for record in found:
        if cutter.begins(record):
            yield held[0][0], written(held)
            held = []
        held.append(record)
    if held:
        yield held[0][0], written(held)


def written(held: Iterable[Record]) -> str:
    """The text of a shard."""
    lines, before = [], ""
    for term, lists in held:
        shared = _shared(before, term)
        lines.append(f"~{shared}{term[shared:]}{lists}")
        before = term
    return "".join(lines)


def _shared(one: str, two: str) -> int:
    # At most one digit: what follows is the word, which could begin with a digit.
    for at in range(min(len(one), len(two), 9)):
        if one[at] != two[at]:
            return at
    return min(len(one), len(two), 9)


def cut(weights: Iterable[int], most: int) -> Iterator[range]:
    """Split weights into spans, each of at most `most` in total, or of a single heavier weight."""
    begin, size, at = 0, 0, -1
    for at, weight in enumerate(weights):
        if at > begin and size + weight > most:
            yield range(begin, at)
            begin, size = at, 0
        size += weight
    if at >= begin:
        yield range(begin, at + 1)


Row = tuple[str, str, str, str, str, int, int]
"""Address, title, kind, other names, language of the title; the number of the shard of texts that holds its text, and the
text's position there."""


def row_span(at: int, pages: int) -> range:
    """The pages in the shard of rows numbered `at`, out of `pages`. It depends on no content."""
    return range(at * ROWS, min((at + 1) * ROWS, pages))


def rows_and_texts(at: int, entries: Sequence[Entry]) -> dict[str, object]:
    """The shard of rows numbered `at`, for the pages `entries`, and their shards of texts, by name."""
    spans = list(cut((len(e.text.encode()) for e in entries), TEXTS))
    places = [(shard, nth) for shard, span in enumerate(spans) for nth in range(len(span))]
    parts: dict[str, object] = {
        f"texts/{at}-{shard}": [entries[n].text for n in span] for shard, span in enumerate(spans)
    }
    parts[f"rows/{at}"] = [
        (e.address, e.title, e.note, e.names, e.language, *place)
        for e, place in zip(entries, places, strict=True)
    ]
    return parts


def addresses(entries: Sequence[Entry]) -> str:
    """All addresses in the order of pages, front-coded: each with the number of characters it shares with the one before."""
    lines = []
    for before, entry in zip(["", *(e.address for e in entries)], entries, strict=False):
        shared = 0
        while shared < min(len(before), len(entry.address)) and before[shared] == entry.address[shared]:
            shared += 1
        lines.append(number(shared) + entry.address[shared:])
    return "\n".join(lines)
