"""A record that withholds a name, where nobody can check that the name is not in the output."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject


def withheld_names_missing(subject: Subject, report: Report) -> None:
    """Publishing needs the spellings; a fork that has not got them is warned. A withheld actor has no names."""
    for actor in subject.corpus.actors:
        if actor.publish != "withhold":
            continue
        if actor.names:
            hint = "take them out, and out of git's history; the title is a role"
            spot = Spot(actor.path, ("names",), on_key=True)
            report.error("withheld-names-missing", spot, "a withheld actor has names here", hint)
        if actor.id not in subject.withheld:
            hint = "name the file with $DOSSIER_WITHHELD; without it, dossier build writes nothing"
            spot = Spot(actor.path, ("publish",))
            report.warning(
                "withheld-names-missing", spot, "the spellings of the withheld name are not at hand", hint
            )
