"""A chapter as Markdown (CommonMark 0.31): the twin of a record's page, for readers without a browser and for programs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from dossier.cite import CHICAGO, NoteStyle
from dossier.config import Settings
from dossier.export.commonmark import begun, plain, plain_within
from dossier.export.documents.model import (
    Block,
    Boxed,
    Chapter,
    Code,
    Facts,
    Heading,
    Items,
    Paragraph,
    Rule,
    Span,
    Spans,
    Table,
    Words,
)
from dossier.export.documents.of_records import chapter
from dossier.export.documents.writing import Shared
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.records import Record

MOST = 100
"""Items of a list, and rows of a table; the tables on the page Data have all."""


def twin(
    corpus: Corpus,
    figures: Figures,
    settings: Settings,
    record: Record,
    linked: set[str] | None = None,
    note_style: NoteStyle = CHICAGO,
) -> str:
    """What a record's page says in words: its title, the evidence with what speaks against it, accounts, sources.

    Its links lead to other twins, whose records' ids are added to `linked`. No label is in it.
    """
    shared = Shared(corpus, figures, settings, _Addresses(corpus.records, linked), note_style=note_style)
    lines = _Lines("../" * record.address.count("/")).of(chapter(shared, record))
    return "\n".join(lines).rstrip("\n") + "\n"


def stub(settings: Settings, record: Record) -> str:
    """What stands in a part of the dossier for a record that the part refers to, and does not have."""
    url = f": <{settings.url}{record.address}>" if settings.url else ""
    return f"# {plain(record.title) or '–'}\n\nNot part of what was exported{url}\n"


LISTS = (Items, Facts, Table)
"""What is written as a list."""
MARKS = (("-", "."), ("+", ")"))
"""The marks of an item, without and with a number; of a list, and of one right behind another."""


class _Addresses(Mapping[str, str]):
    """Every record's address is its anchor: all have a twin. Reads no record but the one that is asked for."""

    def __init__(self, records: Mapping[str, Record], linked: set[str] | None) -> None:
        self.records, self.linked = records, linked

    def __getitem__(self, id_: str) -> str:
        if self.linked is not None and id_ in self.records:
            self.linked.add(id_)
        return self.records[id_].address

    def __contains__(self, id_: object) -> bool:
        return id_ in self.records

    def __iter__(self) -> Iterator[str]:
        return iter(self.records)

    def __len__(self) -> int:
        return len(self.records)


@dataclass(frozen=True, slots=True)
class _Lines:
    """Writes blocks as lines."""

    root: str
    """The relative path from the twin to the site's root: `../../`."""

    def of(self, chapter: Chapter) -> Iterator[str]:
        """The lines of a chapter; its notes stand at the end, as a numbered list."""
        yield from (f"# {self._line(chapter.title) or '–'}", "")
        if chapter.kicker:
            yield from (plain(chapter.kicker), "")
        yield from self._blocks(chapter.blocks)
        if chapter.notes:
            yield from ("## Notes", "")
            yield from (f"{n}. {begun(self._line(note))}" for n, note in enumerate(chapter.notes, 1))

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        before: Block | None = None
        marks = MARKS
        for block in blocks:
            # Two lists in a row with the same marks would be one.
            marks = marks[::-1] if isinstance(block, LISTS) and isinstance(before, LISTS) else MARKS
            lines = list(self._block(block, marks[0]))
            if any(lines):
                yield from (*lines, "")
                before = block

    def _block(self, block: Block, marks: tuple[str, str] = MARKS[0]) -> Iterator[str]:
        match block:
            case Paragraph():
                yield begun(self._line(block.spans))
            case Heading():
                yield f"{'#' * min(6, block.depth + 1)} {self._line(block.spans)}"
            case Words():
                yield f"> {plain(block.text)}"
                if block.after:
                    yield from (">", f"> {begun(self._line(block.after))}")
            case Boxed():
                yield from (f"> {line}".rstrip() for line in _trimmed(self._blocks(block.blocks)))
            case Items():
                for number, item in enumerate(block.items[:MOST], block.start or 0):
                    yield from _item(
                        marks[0] if block.start is None else f"{number}{marks[1]}", self._item(item)
                    )
                yield from self._more(len(block.items))
            case Facts():
                for term, said in block.rows:
                    yield from _item(marks[0], self._item((Paragraph(term), *said), ": "))
            case Table():
                yield from self._table(block, marks[0])
            case Code():
                fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
                yield from (fence, *block.text.split("\n"), fence)
            case Rule():
                yield "---"

    def _item(self, blocks: Iterable[Block], between: str = "") -> list[str]:
        """The lines of an item; `between` joins its first two paragraphs."""
        first, *rest = list(blocks) or [Paragraph(())]
        if between and rest and isinstance(first, Paragraph) and isinstance(rest[0], Paragraph):
            first, rest = Paragraph((*first.spans, Span(between), *rest[0].spans)), rest[1:]
        lines = list(self._block(first))
        for block in rest:
            # What is not a list would go on with the paragraph before it.
            lines += [*([] if isinstance(block, Items) else [""]), *self._block(block)]
        return lines

    def _table(self, table: Table, mark: str) -> Iterator[str]:
        """CommonMark has no tables: a row is an item, each cell after the title of its column."""
        if table.caption.strip():
            yield from (plain(table.caption), "")
        titles = [self._line(title) for title in table.head]
        for row in table.rows[:MOST]:
            cells = [self._line(cell) for cell in row]
            said = "; ".join(
                f"{title}: {cell}" if title else cell
                for title, cell in zip(titles, cells, strict=True)
                if cell
            )
            yield f"{mark} {begun(said)}"
        yield from self._more(len(table.rows))

    def _more(self, number: int) -> Iterator[str]:
        if number > MOST:
            yield from ("", f"And {number - MOST} more, in the tables of the page Data.")

    def _line(self, spans: Spans) -> str:
        """Spans as a line; neighbours with one address are one link, and a note's mark is its number."""
        found, at = list[str](), 0
        while at < len(spans):
            href, text = spans[at].href, ""
            while at < len(spans) and spans[at].href == href:
                span = spans[at]
                text += f" \\[{span.note}\\]" if span.note else plain_within(span.text)
                at += 1
            address = self._address(href)
            found.append(f"[{text}]({address})" if address and text.strip() else text)
        line = "".join(found)
        # Texts have single blanks; those beside one another, or at an end, are blanks of several texts.
        return " ".join(line.split()) if "  " in line or line[:1] == " " or line[-1:] == " " else line

    def _address(self, href: str) -> str:
        if href.startswith("#"):
            return f"{self.root}{href[1:]}index.md"
        return f"<{href}>" if href else ""


def _item(mark: str, lines: Iterable[str]) -> Iterator[str]:
    """An item of a list: its mark, and its lines indented below it."""
    indent = " " * (len(mark) + 1)
    for number, line in enumerate(lines):
        yield f"{mark} {line}".rstrip() if not number else f"{indent}{line}".rstrip()


def _trimmed(lines: Iterable[str]) -> list[str]:
    found = list(lines)
    while found and not found[-1]:
        found.pop()
    return found
