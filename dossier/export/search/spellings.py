"""Words that a mistyped one is compared with: those of names and titles, and those of many texts, as they are written."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from dossier.export.search.entries import Entry
from dossier.export.search.shards import SPELLINGS, Postings, cut

OFTEN, SHORT = 5, 3
"""Pages from which a word counts as one of many texts, and letters up to which it never does."""

Rank = tuple[bool, int, str, str]
"""Whether it stands in no name, on how many pages it is (negative), the word, and how it is written."""
Forms = Mapping[str, Mapping[str, int]]
"""For each word of a name or title, how it is written, and on how many pages so."""


def noting_forms(entries: Iterable[Entry], found: dict[str, dict[str, int]]) -> Iterator[Entry]:
    """The same entries; the words of all their names and titles are added to `found`."""
    for entry in entries:
        for term, shown in entry.spelled:
            of = found.setdefault(term, {})
            of[shown] = of.get(shown, 0) + 1
        yield entry


def ranked(forms: Forms, found: Postings) -> list[Rank]:
    """All of them: those of names first, and of each sort those on most pages."""
    pages: Counter[str] = Counter()
    for of in found:
        for term, numbers in of.items():
            pages[term] += len(numbers)
    frequent = (term for term, count in pages.items() if _frequent(term, count))
    return sorted(_rank(term, pages.get(term, 0), forms) for term in {*forms, *frequent})


def _frequent(term: str, count: int) -> bool:
    return count >= OFTEN and len(term) > SHORT


def _rank(term: str, pages: int, forms: Forms) -> Rank:
    of = forms.get(term)
    return not of, -pages, term, min(of, key=lambda form: (-of[form], form)) if of else term


def respelled(forms: Forms, changed: Iterable[tuple[Entry, Entry]]) -> dict[str, dict[str, int] | None]:
    """The words of names and titles that are written otherwise, where these pages have changed; None for what is no more."""
    found: dict[str, Counter[str]] = {}
    for old, new in changed:
        for sign, entry in ((-1, old), (1, new)):
            for term, shown in entry.spelled if old.spelled != new.spelled else ():
                found.setdefault(term, Counter(forms.get(term, {})))[shown] += sign
    return {term: {form: count for form, count in of.items() if count} or None for term, of in found.items()}


def recounted(
    ranks: Sequence[Rank],
    counts: Mapping[str, tuple[int, int]],
    forms: Forms,
    spelled: Mapping[str, Mapping[str, int] | None],
) -> tuple[list[Rank], dict[str, Rank | None]]:
    """The same when words are on other numbers of pages, before and now, or are `spelled` otherwise than `forms` says.

    And the ranks that are not what they were, None for those of words that are among them no longer.
    """
    kept, changed = list(ranks), dict[str, Rank | None]()
    by_term = {rank[2]: rank for rank in ranks if rank[2] in counts or rank[2] in spelled}
    for term in {*counts, *spelled}:
        old = by_term.get(term)
        now = counts[term][1] if term in counts else -old[1] if old else 0
        written = spelled.get(term) if term in spelled else forms.get(term)
        new = _rank(term, now, {term: written or {}}) if written or _frequent(term, now) else None
        if old == new:
            continue
        if old:
            del kept[bisect_left(kept, old)]
        if new:
            insort(kept, new)
        changed[term] = new
    return kept, changed


def spellings(ranks: Iterable[Rank]) -> str:
    """As many of them as there is room for."""
    shown = [form for _, _, _, form in ranks]
    kept = next(iter(cut((len(form.encode()) + 1 for form in shown), SPELLINGS)), range(0))
    return " ".join(shown[: kept.stop])
