"""The style in which notes and bibliography are set: Chicago, ours, or a CSL style that `mkdocs.yml` names (`styled.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from dossier.cite.chicago import chicago, chicago_bibliography, chicago_short
from dossier.cite.reference import Reference
from dossier.cite.text import Citation
from dossier.model.locators import Locator

Wanted = tuple[Reference, str]
"""A source, and a place within it as it is written: "¶ 3", or none."""


class NoteStyle(Protocol):
    """Sets sources as notes and as entries of the bibliography."""

    @property
    def name(self) -> str:
        """What the bibliography calls it: "the Chicago Manual of Style"."""

    @property
    def batched(self) -> bool:
        """Whether `prepare` saves time."""

    def prepare(self, wanted: Iterable[Wanted]) -> None:
        """Set all of these that are not set yet."""

    def note(self, reference: Reference, place: str) -> Citation:
        """A note, as at the first mention."""

    def later(self, reference: Reference, place: str, first: int) -> Citation:
        """A further note; `first` is the number of the note that names the source first."""

    def entry(self, reference: Reference) -> Citation:
        """An entry of the bibliography."""


class _Chicago:
    """The style of a dossier that names none."""

    name = "the Chicago Manual of Style"
    batched = False

    def prepare(self, wanted: Iterable[Wanted]) -> None:
        pass

    def note(self, reference: Reference, place: str) -> Citation:
        return chicago(reference, _worded(place), day_first=True)

    def later(self, reference: Reference, place: str, first: int) -> Citation:
        return chicago_short(reference, _worded(place))

    def entry(self, reference: Reference) -> Citation:
        return chicago_bibliography(reference, day_first=True)


CHICAGO: NoteStyle = _Chicago()


def _worded(place: str) -> str:
    return Locator.parse(place).wording if place else ""
