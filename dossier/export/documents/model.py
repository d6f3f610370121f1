"""A document as its writers take it: chapters of blocks, made of spans. It has no markup and no layout.

Every text in it is as it is to be read; a writer escapes it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

BOLD, ITALIC, CODE, STRUCK, MUTED = "b", "i", "c", "s", "m"


class Span(NamedTuple):
    """A stretch of text in one language and style; a text of `\\n` alone ends the line."""

    text: str
    lang: str = ""
    """BCP 47; empty for the document's language."""
    style: str = ""
    """Letters: `BOLD`, `ITALIC`, `CODE`, `STRUCK`, `MUTED`."""
    href: str = ""
    """A web or mail address, or `#` and the anchor of a chapter or an entry."""
    note: int = 0
    """The number of the chapter's note whose mark it is; the text is empty then."""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: Spans
    kind: Literal["", "evidence", "small", "entry", "head"] = ""
    """`evidence`: an evidence line; `small`: a remark; `entry`: an entry of the bibliography; `head`: the source of an
    account, which stays with what follows."""
    anchor: str = ""
    """Of an entry of the bibliography, so that sources lead to it."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading within a chapter."""

    spans: Spans
    depth: int = 1
    """1 for a section of the chapter, 2 for one within it; no depth is left out."""


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a source, as printed, and what is said of them."""

    text: str
    """With its quotation marks."""
    lang: str
    after: Spans = ()


@dataclass(frozen=True, slots=True)
class Boxed:
    """Blocks that are set off: a quotation or a remark in a text of the dossier."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is made of blocks."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    """The first number of a numbered list; None for other lists."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with what is said of it."""

    rows: tuple[tuple[Spans, tuple[Block, ...]], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: each row has as many cells as the head."""

    head: tuple[Spans, ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: str = ""
    numbers: bool = False
    """Whether every column but the first holds numbers."""


@dataclass(frozen=True, slots=True)
class Code:
    """Lines that stay as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line between paragraphs."""


Block = Paragraph | Heading | Words | Boxed | Items | Facts | Table | Code | Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter: a record's page, the bibliography, what is said of the document itself."""

    anchor: str
    title: Spans
    blocks: tuple[Block, ...]
    notes: tuple[Spans, ...] = ()
    """The notes, counted from 1."""
    kicker: str = ""
    """What it is: "Claim"."""
    role: Literal["", "bibliography", "about"] = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Chapters under a common title; without one they stand by themselves."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document."""

    title: Spans
    dossier: str
    """The dossier's title: in the running head, and above a title that is another."""
    version: str
    """The dossier's version."""
    parts: tuple[Part, ...]
    identifier: str
    """A URN: the same for the same records of the same version."""
    language: str = "en"
    authors: tuple[str, ...] = ()
    publisher: str = ""
    description: str = ""
    rights: str = ""
    url: str = ""
    day: date | None = None
    """The day on which its sources were read last: its date."""
    read: str = ""
    """The same in words, no finer than it is known."""
    long: bool = False
    """Whether it is the complete dossier: each part of it begins on a page of its own."""

    @property
    def heading(self) -> str:
        """The title as plain text."""
        return plain(self.title)

    @property
    def chapters(self) -> Iterator[Chapter]:
        """All chapters, in order."""
        return (chapter for part in self.parts for chapter in part.chapters)


def anchors_of(document: Document) -> dict[str, str]:
    """All anchors, each with that of its chapter."""
    found = {}
    for chapter in document.chapters:
        found[chapter.anchor] = chapter.anchor
        entries = (block for block in chapter.blocks if isinstance(block, Paragraph) and block.anchor)
        found |= {entry.anchor: chapter.anchor for entry in entries}
    return found


def plain(spans: Spans) -> str:
    """The text of spans, in one line."""
    return " ".join("".join(span.text for span in spans).split())


def texts(document: Document) -> Iterator[str]:
    """Every text of a document, a line a block: what a search for a name looks into."""
    yield document.heading
    yield from (document.dossier, *document.authors, document.publisher, document.description)
    yield from (document.rights, document.url)
    for part in document.parts:
        yield part.title
        for chapter in part.chapters:
            yield plain(chapter.title)
            yield from _of_blocks(chapter.blocks)
            yield from map(_with_addresses, chapter.notes)


def _of_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph() | Heading():
                yield _with_addresses(block.spans)
            case Words():
                yield from (block.text, _with_addresses(block.after))
            case Boxed():
                yield from _of_blocks(block.blocks)
            case Items():
                for item in block.items:
                    yield from _of_blocks(item)
            case Facts():
                for term, said in block.rows:
                    yield _with_addresses(term)
                    yield from _of_blocks(said)
            case Table():
                yield block.caption
                for row in (block.head, *block.rows):
                    yield from map(_with_addresses, row)
            case Code():
                yield block.text
            case Rule():
                pass


def _with_addresses(spans: Spans) -> str:
    """The text without marks of notes, then the addresses that it leads to."""
    return " ".join([plain(spans), *(span.href for span in spans if span.href)])
