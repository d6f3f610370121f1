"""What the rules judge."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from dossier.lint.words import Words
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Record
from dossier.store.lock import Lock

NO_WORDS = Words()


@dataclass(frozen=True, slots=True)
class Subject:
    """A linked dossier, its figures, and what was verified in it."""

    corpus: Corpus
    figures: Figures
    lock: Lock | None
    """What was verified; None where there is no lock yet."""
    complete: bool = True
    """False where a file has errors: what leads to a record may stand in it."""
    withheld: frozenset[str] = frozenset()
    """Records whose withheld names are at hand."""
    words: Words = NO_WORDS
    """What is looked for in texts."""
    sources_required: bool = False
    """True where a role, a control or a participant without a source is an error."""
    changed: Collection[Record] | None = None
    """The records whose texts are judged; None for all of them."""
    named: Collection[Record] | None = None
    """Those that are looked through for names, and"""
    labelled: Collection[Record] | None = None
    """for labels, where these are others."""

    @property
    def texts(self) -> Collection[Record]:
        """The records whose texts are judged."""
        return self.corpus.records.values() if self.changed is None else self.changed
