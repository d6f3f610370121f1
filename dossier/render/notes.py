"""Numbered notes of a page: citations and footnotes in one sequence, each with its entry in the list at the foot.

The browser makes the pop-up on hover and focus from the list's entry; without JavaScript the mark is a link to it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from dossier.model.locators import Locator
from dossier.render.html import Links, filled

Items = Sequence[tuple[str, str]]


@dataclass(slots=True)
class Note:
    """A note: its text, and how many marks refer to it."""

    number: int
    text: Markup
    uses: int = 0
    footnote: int | None = None


@dataclass(slots=True)
class Notes:
    """The notes of one page, in the order of their first marks."""

    links: Links
    own: str = ""
    """The article whose page it is: what cites that alone gets its place in brackets, and no note."""
    notes: list[Note] = field(default_factory=list)
    by_key: dict[object, Note] = field(default_factory=dict)
    by_source: dict[str, int] = field(default_factory=dict)
    """The number of the note that names a source first."""

    def cite(self, items: Items) -> Markup:
        """The mark of a citation of one or more articles."""
        if self.own and all(id_ == self.own for id_, _ in items):
            places = "; ".join(Locator.parse(locator).wording for _, locator in items if locator)
            return filled(' <span class="dossier-at">[{}]</span>', places) if places else Markup()
        note = self.by_key.get(tuple(items))
        if note is None:
            text = "; ".join([self._cited(id_, locator) for id_, locator in items])
            note = self._new(tuple(items), Markup(text))
        return self._mark(note)

    def _cited(self, id_: str, locator: str) -> Markup:
        """A source in full where a note names it first, and in its short form afterwards."""
        first = self.by_source.setdefault(id_, len(self.notes) + 1)
        return self.links.cited(id_, locator, first=first if first <= len(self.notes) else 0)

    def footnote(self, id_: int) -> Markup:
        """The mark of a footnote; its text is inserted by `settle`."""
        note = self.by_key.get(id_)
        if note is None:
            note = self._new(id_, Markup(""))
            note.footnote = id_
        return self._mark(note)

    def settle(self, text_of: Callable[[int], Markup]) -> None:
        """Insert the texts of footnotes; those that cite add notes after them."""
        for note in self.notes:
            if note.footnote is not None and not note.text:
                note.text = text_of(note.footnote)

    def _new(self, key: object, text: Markup) -> Note:
        note = Note(len(self.notes) + 1, text)
        self.notes.append(note)
        self.by_key[key] = note
        return note

    def _mark(self, note: Note) -> Markup:
        note.uses += 1
        n = note.number
        return Markup(
            f'<span class="dossier-note"><a class="dossier-note__mark" id="noteref-{n}-{note.uses}" '
            f'href="#note-{n}" aria-label="Note {n}" data-note="{n}">{n}</a></span>'
        )
