"""Values as plain data, which `marshal` writes: what texts name, dependencies, diagnostics. Used by `facts`, `tables`."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from dossier.diagnostics import Diagnostic, Span
from dossier.link import Named
from dossier.model.corpus import Mention
from dossier.model.markup import LINK
from dossier.model.parts import Body
from dossier.model.prose import pieces, prose_of
from dossier.tracking import Dependencies

NamesRow = tuple[Mapping[str, tuple[str, str, str]], list[str], list[str]]
"""Of a text: the sentence around each mention, by its target; what it cites; and the records shown by their titles."""
PackedDependencies = list[bytes]
"""The sorted numbers of the ids read, of records, of figures and of index rows: arrays of 32 bits each."""


def as_it_is(value: Any) -> Any:
    """A value that is plain already."""
    return value


def field_values(value: Any) -> tuple[Any, ...]:
    """The field values of a dataclass instance, in field order."""
    return tuple(getattr(value, field.name) for field in fields(value))


def names_row(body: Body, named: Named) -> NamesRow:
    """The row of what a text mentions and cites."""
    mentions, cited = named
    untitled = {
        mark[1]
        for _, _, parts in prose_of(body.blocks)
        for _, mark in pieces(parts)
        if mark and mark[0] == LINK and not mark[2]
    }
    sentences = {target: (m.before, m.name, m.after) for target, m in mentions.items()}
    return sentences, cited, sorted(untitled)


def named_of(row: NamesRow, id_: str) -> Named:
    """What the text of the record `id_` mentions and cites."""
    sentences, cited, _ = row
    return {target: Mention(id_, *sentence) for target, sentence in sentences.items()}, cited


def pack_dependencies(numbers: Mapping[str, int], dependencies: Dependencies) -> PackedDependencies:
    """Dependencies as numbers; raises `KeyError` for an id that has none."""
    groups = (dependencies.records, dependencies.figures, dependencies.index_rows)
    return [array("I", sorted([numbers[id_] for id_ in ids])).tobytes() for ids in groups]


def intersects(changed: Sequence[set[int]], packed: PackedDependencies) -> bool:
    """Whether dependencies contain any of the changed numbers, given in the same three groups."""
    return any(
        numbers and not numbers.isdisjoint(array("I", ids))
        for numbers, ids in zip(changed, packed, strict=True)
    )


def dump_diagnostics(diagnostics: Iterable[Diagnostic]) -> object:
    """Diagnostics, whose lines and columns are resolved."""
    return [(d.code, d.severity, field_values(d.at), d.message, d.hint) for d in diagnostics]


def load_diagnostics(plain: Any) -> tuple[Diagnostic, ...]:
    """What `dump_diagnostics` encoded."""
    return tuple(
        Diagnostic(code, severity, Span(*at), message, hint) for code, severity, at, message, hint in plain
    )
