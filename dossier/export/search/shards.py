"""The index in pieces, each a script that hands its text to `dossierSearch.part`: so it is read from disk as over HTTP.

A shard of words is a line of records, `~` before each: how many letters it shares with the word before, the rest of the
word, then for each field its mark and the pages, as gaps between their numbers.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from dossier.export.search.entries import FIELDS, Entry

SHARD = 9_000
"""Bytes of a shard of words; a query loads one a word, two where the word ends at a border."""
ROWS = 2_000
"""Bytes of a shard of titles and names; a query loads at most one for each result that is shown."""
TEXTS = 6_000
"""Bytes of a shard of texts: an article of the usual length has one of its own. One a result, when the reader pauses."""
SPELLINGS = 40_000
"""Bytes of words that a mistyped one is compared with."""
MARKS = "!#$%&'("
# Without vowels nothing reads as a name: the search for withheld names would take it for one.
DIGITS = "0123456789BCDFGHJKLMNPQRSTVWXZbcdfghjklmnpqrstvwxz )*+,-./:;<=>?@[]^_`{|}"
FINAL = 46
"""A gap's last digit is one of the first 46, every one before it one of the others."""

Postings = list[dict[str, list[int]]]
"""For each field, the pages of each word."""


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


def postings(entries: Sequence[Entry]) -> Postings:
    """All words of all pages; a page is its number."""
    found: Postings = [{} for _ in FIELDS]
    for page, entry in enumerate(entries):
        for pages_of, terms in zip(found, entry.fields, strict=True):
            for term in terms:
                if term in pages_of:
                    pages_of[term].append(page)
                else:
                    pages_of[term] = [page]
    return found


def term_shards(found: Postings, pages: int) -> Iterator[tuple[str, str]]:
    """Each shard's first word, and its text."""
    gaps = [number(gap) for gap in range(pages)]
    first, before, size = "", "", 0
    records: list[str] = []
    # As JavaScript compares texts: by UTF-16.
    for term in sorted(set().union(*found), key=lambda term: term.encode("utf-16-be")):
        shared = _shared(before, term) if records else 0
        lists = [
            mark + "".join([gaps[b - a - 1] for a, b in pairwise((-1, *of[term]))])
            for mark, of in zip(MARKS, found, strict=True)
            if term in of
        ]
        record = f"~{shared}{term[shared:]}{''.join(lists)}"
        if records and size + len(record) > SHARD:
            yield first, "".join(records)
            records, size = [], 0
            record = f"~0{term}{''.join(lists)}"
        if not records:
            first = term
        records.append(record)
        size += len(record)
        before = term
    if records:
        yield first, "".join(records)


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
"""Address, title, kind, other names; the shard of its text, and which text there."""


def rows_and_texts(entries: Sequence[Entry]) -> tuple[list[list[Row]], list[list[str]]]:
    """What is shown of each page, a few pages a shard: at once, and when the reader stops typing."""
    texts = [
        [entries[at].text for at in span] for span in cut((len(e.text.encode()) for e in entries), TEXTS)
    ]
    places = [(shard, at) for shard, of in enumerate(texts) for at in range(len(of))]
    rows = [(e.address, e.title, e.note, e.names, *at) for e, at in zip(entries, places, strict=True)]
    spans = cut((sum(len(part.encode()) for part in row[:4]) for row in rows), ROWS)
    return [rows[span.start : span.stop] for span in spans], texts


def addresses(entries: Sequence[Entry]) -> str:
    """All addresses in the order of pages, each with how much of its head it shares with the one before."""
    lines = []
    for before, entry in zip(["", *(e.address for e in entries)], entries, strict=False):
        shared = 0
        while shared < min(len(before), len(entry.address)) and before[shared] == entry.address[shared]:
            shared += 1
        lines.append(number(shared) + entry.address[shared:])
    return "\n".join(lines)


def spellings(entries: Sequence[Entry], found: Postings) -> str:
    """Words of names, titles and many texts, as they are written, those on most pages first."""
    pages: Counter[str] = Counter()
    for of in found:
        for term, numbers in of.items():
            pages[term] += len(numbers)
    written: dict[str, Counter[str]] = {}
    for entry in entries:
        for term, shown in entry.spelled:
            written.setdefault(term, Counter())[shown] += 1
    frequent = (term for term, count in pages.items() if count >= 5 and len(term) > 3)
    ranked = sorted({*written, *frequent}, key=lambda term: (term not in written, -pages[term], term))
    forms = [
        min(written[term], key=lambda form: (-written[term][form], form)) if term in written else term
        for term in ranked
    ]
    kept = next(iter(cut((len(form.encode()) + 1 for form in forms), SPELLINGS)), range(0))
    return " ".join(forms[: kept.stop])
