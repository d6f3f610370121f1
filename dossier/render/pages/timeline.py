"""The page of the timeline: a drawing, a list of the same items, and the data that lets the browser zoom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from markupsafe import Markup

from dossier.derive.timeline import LANES, Item, Lane, items_of, years
from dossier.model.figures import counted
from dossier.model.pages import DATA, Page
from dossier.model.scripted import json_in_html
from dossier.render.html import Links, style_sheets
from dossier.render.limits import ENTRIES
from dossier.render.paging import paged
from dossier.render.renderer import Renderer
from dossier.render.timeline.svg import MANY, timeline_figure

ADDRESS = "timeline/"
STYLE = "assets/dossier/timeline.css"
NAMES: dict[Lane, str] = {
    "events": "Event",
    "statements": "Statement",
    "claims": "Claim",
    "publications": "Publication",
}


def divided(items: Sequence[Item]) -> tuple[list[Item], list[Item], str]:
    """The events among these items unless they are too many, the others, and in words how many those are of each kind."""
    events = [item for item in items if item.lane == "events"]
    if len(events) > ENTRIES[0]:
        events = []
    others = [item for item in items if item.lane != "events"] if events else list(items)
    counts = [
        counted(number, NAMES[lane].lower())
        for lane in LANES
        if (number := sum(item.lane == lane for item in others))
    ]
    return events, others, ", ".join(counts)


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page of the timeline."""
    items = items_of(renderer.corpus)
    dated = [item for item in items if item.when]
    figure = timeline_figure(items, root="..", label="Timeline of this dossier")
    data = Markup(json_in_html({"lanes": LANES, "items": [item.data("..") for item in items]}))
    apart = len(data.encode()) > renderer.limits.data_bytes
    beside = ((DATA, f"window.dossierTimelineData={data};\n"),) if apart else ()

    def values(links: Links, some: Sequence[Item], first: bool) -> dict[str, Any]:
        return {
            "head": style_sheets(links.root, STYLE),
            "figure": figure if first else "",
            "counted_only": len(dated) > MANY,
            "years": years([item for item in some if item.when]),
            "undated": [item for item in some if not item.when],
            "unfolded": len(some) <= ENTRIES[0],
            "divided": divided,
            "lanes": NAMES,
            "data": "" if apart else data,
            "data_file": DATA,
        }

    lead = "Everything in the dossier that has a date, drawn no finer than the date is known."
    for page in paged(renderer, "timeline.html", ADDRESS, "Timeline", lead, items, values):
        yield replace(page, beside=beside) if page.address == ADDRESS else page
