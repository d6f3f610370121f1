"""A participant of an event about whom the sources disagree, entered as if they did not."""

from __future__ import annotations

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.records import Claim, Event


def participant_without_role(subject: Subject, report: Report) -> None:
    """A participant who is the subject of a contradicted claim on the event says `as` what: a bare entry takes a side."""
    on_event: dict[str, list[Claim]] = {}
    for claim in subject.corpus.of(Claim):
        if subject.figures.claims[claim.id].contradictions:
            for target in dict.fromkeys([claim.event, *claim.about]):
                if target:
                    on_event.setdefault(target, []).append(claim)
    for event in subject.corpus.of(Event):
        for index, participant in enumerate(event.actors):
            disputed = next(
                (claim for claim in on_event.get(event.id, ()) if participant.actor in claim.about), None
            )
            if disputed and not participant.as_:
                message = (
                    f'"{participant.actor}" is entered as taking part, and "{disputed.id}" is contradicted'
                )
                hint = f'write {{actor: {participant.actor}, as: "whose part is disputed", source: …}}'
                report.warning("participant-without-role", Spot(event.path, ("actors", index)), message, hint)
