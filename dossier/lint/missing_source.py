"""A role, a control or a participant that nobody vouches for."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.sourced import sourced


def missing_source(subject: Subject, report: Report) -> None:
    """Who held which office, who controls whom and who took part has a `source` or a `reference`.

    A warning; an error in a dossier whose mkdocs.yml says `sources_required: true`.
    """
    tell = report.error if subject.sources_required else report.warning
    for record in subject.corpus.records.values():
        for keys, what, datum in sourced(record):
            if datum.source is None and datum.reference is None:
                hint = "write source: and an article's id, or reference: and the address of a reference work"
                tell("missing-source", Spot(record.path, keys), f"nothing vouches for {what}", hint)
