"""What changed in the content, as its version control tells: handed to the stages as a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Status = Literal["added", "changed", "removed"]
STATUSES: tuple[Status, ...] = ("added", "changed", "removed")


@dataclass(frozen=True, slots=True)
class Change:
    """One commit, as far as it touched records."""

    revision: str
    """The commit's hash, whole."""
    when: datetime
    """When it was committed, in UTC."""
    subject: str
    """What its message says to readers, else its first line: the reason, in its author's words."""
    records: tuple[tuple[Status, str], ...]
    """Ids of the records it touched, sorted by status and id. Who made it is not kept."""

    @property
    def anchor(self) -> str:
        """The id of its entry on the page of changes."""
        return f"change-{self.revision[:12]}"

    def only(self, ids: frozenset[str]) -> tuple[tuple[Status, str], ...]:
        """Those of its records that are among `ids`."""
        return tuple(entry for entry in self.records if entry[1] in ids)
