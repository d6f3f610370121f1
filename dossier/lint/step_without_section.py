"""A step of a story that no section of the page's text tells."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.lint.subject import Subject
from dossier.model.headings import headings, top_level
from dossier.model.records import FreePage


def step_without_section(subject: Subject, report: Report) -> None:
    """Each step names a heading of its page's text, and no two steps name the same."""
    for page in subject.texts:
        if not isinstance(page, FreePage) or page.body.shortened:
            continue
        top = top_level(page.body)
        found = [heading.title for heading in headings(page.body) if heading.level == top]
        taken: set[str] = set()
        for index, step in enumerate(page.steps):
            spot = Spot(page.path, ("steps", index, "heading"))
            if step.heading not in found:
                message = f'no section of the text has the heading "{step.heading}"'
                hint = (
                    did_you_mean(step.heading, found)
                    or f"write {'#' * top} {step.heading} below ---, and its text"
                )
                report.error("step-without-section", spot, message, hint)
            elif step.heading in taken:
                message = f'two steps are the section "{step.heading}"'
                report.error(
                    "step-without-section", spot, message, "take one out, or give it its own section"
                )
            taken.add(step.heading)
