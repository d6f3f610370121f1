"""Who answers to whom: actors and outlets below those that control them, persons below the bodies they hold a role of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.model.corpus import Corpus
from dossier.model.parts import Role, Sourced
from dossier.model.records import Actor, Publisher

DEPTH = 6
"""Levels of the tree; what lies deeper is left out."""


@dataclass(frozen=True, slots=True)
class Branch:
    """An actor or outlet, why it stands where it stands, and those that answer to it."""

    id: str
    words: str
    """Its role, or empty for one that is controlled; empty for a root as well."""
    datum: Sourced | None
    """The role or the control, with its source; None for a root."""
    below: tuple[Branch, ...]


def answers(corpus: Corpus) -> list[Branch]:
    """The trees of all that control somebody or give somebody a role, and that answer to nobody themselves.

    One with several roles stands below each body. A ring of controls has no root, and is left out.
    """
    below: dict[str, list[tuple[str, str, Sourced]]] = {}
    for id_, over, words, datum in _ties(corpus):
        below.setdefault(over, []).append((id_, words, datum))
    answering = {id_ for found in below.values() for id_, *_ in found}

    def branch(id_: str, words: str, datum: Sourced | None, path: tuple[str, ...]) -> Branch:
        found = below.get(id_, []) if len(path) < DEPTH else []
        inner = [branch(*each, (*path, each[0])) for each in found if each[0] not in path]
        inner.sort(
            key=lambda one: (-len(one.below), corpus.records[one.id].title.casefold(), one.id, one.words)
        )
        return Branch(id_, words, datum, tuple(inner))

    roots = [branch(id_, "", None, (id_,)) for id_ in sorted(below) if id_ not in answering]
    return sorted(roots, key=lambda root: (-_size(root), root.id))


def _ties(corpus: Corpus) -> Iterator[tuple[str, str, str, Sourced]]:
    """Who answers to whom: the id, whom, as what, by which datum."""
    held: list[Actor | Publisher] = [*corpus.actors, *corpus.publishers]
    for record in held:
        control = record.controlled_by
        if control and control.actor in corpus.records and control.actor != record.id:
            yield record.id, control.actor, "", control
        roles: tuple[Role, ...] = record.roles if isinstance(record, Actor) else ()
        for role in roles:
            if role.of and role.of in corpus.records and role.of != record.id:
                yield record.id, role.of, role.as_, role


def _size(branch: Branch) -> int:
    return 1 + sum(_size(one) for one in branch.below)
