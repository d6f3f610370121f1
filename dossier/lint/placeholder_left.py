"""A skeleton that somebody has not filled in."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject

TITLES = frozenset(
    """HEADLINE AS PRINTED|PREFERRED NAME|OUTLET|WHAT HAPPENED|STATEMENT IN NEUTRAL WORDS|WHAT WE CONCLUDE""".split(
        "|"
    )
)
BODIES = (
    "WHAT IT SAYS, in your",
    "WHO THIS IS, in your",
    "WHERE AND WHAT IT IS, in your",
    "WHAT IS KNOWN OF IT, in your",
    "WHAT IT IS, in your",
    "WHAT IS AT ISSUE, and what",
    "WHY, in your own words",
)
"""What `dossier new` writes in capitals; a contract test holds the two together."""
BEGUN = ("Say in two or three sentences what this dossier is about", "Say how somebody who finds a mistake")
"""What `dossier init` writes: a new dossier can be built as it stands."""
EXAMPLE = "EXAMPLE of a source, as `dossier init` writes it"
"""The article among the records that `dossier init` writes as an example: the others cannot be there without it."""


def placeholder_left(subject: Subject, report: Report) -> None:
    """What stands in capitals in a skeleton is for the author to replace: it would be published as it is."""
    for record in subject.texts:
        if record.title in TITLES:
            message = f'"{record.title}" is the skeleton\'s, not yours'
            report.error("placeholder-left", Spot(record.path, ("title",)), message, "fill it in")
        text = record.body.text.lstrip()
        if text.startswith(BODIES):
            line = record.body.line + record.body.text.count("\n", 0, len(record.body.text) - len(text))
            first = text.split(",")[0]
            spot = Spot(record.path, text=first, lines=(line, line + 1))
            report.error(
                "placeholder-left",
                spot,
                "the text is the skeleton's, not yours",
                "write it in your own words",
            )
        elif text.startswith((*BEGUN, EXAMPLE)):
            line = record.body.line + record.body.text.count("\n", 0, len(record.body.text) - len(text))
            spot = Spot(record.path, text=text.split(" ")[0], lines=(line, line + 1))
            message, hint = "the text is what 'dossier init' wrote, not yours", "write it in your own words"
            if text.startswith(EXAMPLE):
                message = "the example that 'dossier init' wrote is still here"
                hint = "delete it: rm content/*/example-* captures/example-* content/dossier.lock"
            report.warning("placeholder-left", spot, message, hint)
