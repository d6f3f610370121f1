"""The words that a mistyped one is compared with: words of names and titles, and frequent words of texts, as they are
written.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.export.search.entries import Entry
from dossier.export.search.shards import SPELLINGS, Postings, cut

OFTEN, SHORT = 5, 3
"""Pages from which on a word counts as frequent; and letters up to which it never does."""

Rank = tuple[bool, int, str, str]
"""Whether it is in no name, the number of its pages (negative), the word, and its most frequent spelling."""
Forms = Mapping[str, Mapping[str, int]]
"""For each word of a name or title, the number of pages with each of its spellings."""


def noting_forms(entries: Iterable[Entry], found: dict[str, dict[str, int]]) -> Iterator[Entry]:
    """Pass entries through; add the spellings in their names and titles to `found`."""
    for entry in entries:
        for term, shown in entry.spelled:
            counts = found.setdefault(term, {})
            counts[shown] = counts.get(shown, 0) + 1
        yield entry


def ranked(forms: Forms, found: Postings) -> list[Rank]:
    """The ranks of all such words, sorted: words of names first, and those on most pages first."""
    pages: Counter[str] = Counter()
    for pages_by_term in found:
        for term, numbers in pages_by_term.items():
            pages[term] += len(numbers)
    frequent = (term for term, count in pages.items() if _frequent(term, count))
    return sorted(_rank(term, pages.get(term, 0), forms) for term in {*forms, *frequent})


def _frequent(term: str, count: int) -> bool:
    return count >= OFTEN and len(term) > SHORT


def _rank(term: str, pages: int, forms: Forms) -> Rank:
    spellings_ = forms.get(term)
    return (
        not spellings_,
        -pages,
        term,
        min(spellings_, key=lambda form: (-spellings_[form], form)) if spellings_ else term,
    )


def respelled(forms: Forms, changed: Iterable[tuple[Entry, Entry]]) -> dict[str, dict[str, int] | None]:
    """The spellings of names' words after `changed` pages, each an old and a new entry; None for a word that is in no
    name any more.
    """
    counters: dict[str, Counter[str]] = {}
    for old, new in changed:
        for sign, entry in ((-1, old), (1, new)):
            for term, shown in entry.spelled if old.spelled != new.spelled else ():
                counters.setdefault(term, Counter(forms.get(term, {})))[shown] += sign
    return {
        term: {form: count for form, count in counter.items() if count} or None
        for term, counter in counters.items()
    }


def recounted(
    ranks: Sequence[Rank],
    counts: Mapping[str, tuple[int, int]],
    forms: Forms,
    spelled: Mapping[str, Mapping[str, int] | None],
) -> tuple[list[Rank], dict[str, Rank | None]]:
    """Update ranks after words changed their number of pages (before, now), or their spellings.

    Returns all ranks, and those that changed; None for a word that has no rank any more.
    """
    updated_ranks, changed = list(ranks), dict[str, Rank | None]()
    by_term = {rank[2]: rank for rank in ranks if rank[2] in counts or rank[2] in spelled}
    for term in {*counts, *spelled}:
        old = by_term.get(term)
        now = counts[term][1] if term in counts else -old[1] if old else 0
        written = spelled.get(term) if term in spelled else forms.get(term)
        new = _rank(term, now, {term: written or {}}) if written or _frequent(term, now) else None
        if old == new:
            continue
        if old:
            del updated_ranks[bisect_left(updated_ranks, old)]
        if new:
            insort(updated_ranks, new)
        changed[term] = new
    return updated_ranks, changed


def spellings(ranks: Iterable[Rank]) -> str:
    """As many spellings as there is room for, by rank."""
    shown = [form for _, _, _, form in ranks]
    span = next(iter(cut((len(form.encode()) + 1 for form in shown), SPELLINGS)), range(0))
    return " ".join(shown[: span.stop])
