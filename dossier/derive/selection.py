"""What an export is made from: the dossier, or the part of it that is about some records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from typing import TypeVar

from dossier.config import Settings
from dossier.derive.tables import TABLES, Row, Source, Table
from dossier.derive.tables.selected import selected
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import NO_HISTORY, History
from dossier.model.records import Claim, Record
from dossier.model.schema import published_references


def _texts(value: object) -> set[str]:
    """Every text in a value of figures; some are ids."""
    if isinstance(value, str):
        return {value}
    if is_dataclass(value):
        return set[str]().union(*(_texts(getattr(value, each.name)) for each in fields(value)))
    items = [*value.keys(), *value.values()] if isinstance(value, Mapping) else value
    return set[str]().union(*map(_texts, items)) if isinstance(items, (tuple, list, frozenset)) else set()


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Selection:
    """A dossier, and which of its records an export is about. Figures are those of the complete dossier."""

    corpus: Corpus
    figures: Figures
    settings: Settings
    changes: History = NO_HISTORY
    texts: bool = True
    """Whether a file that would change with every edit of a text may do so."""
    wanted: frozenset[str] | None = None
    """The ids of the records that were asked for; None for all."""

    @property
    def source(self) -> Source:
        """What tables are made from."""
        return Source(self.corpus, self.figures)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The records that were asked for, those that they name, and those that name them."""
        records = self.corpus.records
        if self.wanted is None:
            return frozenset(records)
        found = set(self.wanted)
        for id_, record in records.items():
            named = {each.target for each in published_references(record)}
            if id_ in self.wanted:
                found |= named
            elif not named.isdisjoint(self.wanted):
                found.add(id_)
        return frozenset(found & records.keys())

    @cached_property
    def referred(self) -> tuple[Record, ...]:
        """The records that selected ones refer to, in front matter, text or figures, and that are not selected themselves.

        Every format names them by id or address, with title and kind, so that no reference leads nowhere.
        """
        if self.wanted is None:
            return ()
        corpus, found = self.corpus, set[str]()
        for id_, mentions in corpus.mentions.items():
            if any(mention.source in self.ids for mention in mentions):
                found.add(id_)
        found |= {id_ for id_, sources in corpus.cited_by.items() if not self.ids.isdisjoint(sources)}
        for record in self.records:
            found |= {each.target for each in published_references(record)}
            if isinstance(record, Claim):
                found |= _texts(self.figures.claims[record.id])
        return tuple(corpus.records[id_] for id_ in sorted(found & corpus.records.keys() - self.ids))

    @cached_property
    def named(self) -> frozenset[str]:
        """The ids of all of these: selected, or referred to."""
        return self.ids | {record.id for record in self.referred}

    def of(self, kind: type[R]) -> list[R]:
        """The selected records of a kind, in the order of their ids."""
        return [r for r in self.corpus.of(kind) if self.wanted is None or r.id in self.ids]

    @property
    def records(self) -> list[Record]:
        """The selected records, in the order of their ids."""
        return [self.corpus.records[id_] for id_ in sorted(self.ids)]

    @cached_property
    def _rows(self) -> Mapping[str, tuple[Row, ...]]:
        assert self.wanted is not None
        return selected(TABLES, self.source, self.wanted, self.ids)

    def rows(self, table: Table) -> Iterable[Row]:
        """The selected rows of a table, and those that they lead to."""
        return table.rows(self.source) if self.wanted is None else self._rows[table.name]
