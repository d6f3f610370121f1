"""A record's body as HTML: links and numbered notes inserted, headings fitted to the page, everything escaped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from dossier.cite.typography import typeset
from dossier.model.headings import headings
from dossier.model.markup import (
    ADDRESS,
    CITATION,
    CODE,
    IMAGE,
    LINK,
    MARKUP,
    NOTE,
    Block,
    Mark,
    Prose,
    linked_file,
)
from dossier.model.prose import text_of
from dossier.model.records import FreePage, Record
from dossier.render.html import Links, filled, isolated
from dossier.render.notes import Notes

SHORTENED = (
    "Part of this text is left out here: it rests on sources that this dossier, as of its day, does not have."
)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a text: its heading in plain words (empty before the first one), and all of it as HTML."""

    heading: str
    html: Markup


class BodyRenderer:
    """Renders one body of one page; adds to the page's notes."""

    def __init__(self, record: Record, links: Links, notes: Notes) -> None:
        self.record, self.links, self.notes = record, links, notes
        found = headings(record.body)
        self.footnotes = {block[0] for block in record.body.blocks}
        self.headings = iter(found)
        self.heading = record.title
        """The title of the section that is being drawn: its tables have it as their caption."""
        self.top = top = min((heading.level for heading in found), default=2)
        # A free page's own headings are its sections; in a record's page they stand below "Summary".
        self.shift = (2 if isinstance(record, FreePage) else 3) - top

    def body(self) -> Markup:
        """The body without its footnotes, which join the page's notes."""
        return self._drawn([block for block in self.record.body.blocks if block[0] is None])

    def sections(self) -> list[Section]:
        """The body, divided at its headings of the highest level; the first section is what stands before them."""
        divided: list[tuple[str, list[Block]]] = [("", [])]
        for block in self.record.body.blocks:
            if block[0] is not None:
                continue
            heading = next(
                (item for item in block[1] if isinstance(item, tuple) and item[0] == self.top), None
            )
            if heading:
                divided.append((" ".join(text_of(heading[2]).split()), []))
            divided[-1][1].append(block)
        return [Section(title, self._drawn(blocks)) for title, blocks in divided]

    def footnote(self, number: int) -> Markup:
        """The text of a footnote; what it cites becomes a note in turn."""
        return self._drawn([block for block in self.record.body.blocks if block[0] == number])

    def _drawn(self, blocks: Sequence[Block]) -> Markup:
        out: list[str] = []
        for _, content in blocks:
            for item in content:
                if isinstance(item, str):
                    out.append(item)
                    if item == "<table>\n":
                        out.append(filled('<caption class="dossier-hidden">{}</caption>\n', self.heading))
                else:
                    self._prose(item, out)
        return Markup("".join(out))

    def _prose(self, prose: Prose, out: list[str]) -> None:
        level, _, parts = prose
        if level:
            # A heading with its anchor, at the level that fits the page.
            level = max(2, min(6, level + self.shift))
            heading = next(self.headings)
            self.heading = heading.title
            out.append(f'<h{level} id="{heading.anchor}">')
        for part in typeset(parts):
            if isinstance(part, str):
                # Right-to-left runs are isolated; in ASCII there are none.
                out.append(escape(part) if part.isascii() else isolated(part))
            else:
                out.append(self._part(part))
        if level:
            out.append(f"</h{level}>\n")

    def _part(self, part: Mark) -> str:
        kind = part[0]
        if kind in (MARKUP, CODE):
            return str(part[1])
        if kind == LINK:
            return self.links.record(part[1], part[2] or None)
        if kind == CITATION:
            return self.notes.cite(part[1])
        if kind == NOTE:
            # As of a day, a footnote may be left out while its mark is not.
            return self.notes.footnote(part[1]) if part[1] in self.footnotes else ""
        if kind == ADDRESS:
            return self._link(part[1])
        return self._image(part[1], part[2]) if kind == IMAGE else ""

    def _link(self, href: str) -> str:
        """A web address, or a file of the content folder as the address of its page."""
        parts = urlsplit(href)
        if parts.scheme:
            return filled('<a href="{}" rel="noopener noreferrer">', href)
        fragment = f"#{parts.fragment}" if parts.fragment else ""
        if not parts.path:
            return filled('<a href="{}">', fragment)
        file = self._file(parts.path)
        ids, records = self.links.corpus.ids_by_file, self.links.corpus.records
        address = records[ids[file]].address if file in ids else quote(file)
        return filled('<a href="{}">', self.links.to(address) + fragment)

    def _image(self, src: str, alternative: str) -> str:
        """A picture of the content folder."""
        address = self.links.to(quote(self._file(src)))
        return filled('<img src="{}" alt="{}" loading="lazy">', address, alternative)

    def _file(self, path: str) -> str:
        return linked_file(path, self.links.corpus.files.get(self.record.id, ""))


def rendered(record: Record, links: Links, notes: Notes) -> tuple[Markup, list[Section]]:
    """The body of `record` as HTML for a page; its citations are added to `notes`.

    A story's body comes in sections besides, and its text is what stands before the first of them.
    """
    renderer = BodyRenderer(record, links, notes)
    sections: list[Section] = []
    if isinstance(record, FreePage) and record.steps:
        first, *sections = renderer.sections()
        html = first.html
    else:
        html = renderer.body()
    if record.body.shortened:
        html += filled('<p class="dossier-because">{}</p>', SHORTENED)
    notes.settle(renderer.footnote)
    return html, sections
