"""The index in pieces, each a script that hands its text to `dossierSearch.part`: so it is read from disk as over HTTP.

A shard of words is a line of records, `~` before each: how many letters it shares with the word before, the rest of the
word, then for each field its mark and the pages, as gaps between their numbers.

Where a piece ends hangs on nothing but what is in it: a word that comes or goes moves the borders near it, and no others.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from zlib import crc32

from dossier.export.search.entries import FIELDS, Entry

LEAST, MOST, ABOUT = 5_000, 14_000, 100
"""Bytes that a shard of words has at least and, but for its last word, at most; between them one word in a hundred ends it.
A query loads one a word, two where the word ends at a border."""
ROWS = 12
"""Pages of a shard of titles and names, some two kilobytes where nobody has hundreds of spellings. A query loads at most one
for each result that is shown."""
TEXTS = 6_000
"""Bytes of a shard of texts: an article of the usual length has one of its own. One a result, when the reader pauses."""
SPELLINGS = 40_000
"""Bytes of words that a mistyped one is compared with."""
MARKS = "!#$%&'("
# Without vowels nothing reads as a name: the search for withheld names would take it for one.
DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz )*+,-./:;<=>?@[]^_`{|}"
FINAL = 46
"""A gap's last digit is one of the first 46, every one before it one of the others."""

Postings = Sequence[Mapping[str, Sequence[int]]]
"""For each field, the pages of each word."""
Record = tuple[str, str]
"""A word, and its lists of pages as they are written."""


def script(name: str, data: object) -> bytes:
    """A shard as a script."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return f'dossierSearch.part("{name}",{text});\n'.encode()


def number(value: int) -> str:
    """A whole number from 0, in few characters."""
    more, last = divmod(value, FINAL)
    digits = DIGITS[last]
    while more:
        more, last = divmod(more - 1, len(DIGITS) - FINAL)
        digits = DIGITS[FINAL + last] + digits
    return digits


def postings(entries: Iterable[Entry]) -> Postings:
    """All words of all pages; a page is its number."""
    found: list[dict[str, list[int]]] = [{} for _ in FIELDS]
    for page, entry in enumerate(entries):
        for pages_of, terms in zip(found, entry.fields, strict=True):
            for term in terms.split():
                if term in pages_of:
                    pages_of[term].append(page)
                else:
                    pages_of[term] = [page]
    return found


def in_order(terms: Iterable[str]) -> list[str]:
    """Words as JavaScript compares texts: by UTF-16."""
    return sorted(terms, key=order)


def order(term: str) -> bytes:
    """What words are sorted by."""
    return term.encode("utf-16-be")


def records(found: Postings, pages: int) -> Iterator[Record]:
    """Every word with its lists, in order."""
    gaps = [number(gap) for gap in range(pages)]
    for term in in_order(set().union(*found)):
        lists = [
            mark + "".join([gaps[b - a - 1] for a, b in pairwise((-1, *of[term]))])
            for mark, of in zip(MARKS, found, strict=True)
            if term in of
        ]
        yield term, "".join(lists)


class Cutter:
    """Says where a shard of words ends."""

    def __init__(self) -> None:
        self.size = 0

    def begins(self, record: Record) -> bool:
        """Whether a shard begins with this record, which follows those asked of before."""
        term, lists = record
        begins = self.size > MOST or (self.size > LEAST and crc32(term.encode()) % ABOUT == 0)
        # As if no letter were shared with the word before: what stands there must not matter.
        self.size = len(term) + len(lists) + 2 + (0 if begins else self.size)
        return begins


def term_shards(found: Iterable[Record]) -> Iterator[tuple[str, str]]:
    """Each shard's first word, and its text."""
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
    """A shard's text."""
    found, before = [], ""
    for term, lists in held:
        shared = _shared(before, term)
        found.append(f"~{shared}{term[shared:]}{lists}")
        before = term
    return "".join(found)


def _shared(one: str, two: str) -> int:
    # One digit at most: a letter in its place would make a word of the rest.
    for at in range(min(len(one), len(two), 9)):
        if one[at] != two[at]:
            return at
    return min(len(one), len(two), 9)


def cut(weights: Iterable[int], most: int) -> Iterator[range]:
    """What of these weights goes together so that no part is heavier than `most`, or is one alone."""
    begin, size, at = 0, 0, -1
    for at, weight in enumerate(weights):
        if at > begin and size + weight > most:
            yield range(begin, at)
            begin, size = at, 0
        size += weight
    if at >= begin:
        yield range(begin, at + 1)


Row = tuple[str, str, str, str, int, int]
"""Address, title, kind, other names; which shard of this row's own its text is in, and which text there."""


def row_span(at: int, pages: int) -> range:
    """The pages that the shard of rows numbered `at` shows, of so many. It hangs on nothing that is written."""
    return range(at * ROWS, min((at + 1) * ROWS, pages))


def rows_and_texts(at: int, entries: Sequence[Entry]) -> dict[str, object]:
    """The shard of rows numbered `at`, whose pages are `entries`, and the shards of their texts: by name."""
    spans = list(cut((len(e.text.encode()) for e in entries), TEXTS))
    places = [(shard, nth) for shard, span in enumerate(spans) for nth in range(len(span))]
    found: dict[str, object] = {
        f"texts/{at}-{shard}": [entries[n].text for n in span] for shard, span in enumerate(spans)
    }
    found[f"rows/{at}"] = [
        (e.address, e.title, e.note, e.names, *place) for e, place in zip(entries, places, strict=True)
    ]
    return found


def addresses(entries: Sequence[Entry]) -> str:
    """All addresses in the order of pages, each with how much of its head it shares with the one before."""
    lines = []
    for before, entry in zip(["", *(e.address for e in entries)], entries, strict=False):
        shared = 0
        while shared < min(len(before), len(entry.address)) and before[shared] == entry.address[shared]:
            shared += 1
        lines.append(number(shared) + entry.address[shared:])
    return "\n".join(lines)
