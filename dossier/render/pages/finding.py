"""A finding's page: the judgement, how sure its author is of it, and what it rests on, which is computed."""

from __future__ import annotations

from dossier.model.figures import support_of
from dossier.model.pages import Page
from dossier.model.phrases import SURE
from dossier.model.records import Finding
from dossier.render.renderer import Renderer


def draw(renderer: Renderer, finding: Finding) -> Page:
    """The page of a finding."""
    return renderer.record_page(
        "finding.html",
        finding,
        "findings/",
        # The level itself stands before it.
        sure=SURE[finding.confidence].partition(": ")[2],
        support=support_of([renderer.figures.claims[id_] for id_ in finding.rests_on]),
        elsewhere=renderer.corpus.mentions.get(finding.id, []),
    )
