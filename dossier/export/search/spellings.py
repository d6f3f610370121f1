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


def ranked(entries: Sequence[Entry], found: Postings) -> list[Rank]:
    """All of them: those of names first, and of each sort those on most pages."""
    pages: Counter[str] = Counter()
    for of in found:
        for term, numbers in of.items():
            pages[term] += len(numbers)
    forms: dict[str, Counter[str]] = {}
    for entry in entries:
        for term, shown in entry.spelled:
            forms.setdefault(term, Counter())[shown] += 1
    frequent = (term for term, count in pages.items() if _frequent(term, count))
    return sorted(_ranks({*forms, *frequent}, pages, forms))


def _frequent(term: str, count: int) -> bool:
    return count >= OFTEN and len(term) > SHORT


def _ranks(
    terms: Iterable[str], pages: Mapping[str, int], forms: Mapping[str, Mapping[str, int]]
) -> Iterator[Rank]:
    for term in terms:
        of = forms.get(term)
        shown = min(of, key=lambda form: (-of[form], form)) if of else term
        yield term not in forms, -pages.get(term, 0), term, shown


def recounted(
    ranks: Sequence[Rank], counts: Mapping[str, tuple[int, int]]
) -> tuple[list[Rank], dict[str, Rank | None]]:
    """The same when words are on other numbers of pages: before, and now; names and titles are as they were.

    And the ranks that are not what they were, None for those of words that are among them no longer.
    """
    found, changed = list(ranks), dict[str, Rank | None]()
    named = {term: shown for other, _, term, shown in ranks if not other and term in counts}
    for term, (before, now) in counts.items():
        other, shown = term not in named, named.get(term, term)
        if not other or _frequent(term, before):
            del found[bisect_left(found, (other, -before, term, shown))]
            changed[term] = None
        if not other or _frequent(term, now):
            changed[term] = (other, -now, term, shown)
            insort(found, (other, -now, term, shown))
    return found, changed


def spellings(ranks: Iterable[Rank]) -> str:
    """As many of them as there is room for."""
    shown = [form for _, _, _, form in ranks]
    kept = next(iter(cut((len(form.encode()) + 1 for form in shown), SPELLINGS)), range(0))
    return " ".join(shown[: kept.stop])
