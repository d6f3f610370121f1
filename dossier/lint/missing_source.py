"""A role, a control or a participant that nobody vouches for."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.parts import Sourced
from dossier.model.records import Actor, Event, Publisher, Record


def missing_source(subject: Subject, report: Report) -> None:
    """Who held which office, who controls whom and who took part has a `source` or a `reference`.

    A warning; an error in a dossier whose mkdocs.yml says `sources_required: true`.
    """
    tell = report.error if subject.sources_required else report.warning
    for record in subject.corpus.records.values():
        for keys, what, datum in _sourced(record):
            if datum.source is None and datum.reference is None:
                hint = "write source: and an article's id, or reference: and the address of a reference work"
                tell("missing-source", Spot(record.path, keys), f"nothing vouches for {what}", hint)


def _sourced(record: Record) -> Iterator[tuple[tuple[str | int, ...], str, Sourced]]:
    if isinstance(record, Actor):
        for index, role in enumerate(record.roles):
            yield ("roles", index), f'the role "{role.as_}"', role
    if isinstance(record, Actor | Publisher) and record.controlled_by:
        yield ("controlled_by",), f'control by "{record.controlled_by.actor}"', record.controlled_by
    if isinstance(record, Event):
        for index, participant in enumerate(record.actors):
            yield ("actors", index), f'the part of "{participant.actor}"', participant
