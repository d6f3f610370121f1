"""The history of a dossier's evidence, from version control, as a value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal, overload

from dossier.model.differences import Difference

Status = Literal["added", "changed", "removed"]
STATUSES: tuple[Status, ...] = ("added", "changed", "removed")


@dataclass(frozen=True, slots=True)
class Change:
    """One commit that changed the evidence. Neither its author nor its message is part of it."""

    revision: str
    """The commit's full hash."""
    when: datetime
    """When it was committed, in UTC."""
    reason: str = ""
    """Its `Reason:` trailers, or else that day's entry in the corrections log."""
    logged: bool = False
    """Whether the reason is from the corrections log: it is of the day, not of this commit alone."""
    differences: tuple[Difference, ...] = ()
    unread: int = 0
    """Files that this program cannot read before or after it; then nothing is compared."""
    records: tuple[tuple[Status, str], ...] = ()
    """Ids of the records whose files it touched, sorted by status and id."""

    @property
    def anchor(self) -> str:
        """The id of its entry on the page of changes."""
        return f"change-{self.revision[:12]}"

    @property
    def why(self) -> str:
        """The reason, and where it is from."""
        if not self.reason:
            return "No reason recorded."
        return f"{'The corrections log of that day says' if self.logged else 'Why'}: {self.reason}"

    def only(self, ids: frozenset[str]) -> Change | None:
        """The change restricted to these records; None if it has none of them."""
        differences = tuple(d for d in self.differences if d.id in ids)
        records = tuple(entry for entry in self.records if entry[1] in ids)
        if not differences and not (self.unread and records):
            return None
        return replace(self, differences=differences, records=records)


@dataclass(frozen=True, slots=True)
class History(Sequence[Change]):
    """Changes, newest first."""

    changes: tuple[Change, ...] = ()
    since: datetime | None = None
    """When the oldest commit that was compared was made, if there are older ones."""

    @overload
    def __getitem__(self, index: int) -> Change: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Change, ...]: ...
    def __getitem__(self, index: int | slice) -> Change | tuple[Change, ...]:
        return self.changes[index]

    def __len__(self) -> int:
        return len(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)


NO_HISTORY = History()


@dataclass(frozen=True, slots=True)
class Past:
    """One thing that changed of a record."""

    day: date
    """When it was committed, in UTC."""
    difference: Difference


MOST_PAST = 20
"""Changes that a record's page knows of; the page of changes has all of them."""


def past_of(history: History) -> dict[str, tuple[Past, ...]]:
    """For each record what changed of it, newest first. Labels stand on the page of changes alone, beside their outlet."""
    found: dict[str, list[Past]] = {}
    for change in history:
        for d in change.differences:
            past = found.setdefault(d.id, [])
            if len(past) < MOST_PAST and not d.kind.startswith("label-"):
                past.append(Past(change.when.date(), d))
    return {id_: tuple(past) for id_, past in found.items() if past}
