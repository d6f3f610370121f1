"""The data of a record that need a source: roles, controls, and participants of an event."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.parts import Sourced
from dossier.model.records import Actor, Event, Publisher, Record
from dossier.model.schema import Keys


def sourced(record: Record) -> Iterator[tuple[Keys, str, Sourced]]:
    """Each datum with the keys that lead to it, and a description that stays the same when its source changes."""
    if isinstance(record, Actor):
        for index, role in enumerate(record.roles):
            of = f' of "{role.of}"' if role.of else ""
            yield ("roles", index), f'the role "{role.as_}"{of}', role
    if isinstance(record, Actor | Publisher) and record.controlled_by:
        yield ("controlled_by",), f'control by "{record.controlled_by.actor}"', record.controlled_by
    if isinstance(record, Event):
        for index, participant in enumerate(record.actors):
            yield ("actors", index), f'the part of "{participant.actor}"', participant
