"""A document as a text in which everything that its readers see or hear can be seen: `documents/CASE.txt` are such.

`‹ar›…‹/›` is a stretch of another language, `*…*` bold, `_…_` italic, `~…~` muted, `` `…` `` code, `-…-` struck;
`[…→href]` leads somewhere, `[^1]` is the mark of a note.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.export.documents.model import (
    Block,
    Boxed,
    Code,
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Rule,
    Spans,
    Table,
    Words,
)

_MARKS = {"b": "*", "i": "_", "m": "~", "c": "`", "s": "-"}


def drawn(document: Document) -> str:
    """All of a document but what depends on the versions of records."""
    lines = [f"{spans(document.title)} ({document.dossier})"]
    for name in (
        "language",
        "authors",
        "publisher",
        "description",
        "rights",
        "url",
        "day",
        "read",
        "long",
    ):
        if value := getattr(document, name):
            lines.append(f"{name}: {value}")
    for part in document.parts:
        if part.title:
            lines += ["", f"=== {part.title}"]
        for chapter in part.chapters:
            kind = f" ({chapter.kicker})" if chapter.kicker else ""
            role = f" ({chapter.role})" if chapter.role else ""
            lines += ["", f"== {spans(chapter.title)} #{chapter.anchor}{kind}{role}"]
            lines += _blocks(chapter.blocks)
            lines += [f"[^{n}]: {spans(note)}" for n, note in enumerate(chapter.notes, 1)]
    return "\n".join(lines).replace(document.version, "VERSION") + "\n"


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph():
                anchor = f" #{block.anchor}" if block.anchor else ""
                yield f"{block.kind}: {spans(block.spans)}{anchor}" if block.kind else spans(block.spans)
            case Heading():
                yield f"{'#' * block.depth} {spans(block.spans)}"
            case Words():
                yield f"> ‹{block.lang}›{block.text}‹/› {spans(block.after)}".rstrip()
            case Boxed():
                yield from _within(_blocks(block.blocks), "| ", "| ")
            case Items():
                for n, item in enumerate(block.items, block.start or 0):
                    mark = "- " if block.start is None else f"{n}. "
                    yield from _within(_blocks(item), mark, " " * len(mark))
            case Facts():
                for term, said in block.rows:
                    yield from _within(_blocks(said), f"{spans(term)}:: ", "    ")
            case Table():
                yield f"table: {block.caption}{' (numbers)' if block.numbers else ''}"
                for row in (block.head, *block.rows):
                    yield f"  {' | '.join(map(spans, row))}"
            case Code():
                yield from _within(iter(block.text.split("\n")), "    ", "    ")
            case Rule():
                yield "---"


def _within(lines: Iterator[str], first: str, rest: str) -> Iterator[str]:
    for n, line in enumerate(lines):
        yield f"{rest if n else first}{line}"


def spans(found: Spans) -> str:
    """Spans in one line."""
    written = []
    for span in found:
        if span.note:
            written.append(f"[^{span.note}]")
            continue
        text = span.text.replace("\n", "⏎")
        for style in span.style:
            text = f"{_MARKS[style]}{text}{_MARKS[style]}"
        text = f"‹{span.lang}›{text}‹/›" if span.lang else text
        written.append(f"[{text}→{span.href}]" if span.href else text)
    return "".join(written)
