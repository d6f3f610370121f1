"""Tombstones: the pages of retired records. And the list of what an as-of dossier leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from dossier.derive.version import tombstone_version
from dossier.model.dates import wording_of_day
from dossier.model.figures import LeftOut
from dossier.model.history import past_of
from dossier.model.pages import Page
from dossier.model.parts import FOLDERS
from dossier.model.releases import Release
from dossier.model.retired import Retired
from dossier.render.differences import difference_line
from dossier.render.html import Links
from dossier.render.paging import paged
from dossier.render.renderer import Renderer, root_of


def pages(renderer: Renderer) -> Iterator[Page]:
    """One page for each entry of `retired.yml`, and the list of what is left out, if anything is."""
    past = past_of(renderer.changes)
    for entry in renderer.corpus.retired:
        links = renderer.links(root_of(entry.address))
        last_in, gone_since = _around(renderer.corpus.releases, entry)
        yield renderer.page(
            "retired.html",
            entry.address,
            f"Withdrawn: {entry.id}",
            f"The record {entry.id} was withdrawn {entry.date.phrase}.",
            section=f"{FOLDERS[entry.kind]}/",
            entry=entry,
            gone_since=gone_since,
            last_in=last_in,
            past=[
                (each.day, difference_line(each.difference, links, named=False))
                for each in past.get(entry.id, ())
            ],
            version=tombstone_version(entry),
        )
    if renderer.as_of:
        day = wording_of_day(renderer.as_of.day)
        title = f"What is left out as of {day}"
        lead = f"Sources that were not, or are not known to have been, published by {day}."

        def values(links: Links, some: Sequence[LeftOut], first: bool) -> dict[str, Any]:
            return {"lead": lead, "entries": some}

        yield from paged(
            renderer, "left_out.html", "left-out/", title, lead, renderer.as_of.left_out, values, section=""
        )


def _around(releases: Sequence[Release], entry: Retired) -> tuple[Release | None, Release | None]:
    """The last release with a record that was withdrawn, and the first without it; None where no release says so."""
    for before, after in zip((None, *releases), releases, strict=False):
        if any(
            (each.kind, each.record, each.id) == ("retired", entry.kind, entry.id) for each in after.changes
        ):
            return before, after
    return None, None
