"""A finding's page: the judgement, how confident, the claims under it, and a warning where one is weak."""

from __future__ import annotations

from dossier.model.figures import weakness
from dossier.model.pages import Page
from dossier.model.records import Finding
from dossier.render.renderer import Renderer

CONFIDENCE = {
    "high": "High confidence: several independent origins, none disputed; the judgement may still be wrong.",
    "moderate": "Moderate confidence: credibly sourced and plausible, but not enough for more.",
    "low": "Low confidence: the information is scant, or leads to one origin or to none that is known.",
}
"""After ICD 203, in this dossier's terms."""


def draw(renderer: Renderer, finding: Finding) -> Page:
    """The page of a finding."""
    claims = [(id_, renderer.figures.claims[id_]) for id_ in finding.rests_on]
    return renderer.record_page(
        "finding.html",
        finding,
        "findings/",
        confidence=CONFIDENCE[finding.confidence],
        claims=[(id_, figures, weakness(figures, finding.confidence)) for id_, figures in claims],
        elsewhere=renderer.corpus.mentions.get(finding.id, []),
    )
