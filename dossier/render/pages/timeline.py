"""The timeline: a drawing, the same as a list, and the data that makes the drawing one to zoom."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from dossier.derive.timeline import LANES, items_of, years
from dossier.model.pages import Page
from dossier.render.html import json_in_html
from dossier.render.renderer import Renderer
from dossier.render.timeline.svg import MANY, timeline_figure

HEAD = '<link rel="stylesheet" href="../assets/dossier/timeline.css">'


def pages(renderer: Renderer) -> Iterator[Page]:
    """The one."""
    items = items_of(renderer.corpus)
    dated = [item for item in items if item.when]
    yield renderer.page(
        "timeline.html",
        "timeline/",
        "Timeline",
        "Everything in the dossier that has a date, drawn no finer than the date is known.",
        section="timeline/",
        head=HEAD,
        figure=timeline_figure(items, root="..", label="Timeline of this dossier"),
        counted_only=len(dated) > MANY,
        years=years(dated),
        undated=[item for item in items if not item.when],
        lanes={
            "events": "Event",
            "statements": "Statement",
            "claims": "Claim",
            "publications": "Publication",
        },
        data=Markup(json_in_html({"lanes": LANES, "items": [item.data("..") for item in items]})),
    )
