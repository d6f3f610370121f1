"""Figures and index rows as plain tuples, which `marshal` writes, reads and compares fast."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date
from operator import attrgetter
from typing import Any

from dossier.derive.network import Edge, Lines, Network
from dossier.model.corpus import Mention
from dossier.model.differences import Cause, Difference
from dossier.model.figures import AccountFigures, ClaimFigures, Coverage, Trail
from dossier.model.history import Past
from dossier.render.context import IndexRow

Plain = tuple[Any, ...]
_FIELDS = tuple(each.name for each in fields(ClaimFigures))
_ACCOUNTS = _FIELDS.index("accounts")


_values = attrgetter(*_FIELDS)


def dump_claim(f: ClaimFigures) -> Plain:
    """The figures of a claim as a tuple: every field in its order."""
    values = [dict(value) if isinstance(value, Mapping) else value for value in _values(f)]
    values[_ACCOUNTS] = tuple(
        [
            (
                *(a.article, a.number, a.stance, a.basis),
                tuple([(t.links, t.origin, t.why, t.end) for t in a.trails]),
            )
            for a in f.accounts
        ]
    )
    return tuple(values)


def load_claim(plain: Plain) -> ClaimFigures:
    """The figures that `dump_claim` encoded."""
    values = list(plain)
    values[_ACCOUNTS] = tuple(
        AccountFigures(article, number, stance, basis, tuple(Trail(*trail) for trail in trails))
        for article, number, stance, basis, trails in values[_ACCOUNTS]
    )
    return ClaimFigures(**dict(zip(_FIELDS, values, strict=True)))


def _plain_mentions(mentions: Any) -> Any:
    return [(m.source, m.before, m.name, m.after) for m in mentions]


def _mentions(plain: Any) -> list[Mention]:
    return [Mention(*values) for values in plain]


def _plain_coverage(c: Coverage) -> Plain:
    outlets = (c.publishers, c.languages, c.countries, c.without_country)
    return (*outlets, c.controllers, c.without_controller)


def _plain_lines(lines: Lines) -> Plain:
    edges = [(edge.tie, edge.one, edge.other, edge.articles) for edge in lines.network.edges]
    return dict(lines.network.sources), list(lines.network.around), edges, lines.more


def _lines(plain: Plain) -> Lines:
    sources, ids, plain_edges, more = plain
    edges = [Edge(*edge) for edge in plain_edges]
    return Lines(Network(sources, tuple(edges), dict.fromkeys(ids, edges)), more)


def _plain_past(past: Any) -> Any:
    return [
        (
            each.day.toordinal(),
            *(d.kind, d.record, d.id, d.title, d.outlet, d.subject, d.before, d.after),
            [(cause.article, cause.before, cause.after) for cause in d.because],
        )
        for each in past
        for d in [each.difference]
    ]


def _past(plain: Any) -> tuple[Past, ...]:
    return tuple(
        Past(
            date.fromordinal(day),
            Difference(
                **dict(zip(_OF_DIFFERENCE, said, strict=True)),
                because=tuple(Cause(*cause) for cause in because),
            ),
        )
        for day, *said, because in plain
    )


_OF_DIFFERENCE = ("kind", "record", "id", "title", "outlet", "subject", "before", "after")
CODECS: dict[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    "mentions": (_plain_mentions, _mentions),
    "coverage": (_plain_coverage, lambda plain: Coverage(*plain)),
    "lines": (_plain_lines, _lines),
    "past": (_plain_past, _past),
}
"""Encoder and decoder of the columns of an index row whose values are not plain."""


def dump_index_row(row: IndexRow) -> tuple[object, ...]:
    """An index row as plain values."""
    plain = {
        name: encode(value)
        for name, (encode, _) in CODECS.items()
        if (value := getattr(row, name)) is not None
    }
    return tuple(row._replace(**plain) if plain else row)


def load_index_row(plain: Iterable[Any]) -> IndexRow:
    """The index row that `dump_index_row` encoded."""
    row = IndexRow._make(plain)
    values = {
        name: decode(value)
        for name, (_, decode) in CODECS.items()
        if (value := getattr(row, name)) is not None
    }
    return row._replace(**values) if values else row
