"""A finding held with more confidence than its claims bear."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.figures import weakness
from dossier.model.records import Finding


def finding_on_weak_claim(subject: Subject, report: Report) -> None:
    """High confidence wants two independent origins and no dissent under every claim, moderate wants a known origin."""
    if not subject.complete:
        return
    for finding in subject.corpus.of(Finding):
        for index, claim in enumerate(finding.rests_on):
            figures = subject.figures.claims.get(claim)
            weak = weakness(figures, finding.confidence) if figures else ""
            if weak:
                message = f'the finding is held with {finding.confidence} confidence, and "{claim}" {weak}'
                hint = "lower the confidence, or say in the text why it holds all the same"
                report.warning(
                    "finding-on-weak-claim", Spot(finding.path, ("rests_on", index)), message, hint
                )
