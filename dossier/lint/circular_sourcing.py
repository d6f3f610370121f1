"""Articles that rest on one another in a ring."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject


def circular_sourcing(subject: Subject, report: Report) -> None:
    """A chain that comes back to its beginning leads to nobody: the ring is printed whole."""
    for ring in subject.figures.circles:
        article = subject.corpus.records[ring[0]]
        shown = " > ".join((*ring, ring[0]))
        hint = "one of them does not rest on the next; what its text does not show is unknown"
        report.error(
            "circular-sourcing",
            Spot(article.path, ("rests_on",)),
            f"the chain goes in a circle: {shown}",
            hint,
        )
