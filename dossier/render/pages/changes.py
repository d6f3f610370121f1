"""What changed, commit by commit; no page where version control says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from dossier.model.corpus import Corpus
from dossier.model.figures import counted
from dossier.model.history import STATUSES
from dossier.model.pages import Page
from dossier.model.parts import FOLDERS
from dossier.render.renderer import Renderer, feed_link

NAMES = {"article": "source", "publisher": "outlet"}
"""What readers call a kind, where that is another word."""
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
        kinds_of=lambda ids: kinds_of(renderer.corpus, ids),
    )


def kinds_of(corpus: Corpus, ids: Sequence[str]) -> str:
    """ "2 sources, 1 claim": what records are, those that are still there."""
    kinds = Counter(corpus.records[id_].kind for id_ in ids if id_ in corpus.records)
    return ", ".join(counted(kinds[kind], NAMES.get(kind, kind)) for kind in FOLDERS if kinds[kind])
