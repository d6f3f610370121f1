"""Records that refer to one another in a ring: editions, controllers, places within places."""

from __future__ import annotations

from collections.abc import Callable

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Actor, Place, Publisher, Record

KEYS: dict[str, Callable[[Record], str | None]] = {
    "edition_of": lambda r: r.edition_of if isinstance(r, Publisher) else None,
    "controlled_by": lambda r: (
        r.controlled_by.actor if isinstance(r, (Actor, Publisher)) and r.controlled_by else None
    ),
    "within": lambda r: r.within if isinstance(r, Place) else None,
}


def circular_reference(subject: Subject, report: Report) -> None:
    """Following `edition_of`, `controlled_by` or `within` leads to an end."""
    records = subject.corpus.records
    for key, onward in KEYS.items():
        told: set[str] = set()
        for start in records:
            path: list[str] = []
            at: str | None = start
            while at is not None and at in records and at not in path:
                path.append(at)
                at = onward(records[at])
            if at is not None and at in path and at not in told:
                ring = path[path.index(at) :]
                told.update(ring)
                shown = " > ".join((*ring, at))
                spot = Spot(records[at].path, (key,))
                report.error(
                    "circular-reference", spot, f'"{key}" goes in a circle: {shown}', "take one of them out"
                )
