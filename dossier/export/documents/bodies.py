"""The text of a record as blocks: its stored form (`dossier.model.markup`) without HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dossier.cite.typography import typeset
from dossier.export.cells import storable
from dossier.export.documents.model import (
    BOLD,
    CODE,
    ITALIC,
    MUTED,
    STRUCK,
    Block,
    Boxed,
    Code,
    Facts,
    Heading,
    Items,
    Paragraph,
    Rule,
    Span,
    Spans,
    Table,
)
from dossier.export.documents.writing import Writing, is_address, spans
from dossier.model import markup
from dossier.model.markup import Part, Prose, linked_file
from dossier.model.prose import prose_of, text_of
from dossier.model.records import Record

_TAG = re.compile(r"<(/?)([a-z0-9]+)([^>]*)>")
_START = re.compile(r'start="(\d{1,9})"')
_STYLES = {"strong": BOLD, "em": ITALIC, "s": STRUCK, "del": STRUCK}


@dataclass(slots=True)
class _Frame:
    """An element that is open, and what it has so far."""

    tag: str
    blocks: list[Block] = field(default_factory=list)
    items: list[tuple[Block, ...]] = field(default_factory=list)
    terms: list[tuple[Spans, tuple[Block, ...]]] = field(default_factory=list)
    rows: list[tuple[Spans, ...]] = field(default_factory=list)
    cells: list[Spans] = field(default_factory=list)
    start: int | None = None
    term: Spans = ()
    titled: bool = False
    """Whether its next paragraph is its title."""


class BodyWriter:
    """Writes the text of one record into a chapter."""

    def __init__(self, writing: Writing, record: Record) -> None:
        self.writing, self.record = writing, record
        self.footnotes = {note: content for note, content in record.body.blocks if note is not None}
        self.numbered: dict[int, int] = {}
        """For each footnote that has a mark, its number among the chapter's notes."""
        self.top = min((prose[0] for prose in prose_of(record.body.blocks) if prose[0]), default=1)
        self.depth = 0

    def blocks(self) -> tuple[Block, ...]:
        """All of the text; what it says of footnotes becomes notes."""
        return tuple(block for _, found in self.sections() for block in found)

    def sections(self) -> Iterator[tuple[str, tuple[Block, ...]]]:
        """The text divided at its headings of the highest level: each heading in plain words, and the section with it."""
        title, section = "", list[Sequence[str | Prose]]()
        for note, content in self.record.body.blocks:
            if note is not None:
                continue
            heading = next((i for i in content if isinstance(i, tuple) and i[0] == self.top), None)
            if heading:
                yield title, self._written(section)
                title, section = " ".join(text_of(heading[2]).split()), []
            section.append(content)
        yield title, self._written(section)

    def _written(self, contents: Iterable[Sequence[str | Prose]]) -> tuple[Block, ...]:
        return tuple(block for content in contents for block in self._block(content))

    def _block(self, content: Sequence[str | Prose]) -> list[Block]:
        frames = [_Frame("")]
        for item in content:
            if isinstance(item, str):
                if "<pre" in item:
                    text = storable(html.unescape(re.sub(r"<[^>]*>", "", item))).strip("\n")
                    frames[-1].blocks.append(Code(text))
                    continue
                for closing, tag, attributes in _TAG.findall(item):
                    self._tag(frames, tag, attributes, closing=bool(closing))
            else:
                self._prose(frames, item)
        while len(frames) > 1:
            self._close(frames, frames[-1].tag)
        return frames[0].blocks

    def _tag(self, frames: list[_Frame], tag: str, attributes: str, *, closing: bool) -> None:
        if tag == "p" and "admonition-title" in attributes:
            frames[-1].titled = True
        elif tag == "hr":
            frames[-1].blocks.append(Rule())
        elif tag not in ("ul", "ol", "li", "blockquote", "div", "dl", "dt", "dd", "table", "tr", "th", "td"):
            return
        elif closing:
            self._close(frames, tag)
        else:
            start = _START.search(attributes)
            number = int(start[1]) if start else 1
            frames.append(_Frame(tag, start=number if tag == "ol" else None))

    def _close(self, frames: list[_Frame], tag: str) -> None:
        if len(frames) < 2 or frames[-1].tag != tag:
            return
        frame, outer = frames.pop(), frames[-1]
        blocks = tuple(frame.blocks)
        match tag:
            case "ul" | "ol" if frame.items:
                outer.blocks.append(Items(tuple(frame.items), frame.start))
            case "li":
                outer.items.append(blocks)
            case "blockquote" | "div" if blocks:
                outer.blocks.append(Boxed(blocks))
            case "dl":
                outer.blocks.append(Facts((*frame.terms, *([(frame.term, ())] if frame.term else []))))
            case "dt":
                outer.term = frame.cells[0] if frame.cells else ()
            case "dd":
                outer.terms.append((outer.term, blocks))
                outer.term = ()
            case "table" if frame.rows:
                head, *rows = frame.rows
                width = len(head)
                filled = tuple((*row, *((),) * width)[:width] for row in rows)
                outer.blocks.append(Table(head, filled))
            case "tr":
                outer.rows.append(tuple(frame.cells))
            case "th" | "td":
                outer.cells.append(frame.cells[0] if frame.cells else ())

    def _prose(self, frames: list[_Frame], prose: Prose) -> None:
        level, _, parts = prose
        found = self.line(parts)
        frame = frames[-1]
        if frame.tag in ("th", "td", "dt"):
            frame.cells.append(found)
        elif not any(span.text.strip() or span.note for span in found):
            return
        elif not level and not frame.titled:
            frame.blocks.append(Paragraph(found))
        elif frame.tag:  # a heading within a list or a quotation is no section
            frame.titled = False
            frame.blocks.append(Paragraph(tuple(_styled(span, BOLD) for span in found)))
        else:
            # A document leaves no depth out, whatever the text does.
            self.depth = min(level - self.top + 1, self.depth + 1)
            frame.blocks.append(Heading(found, self.depth))

    def line(self, parts: Iterable[Part], *, noted: bool = True) -> Spans:
        """A line of the text; what it cites becomes notes, or, unless `noted`, stands in the line."""
        found: list[Span] = []
        styles: list[str] = []
        href = ""
        for part in typeset(tuple(parts)):
            if isinstance(part, str):
                found += spans(part, style="".join(styles), href=href)
                continue
            kind = part[0]
            if kind == markup.ADDRESS:
                href = self._href(part[1])
            elif part == markup.END:
                href = ""
            elif kind == markup.MARKUP:
                found += self._markup(part[1], part[2], styles)
            elif kind == markup.CODE:
                found += spans(part[2], style="".join((*styles, CODE)), href=href)
            elif kind == markup.LINK:
                linked = self.writing.link(part[1], part[2])
                found += [_styled(span, "".join(styles)) for span in linked]
            elif kind == markup.IMAGE:
                found += spans(f"[Picture: {part[2]}]" if part[2] else "[Picture]", style=MUTED, href=href)
            elif kind == markup.CITATION:
                cited = (
                    self.writing.cite(part[1]) if noted else self.writing.citations(part[1], stopped=False)
                )
                found += [*([] if noted or not found or not cited else [Span(" ")]), *cited]
            elif kind == markup.NOTE and noted:
                found += self._footnote(part[1])
        return tuple(found)

    def _markup(self, tag: str, text: str, styles: list[str]) -> Spans:
        opened = _TAG.match(tag)
        if opened and opened[2] == "br":
            return (Span("\n"),)
        style = _STYLES.get(opened[2], "") if opened else ""
        if opened and style and not opened[1]:
            styles.append(style)
        elif style in styles:
            styles.reverse()
            styles.remove(style)
            styles.reverse()
        return spans(text) if text else ()

    def _href(self, address: str) -> str:
        """A web address, or a file of the content folder as its record."""
        parts = urlsplit(address)
        if parts.scheme:
            return address if is_address(address) else ""
        corpus = self.writing.corpus
        file = linked_file(parts.path, corpus.files.get(self.record.id, "")) if parts.path else ""
        id_ = corpus.ids_by_file.get(file, "")
        return self.writing.href(corpus.records[id_]) if id_ in corpus.records else ""

    def _footnote(self, number: int) -> Spans:
        """The mark of a footnote. What it cites stands in it: a note has no notes."""
        if number not in self.footnotes:
            return ()
        if number not in self.numbered:
            self.numbered[number] = self.writing.mark(()).note
            lines = [
                self.line(item[2], noted=False) for item in self.footnotes[number] if isinstance(item, tuple)
            ]
            said = tuple(span for n, line in enumerate(lines) for span in ((Span(" "),) if n else ()) + line)
            self.writing.notes[self.numbered[number] - 1] = said
        return (Span("", note=self.numbered[number]),)


def _styled(span: Span, style: str) -> Span:
    return span._replace(style="".join(dict.fromkeys(span.style + style)))
