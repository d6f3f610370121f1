"""What changed, commit by commit; no page where version control says nothing."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.history import STATUSES
from dossier.model.pages import Page
from dossier.render.renderer import Renderer, feed_link

LEAD = "What was added to the dossier, changed or taken out of it, and why, as its version control has it: the newest first."


def pages(renderer: Renderer) -> Iterator[Page]:
    """The one page, or none."""
    if not renderer.changes:
        return
    retired = {entry.id: entry for entry in renderer.corpus.retired}
    yield renderer.page(
        "changes.html",
        "changes/",
        "What changed",
        LEAD,
        section="about/",
        head=feed_link(renderer.settings, ".."),
        lead=LEAD,
        statuses=STATUSES,
        changes=renderer.changes,
        retired=retired,
    )
