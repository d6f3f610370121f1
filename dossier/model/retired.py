"""Ids that were published and are withdrawn: the entries of `retired.yml`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from dossier.model.dates import Window
from dossier.model.parts import CONFIG, RecordId, Text, address_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Retired:
    """An id that was published and is withdrawn: its address goes on saying so."""

    __pydantic_config__: ClassVar[dict[str, Any]] = CONFIG

    id: RecordId
    kind: Literal["article", "actor", "publisher", "place", "event", "claim", "finding"]
    date: Window
    reason: Text
    said: Text | None = None
    """What it said, to be repeated on its tombstone: of a claim its statement, and its evidence when it was withdrawn. Left
    out where it must not be repeated: nothing is taken from git's history.
    """
    replaced_by: RecordId | None = None

    @property
    def address(self) -> str:
        """Where its page stood, and its tombstone stands."""
        return address_of(self.kind, self.id)
