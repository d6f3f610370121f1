"""A record that is published by its initials, under a title that says more."""

from __future__ import annotations

import re

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject

_WORD = re.compile(r"[^\W\d_]{2,}")


def title_not_initials(subject: Subject, report: Report) -> None:
    """The title of a record with `publish: initials` is initials alone: "A. B."."""
    for record in subject.corpus.records.values():
        if getattr(record, "publish", "") == "initials" and _WORD.search(record.title):
            hint = 'write initials alone, "A. B.", and take the word out of git\'s history as well; or publish: role'
            spot = Spot(record.path, ("title",))
            report.error("title-not-initials", spot, "a title of initials has a longer word", hint)
