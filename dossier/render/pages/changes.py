"""The page of changes in the evidence, commit by commit; there is none without a history."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from dossier.model.corpus import Corpus
from dossier.model.dates import wording_of_day
from dossier.model.figures import counted
from dossier.model.history import STATUSES, Change
from dossier.model.pages import Page
from dossier.model.parts import FOLDERS
from dossier.model.wording import NOUNS, headline
from dossier.render.differences import difference_line
from dossier.render.html import Links
from dossier.render.paging import paged
from dossier.render.renderer import Renderer, feed_link

LEAD = (
    "What changed in the evidence, newest first: sources, claims, origins, dates and words, as they were before and after "
    "each edit, and why, where a reason is recorded. Earlier states are counted by the rule of today."
)
OPEN, MOST = 12, 200
"""Lines of an entry that are shown unfolded, and the most lines that it has."""
COME_AND_GONE = (("Added", ("added", "reinstated")), ("Removed", ("removed", "retired")))


@dataclass(frozen=True, slots=True)
class Entry:
    """One change, as the template needs it."""

    change: Change
    title: str
    come_and_gone: tuple[tuple[str, tuple[str, ...]], ...]
    """What was done to records as a whole, and their ids."""
    lines: tuple[Markup, ...]
    more: int
    """Lines that are left out."""


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page of changes, if there are any."""
    if not renderer.changes:
        return
    retired = {entry.id: entry for entry in renderer.corpus.retired}

    def values(links: Links, some: Sequence[Change], first: bool) -> dict[str, Any]:
        return {
            "head": feed_link(renderer.settings, links.root),
            "lead": LEAD,
            "statuses": STATUSES,
            "entries": [_entry(change, links) for change in some],
            "since": renderer.changes.since,
            "retired": retired,
            "open_lines": OPEN,
            "kinds_of": lambda ids: kinds_of(renderer.corpus, ids),
        }

    changes = list(renderer.changes)
    yield from paged(
        renderer, "changes.html", "changes/", "What changed", LEAD, changes, values, section="about/"
    )


def _entry(change: Change, links: Links) -> Entry:
    whole_records = {kind for _, kinds in COME_AND_GONE for kind in kinds}
    come_and_gone = (
        (word, tuple(d.id for d in change.differences if d.kind in kinds)) for word, kinds in COME_AND_GONE
    )
    others = [d for d in change.differences if d.kind not in whole_records]
    day = wording_of_day(change.when.date())
    what = headline(change.differences) or f"{counted(change.unread, 'file')} could not be read"
    return Entry(
        change,
        f"{day}: {what}",
        tuple((word, ids) for word, ids in come_and_gone if ids),
        tuple(difference_line(d, links) for d in others[:MOST]),
        max(0, len(others) - MOST),
    )


def kinds_of(corpus: Corpus, ids: Sequence[str]) -> str:
    """The number of records of each kind that still exist: "2 sources, 1 claim"."""
    kinds = Counter(corpus.records[id_].kind for id_ in ids if id_ in corpus.records)
    return ", ".join(counted(kinds[kind], NOUNS.get(kind, kind)) for kind in FOLDERS if kinds[kind])
