"""What a standard cannot express of the dossier, in sentences: it is said, not dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.derive.selection import Selection
from dossier.export.calendar import is_open
from dossier.export.followthemoney import LANGUAGES
from dossier.export.plain_dates import plain_date
from dossier.model.figures import counted
from dossier.model.records import Article, Event, Finding, FreePage, Place

MOST_LISTED = 5


def listed(ids: list[str]) -> str:
    """The first ids of a list, and how many more there are."""
    more = f" and {len(ids) - MOST_LISTED} more" if len(ids) > MOST_LISTED else ""
    return ", ".join(ids[:MOST_LISTED]) + more


def unlocated(of: Selection) -> Iterator[str]:
    """Places without a location."""
    if left_out := [place.id for place in of.of(Place) if place.location is None]:
        yield f"{counted(len(left_out), 'place')} without a location left out: {listed(left_out)}"


def undated(of: Selection) -> Iterator[str]:
    """Events whose date is open on one side."""
    if left_out := [event.id for event in of.of(Event) if is_open(event)]:
        yield f"{counted(len(left_out), 'event')} whose date is open on one side left out: {listed(left_out)}"


def no_entity(of: Selection) -> Iterator[str]:
    """Records, dates and languages that FollowTheMoney has no property for."""
    kinds = [record.id for record in of.records if isinstance(record, (Finding, FreePage))]
    if kinds:
        yield f"{counted(len(kinds), 'record')} of kinds that the schema does not have left out: {listed(kinds)}"
    dates = [event.id for event in of.of(Event) if not any(plain_date(event.when))]
    if dates:
        yield f"the dates of {counted(len(dates), 'event')} stand in words alone, for it has no windows: {listed(dates)}"
    tongues = sorted({a.language for a in of.of(Article) if a.language.partition("-")[0] not in LANGUAGES})
    if tongues:
        yield f"languages without a code in it left out: {listed(tongues)}"


def incomplete(of: Selection) -> Iterator[str]:
    """Withheld accounts, which a dossier that is built again does not count."""
    if number := sum(f.withheld for f in of.figures.claims.values()):
        yield (
            f"{counted(number, 'account')} withheld by the editors left out; a dossier that is built again from the file "
            "counts none of them as withheld"
        )
