"""Compares a source as it reads now with its capture; finds the quotations and claims that an edit touched.

An edit touches what is in the paragraphs that it changed. A paragraph that only moved is not changed.
"""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from dossier.model.parts import Account
from dossier.model.quotations import Wanted, folded, occurrences, wanted
from dossier.model.records import Article


@dataclass(frozen=True, slots=True)
class Edit:
    """Paragraphs of the capture that read otherwise now, or are gone; or that were added."""

    before: tuple[int, ...]
    """Their numbers in the capture; 0 is the headline. Empty if paragraphs were added."""
    after: tuple[int, ...]
    """Their numbers now. Empty if they are gone."""


@dataclass(frozen=True, slots=True)
class Touched:
    """A quotation, name or label whose paragraph was edited."""

    want: Wanted
    paragraph: int
    """Its number in the capture."""
    fate: Literal["gone", "stands"]
    """Whether its words still occur in the text."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The result of comparing a source with its capture."""

    edits: tuple[Edit, ...]
    touched: tuple[Touched, ...]
    claims: tuple[str, ...]
    """Claims of which the article has an account with a touched quotation, in its order."""
    actors: tuple[str, ...]
    """Actors whose names or labels were touched and no longer occur in the text."""
    moved: tuple[tuple[Wanted, int], ...]
    """Quotations in unchanged paragraphs whose number has changed, with the new number."""

    @property
    def marks(self) -> tuple[str, ...]:
        """The entries to add under `to_confirm`."""
        return (*(f"claims {id_}" for id_ in self.claims), *(f"actors {id_}" for id_ in self.actors))


def compare(article: Article, before: Sequence[str], after: Sequence[str]) -> Comparison:
    """Compare the blocks of the capture with those of now."""
    old, new = [folded(b) for b in before], [folded(b) for b in after]
    edits = []
    now: dict[int, int] = {}
    for kind, a, b, c, d in _opcodes(old, new):
        if kind == "equal":
            now.update(zip(range(a, b), range(c, d), strict=True))
        else:
            edits.append(Edit(tuple(range(a, b)), tuple(range(c, d))))
    # A paragraph that was moved is the same paragraph.
    first = {block: number for number, block in reversed(list(enumerate(new)))}
    for place in [p for edit in edits for p in edit.before]:
        if old[place] in first:
            now[place] = first[old[place]]
    taken = set(now.values())
    edits = [e for e in edits if any(p not in now for p in e.before) or any(p not in taken for p in e.after)]
    touched, moved = [], []
    for want in wanted(article):
        stood = [n for n, block in enumerate(old) if want.may_stand_in(n) and occurrences(want.text, block)]
        changed = [n for n in stood if n not in now]
        # A name occurs in many paragraphs: it is touched only if all that contained it have changed.
        if changed and (want.kind == "quote" or len(changed) == len(stood)):
            stands = any(occurrences(want.text, block) for block in new)
            touched.append(Touched(want, changed[0], "stands" if stands else "gone"))
        elif (
            stood
            and want.paragraphs is not None
            and not any(want.may_stand_in(now[n]) for n in stood if n in now)
        ):
            moved.append((want, now[stood[0]]))
    numbers = [int(t.want.keys[1]) for t in touched if t.want.kind == "quote"]
    claims = tuple(dict.fromkeys(_account(article, n).claim for n in sorted(numbers)))
    actors = tuple(
        dict.fromkeys(str(t.want.keys[1]) for t in touched if t.want.kind != "quote" and t.fate == "gone")
    )
    return Comparison(tuple(edits), tuple(touched), claims, actors, tuple(moved))


MOST_PAIRS = 200_000
"""Pairs of equal paragraphs up to which a full comparison is made: a page may repeat one paragraph ten thousand times."""


def _opcodes(old: list[str], new: list[str]) -> Iterator[tuple[str, int, int, int, int]]:
    """As `difflib.SequenceMatcher.get_opcodes`; with too many equal paragraphs, only both ends are matched."""
    counts = Counter(new)
    if sum(counts[block] for block in old) <= MOST_PAIRS:
        yield from difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        return
    shorter = min(len(old), len(new))
    head = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    tail = next((n for n in range(shorter - head) if old[-1 - n] != new[-1 - n]), shorter - head)
    ends = len(old) - tail, len(new) - tail
    for kind, a, b, c, d in (
        ("equal", 0, head, 0, head),
        ("replace", head, ends[0], head, ends[1]),
        ("equal", ends[0], len(old), ends[1], len(new)),
    ):
        if a < b or c < d:
            yield kind, a, b, c, d


def _account(article: Article, number: int) -> Account:
    return article.claims[number]
