"""Updates an existing index after a few pages have changed, to the bytes that a new index would have.

Pages keep their numbers. Shards of words are read if a word was added or removed in them, and those after them up to the
next border that has not moved.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.export.search import Directory, named, shards, summed
from dossier.export.search.entries import Entry
from dossier.export.search.shards import (
    DIGITS,
    FINAL,
    MARKS,
    Cutter,
    Record,
    number,
    order,
    row_span,
    rows_and_texts,
    written,
)
from dossier.export.search.spellings import Rank, recounted, respelled, spellings

Files = dict[str, bytes | None]
"""Files by address; None for a file to be removed."""
Lists = dict[int, list[int]]
"""The pages of a word, by field."""
_VALUES = {digit: value for value, digit in enumerate(DIGITS)}


@dataclass(frozen=True, slots=True)
class Updated:
    """What has changed in an index."""

    files: Files
    directory: Directory
    ranks: Mapping[str, Rank | None]
    """Changed ranks; None for a word that has none any more."""
    forms: Mapping[str, Mapping[str, int] | None]
    """Changed spellings of words in names and titles."""


def updated(
    directory: Directory,
    read: Callable[[str], bytes],
    changed: Mapping[int, tuple[Entry, Entry]],
    entries_of: Callable[[range], Sequence[Entry]],
) -> Updated:
    """Update an index.

    `read` returns a published file by address. `changed` has the old and the new entry of a page by its number;
    `entries_of` returns the present entries of a span of pages.
    """
    before: dict[str, bytes] = {}

    def published(name: str) -> bytes:
        before[name] = read(name)
        return before[name]

    files, starts, counts = _words(directory, published, _moved(changed))
    for at in sorted({page // shards.ROWS for page in changed}):
        files |= _shown(directory, published, at, entries_of)
    forms = respelled(directory.forms, changed.values())
    ranks, moved = recounted(directory.ranks, counts, directory.forms, forms)
    if moved:
        published("search/spellings.js")
        files |= named({"spellings": spellings(ranks)})
    files = {name: data for name, data in files.items() if before.get(name) != data}
    present = {name: data for name, data in files.items() if data is not None}
    gone = {name: before[name] for name in files if name in before}
    total = (directory.sum + summed(present) - summed(gone)) % (1 << 48)
    forms_now = (
        {
            term: counts_by_form
            for term, counts_by_form in {**directory.forms, **forms}.items()
            if counts_by_form
        }
        if forms
        else directory.forms
    )
    new = replace(directory, starts=tuple(starts), ranks=tuple(ranks), sum=total, forms=forms_now)
    return Updated({**files, **new.file()}, new, moved, forms)


def _moved(changed: Mapping[int, tuple[Entry, Entry]]) -> dict[str, list[tuple[int, int | None, int | None]]]:
    """For each word, the pages on which its field has changed: the page, the field before, the field now (None: not
    there).
    """
    moves_by_term: dict[str, list[tuple[int, int | None, int | None]]] = {}
    for page, (old, new) in changed.items():
        was, now = (
            {term: field for field, terms in enumerate(each.fields) for term in terms.split()}
            for each in (old, new)
        )
        for term in was.keys() | now.keys():
            if was.get(term) != now.get(term):
                moves_by_term.setdefault(term, []).append((page, was.get(term), now.get(term)))
    return moves_by_term


def _words(
    directory: Directory,
    published: Callable[[str], bytes],
    moved: Mapping[str, Sequence[tuple[int, int | None, int | None]]],
) -> tuple[Files, list[str], dict[str, tuple[int, int]]]:
    """The changed shards of words, the first word of every shard, and for changed words the number of pages before and
    now.
    """
    keys = [order(start) for start in directory.starts]
    counts: dict[str, tuple[int, int]] = {}
    patched: dict[int, list[Record]] = {}
    for term in sorted(moved, key=order):
        at = max(0, bisect_right(keys, order(term)) - 1)
        if at not in patched:
            patched[at] = _read(published(f"search/terms/{at}.js")) if directory.starts else []
        counts[term] = _patch(patched[at], term, moved[term])
    for at in sorted(patched, reverse=True):
        # If the first word of a shard is gone, the shard before may end elsewhere.
        shard, before = patched[at], at - 1
        if at and (not shard or shard[0][0] != directory.starts[at]) and before not in patched:
            patched[before] = _read(published(f"search/terms/{before}.js"))
    shards = _cut_anew(directory, published, patched)
    return _numbered(directory, published, shards), _starts(directory, shards), counts


Shards = list[int | list[Record]]
"""Shards of words: the number of an unchanged shard, or the records of a changed one."""


def _cut_anew(
    directory: Directory, published: Callable[[str], bytes], patched: Mapping[int, Sequence[Record]]
) -> Shards:
    """All shards, after some have changed records; splits on until a border is where it was."""
    shards: Shards = []
    held: list[Record] = []
    cutter = Cutter()
    total = max(len(directory.starts), int(bool(patched)))
    for at in range(total):
        if at not in patched:
            if held and cutter.begins(_first(published(f"search/terms/{at}.js"))):
                shards.append(held)
                held = []
            if not held:
                shards.append(at)  # its border and its records are unchanged
                continue
            shard_records: Sequence[Record] = _read(published(f"search/terms/{at}.js"))
            held.append(shard_records[0])  # `begins` was asked above: no shard begins with it
            shard_records = shard_records[1:]
        else:
            shard_records = patched[at]
        for record in shard_records:
            if not held:
                cutter = Cutter()
            if cutter.begins(record):
                shards.append(held)
                held = []
            held.append(record)
    return [*shards, held] if held else shards


def _numbered(directory: Directory, published: Callable[[str], bytes], shards: Shards) -> Files:
    files: Files = {}
    for at, shard in enumerate(shards):
        if isinstance(shard, list):
            files |= named({f"terms/{at}": written(shard)})
        elif shard != at:
            files |= named({f"terms/{at}": written(_read(published(f"search/terms/{shard}.js")))})
    for at in range(max(len(shards), len(directory.starts))):
        name = f"search/terms/{at}.js"
        if at < len(directory.starts) and name in files:
            published(name)
        if at >= len(shards):
            published(name)
            files[name] = None
    return files


def _starts(directory: Directory, shards: Shards) -> list[str]:
    return [shard[0][0] if isinstance(shard, list) else directory.starts[shard] for shard in shards]


def _read(file: bytes) -> list[Record]:
    """The records of a shard of words."""
    records: list[Record] = []
    before = ""
    for record in _data(file).split("~")[1:]:
        end = next(at for at, char in enumerate(record) if char in MARKS)
        before = before[: int(record[0])] + record[1:end]
        records.append((before, record[end:]))
    return records


def _first(file: bytes) -> Record:
    record = _data(file)[1:].partition("~")[0]
    end = next(at for at, char in enumerate(record) if char in MARKS)
    return record[1:end], record[end:]


def _data(file: bytes) -> str:
    text: str = json.loads(_after(file))
    return text


def _patch(
    shard: list[Record], term: str, moves: Sequence[tuple[int, int | None, int | None]]
) -> tuple[int, int]:
    """Change a word's lists in its shard; returns its number of pages before and now."""
    at = bisect_left(shard, order(term), key=lambda record: order(record[0]))
    present = at < len(shard) and shard[at][0] == term
    lists = _lists(shard[at][1]) if present else {}
    was = sum(map(len, lists.values()))
    for page, before, now in moves:
        if before is not None:
            lists[before].remove(page)
        if now is not None:
            pages = lists.setdefault(now, [])
            pages.insert(bisect_left(pages, page), page)
    non_empty = {field: pages for field, pages in lists.items() if pages}
    shard[at : at + present] = [(term, _listed(non_empty))] if non_empty else []
    return was, sum(map(len, non_empty.values()))


def _lists(text: str) -> Lists:
    """Decode the lists of pages of a word."""
    lists: Lists = {}
    pages: list[int] = []
    page, higher = -1, 0
    for char in text:
        value = _VALUES.get(char)
        if value is None:
            pages = lists.setdefault(MARKS.index(char), [])
            page, higher = -1, 0
        elif value >= FINAL:
            higher = higher * (len(DIGITS) - FINAL) + value - FINAL + 1
        else:
            page += higher * FINAL + value + 1
            higher = 0
            pages.append(page)
    return lists


def _listed(lists: Lists) -> str:
    parts = []
    for field in sorted(lists):
        page = -1
        parts.append(MARKS[field])
        for each in lists[field]:
            parts.append(number(each - page - 1))
            page = each
    return "".join(parts)


def _shown(
    directory: Directory,
    published: Callable[[str], bytes],
    at: int,
    entries_of: Callable[[range], Sequence[Entry]],
) -> Files:
    """The titles and texts of the pages in one shard of rows."""
    files: Files = {**named(rows_and_texts(at, entries_of(row_span(at, len(directory.pages)))))}
    rows = json.loads(_after(published(f"search/rows/{at}.js")))
    for shard in sorted({row[-2] for row in rows}):
        name = f"search/texts/{at}-{shard}.js"
        published(name)
        files.setdefault(name, None)
    return files


def _after(file: bytes) -> str:
    text = file.decode()
    return text[text.index(",") + 1 : text.rindex(")")]
