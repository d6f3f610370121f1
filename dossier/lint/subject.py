"""The input of the rules."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dossier.lint.words import Words
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Publisher, Record
from dossier.store.lock import Lock

NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Subject:
    """A linked dossier, its figures, and its lock."""

    corpus: Corpus
    figures: Figures
    lock: Lock | None
    """None if there is no lock yet."""
    complete: bool = True
    """False if a file has errors: it may contain a reference to any record."""
    withheld: frozenset[str] = frozenset()
    """Records whose withheld names are at hand."""
    words: Words = NO_WORDS
    """The names and labels that bodies are searched for."""
    sources_required: bool = False
    """True if a role, a control or a participant without a source is an error."""
    changed: Collection[Record] | None = None
    """The records whose bodies are judged; None for all of them."""
    named: Collection[Record] | None = None
    """The records whose bodies are searched for names; None for those of `changed`."""
    marked: Collection[Record] | None = None
    """The records whose bodies are searched for malformed links; None for those of `changed`."""
    labelled: Collection[Record] | None = None
    """The records whose bodies are searched for labels; None for those of `changed`."""

    @property
    def texts(self) -> Collection[Record]:
        """The records whose bodies are judged."""
        return self.corpus.records.values() if self.changed is None else self.changed

    def are_one(self, one: Record, other: Record) -> bool:
        """Whether two records say that they are one outlet: both lead to the same by `is` and `edition_of`."""
        return not self._leads_to(one).isdisjoint(self._leads_to(other))

    def _leads_to(self, record: Record) -> set[str]:
        found = {record.id}
        at: Record | None = record
        while isinstance(at, Publisher) and (onward := at.is_ or at.edition_of) and onward not in found:
            found.add(onward)
            at = self.corpus.records.get(onward)
        return found
