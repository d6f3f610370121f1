"""A document as PDF: tagged (PDF/UA-1), archivable (PDF/A-2a), typeset by Typst from a template of ours.

Typst parses the template alone. The document is handed to it as JSON, whose texts it shows and never reads as its language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

from dossier.export.documents.model import (
    Block,
    Boxed,
    Chapter,
    Code,
    Document,
    Facts,
    Heading,
    Items,
    Paragraph,
    Rule,
    Span,
    Spans,
    Table,
    Words,
    anchors_of,
    texts,
)
from dossier.model.languages import direction

STANDARDS = ("ua-1", "a-2a")
UNDATED = date(1970, 1, 1)
"""The date of a dossier without sources: PDF/A asks for one."""
DATA, TEXT = "document.json", "text"
"""The parts of the file before it is compressed: what the template is given, and the same as lines of text."""
MOST_BYTES = 3_000_000
"""Of what the template is given: Typst takes about a kilobyte of memory for each (docs/decisions/0027)."""
MOST_COLUMNS = 6
"""Of a table; a wider one is a list, row by row."""
LONGEST_WORD = 40
"""Characters after which a word may be broken anywhere."""
_UNSEEN = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
"""Marks of direction: a span has one anyway, and one that is not ended would turn what follows; and the byte order mark,
which PDF/A forbids.
"""
_NONCHARACTERS = re.compile("[\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U0010fffe\U0010ffff]")
_LONG = re.compile(rf"[^\s\u200b]{{{LONGEST_WORD}}}(?=[^\s\u200b])")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_NO_GLYPH = re.compile(r'the text `"(.*?)"` could not be displayed')


class NotTypeset(Exception):
    """The document is too long, or Typst refuses it; the message says so in one line."""


def needed() -> None:
    """Raise `ModuleNotFoundError` without the extra `pdf`."""
    import typst  # noqa: F401


def parts(document: Document) -> dict[str, bytes]:
    """What the file holds, before it is compressed."""
    given = json.dumps(_given(document), ensure_ascii=False, separators=(",", ":"))
    return {DATA: given.encode(), TEXT: text(document)}


def text(document: Document) -> bytes:
    """Every text of a document, a line a block, without marks of notes."""
    return "\n".join(texts(document)).encode()


@dataclass(frozen=True, slots=True)
class Typeset:
    """The file, and what keeps it from conforming to PDF/UA and PDF/A."""

    data: bytes
    missing: tuple[str, ...] = ()
    """Letters that no font has: they are boxes."""
    fault: str = ""
    """What else Typst says, in one line."""


def typeset(document: Document, found: Mapping[str, bytes], fonts: Sequence[Path] = ()) -> Typeset:
    """The file from its parts, in our fonts and those in the folders `fonts`; tagged, whether it conforms or not.

    Raises `NotTypeset`, and `ModuleNotFoundError` without the extra `pdf`.
    """
    from typst import TypstError

    if len(found[DATA]) > MOST_BYTES:
        raise NotTypeset(
            f"{len(found[DATA]) / 1e6:.1f} MB of text are too much for one PDF, which takes {MOST_BYTES / 1e6:.0f}; "
            "name some records, or write it as epub"
        )
    try:
        return Typeset(_compiled(document, found, fonts, STANDARDS))
    except TypstError as error:
        missing = tuple(dict.fromkeys(map(_letter, _NO_GLYPH.findall(error.diagnostic))))
        fault = "" if missing else _one_line(error)
    try:
        return Typeset(_compiled(document, found, fonts, ("1.7",)), missing, fault)
    except TypstError as error:
        raise NotTypeset(f"Typst cannot set it: {_one_line(error)}") from None


def _compiled(
    document: Document, found: Mapping[str, bytes], fonts: Sequence[Path], standards: Sequence[Any]
) -> bytes:
    import typst

    template = (resources.files("dossier.export.documents") / "document.typ").read_bytes()
    day = document.day or UNDATED
    return typst.compile(
        template,
        root=_template_folder(),
        font_paths=_fonts(tuple(fonts)),
        sys_inputs={"document": found[DATA].decode()},
        pdf_standards=list(standards),
        timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
    )


def _letter(written: str) -> str:
    """A letter as Typst writes it; one that stands on another as its number."""
    return re.sub(r"\\u\{([0-9a-f]+)\}", lambda found: f"U+{int(found[1], 16):04X}", written)


def _one_line(error: Exception) -> str:
    return " ".join(str(getattr(error, "message", error)).split())[:300]


def _template_folder() -> str:
    return str(resources.files("dossier.export.documents"))


@cache
def _fonts(more: tuple[Path, ...]) -> Any:
    """Our fonts, those that Typst brings, and those in more folders; none of the machine."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(our_fonts()), *map(str, more)])


def holds_fonts(folder: Path) -> bool:
    """Whether Typst finds a font in a folder."""
    import typst

    if not folder.is_dir():
        return False
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return bool(found.fonts())


def our_fonts() -> Path:
    """The folder of the fonts that are shipped."""
    return Path(str(resources.files("dossier.render"))) / "fonts"


def _given(document: Document) -> dict[str, Any]:
    """The document as the template takes it."""
    anchors = set(anchors_of(document))
    day = document.day or UNDATED
    return {
        "title": _titled(document.title, anchors),
        "heading": _plain(document.heading).strip() or "–",
        "dossier": _plain(document.dossier),
        "version": document.version,
        "lang": document.language,
        "authors": [_plain(author) for author in document.authors],
        "publisher": _plain(document.publisher),
        "description": _plain(document.description),
        "rights": _plain(document.rights),
        "url": document.url,
        "read": document.read,
        "long": document.long,
        "day": [day.year, day.month, day.day],
        "parts": [
            {"title": part.title, "chapters": [_chapter(chapter, anchors) for chapter in part.chapters]}
            for part in document.parts
        ],
    }


def _chapter(chapter: Chapter, anchors: set[str]) -> dict[str, Any]:
    given = {
        "anchor": chapter.anchor,
        "kicker": chapter.kicker,
        "title": _titled(chapter.title, anchors),
        "notes": [_spans(note, anchors) for note in chapter.notes],
        "blocks": _blocks(chapter.blocks, anchors),
    }
    _first_marks(given["blocks"], set())
    return given


def _first_marks(value: Any, seen: set[int]) -> None:
    """Say of the first mark of each note that it is the first: there the note stands; later marks refer to it."""
    if isinstance(value, list):
        for each in value:
            _first_marks(each, seen)
    elif isinstance(value, dict):
        if (number := value.get("n")) and number not in seen:
            seen.add(number)
            value["f"] = True
        for each in value.values():
            _first_marks(each, seen)


def _blocks(blocks: Iterable[Block], anchors: set[str]) -> list[dict[str, Any]]:
    return [_block(block, anchors) for block in blocks]


def _block(block: Block, anchors: set[str]) -> dict[str, Any]:
    match block:
        case Paragraph():
            given = {"k": "p", "kind": block.kind, "s": _spans(block.spans, anchors)}
            return given | ({"anchor": block.anchor} if block.anchor else {})
        case Heading():
            return {"k": "h", "depth": min(block.depth, 4), "s": _titled(block.spans, anchors)}
        case Words():
            return {
                "k": "q",
                "s": _spans((Span(block.text, block.lang),), anchors),
                "rtl": direction(block.text) == "rtl",
                "after": _spans(block.after, anchors),
            }
        case Boxed():
            return {"k": "box", "b": _blocks(block.blocks, anchors)}
        case Items():
            return {"k": "l", "start": block.start, "i": [_blocks(item, anchors) for item in block.items]}
        case Facts():
            return {"k": "f", "r": [_fact(term, said, anchors) for term, said in block.rows]}
        case Table():
            return _table(block, anchors)
        case Code():
            return {"k": "c", "t": _plain(block.text)}
        case Rule():
            return {"k": "r"}


def _fact(term: Spans, said: tuple[Block, ...], anchors: set[str]) -> dict[str, Any]:
    """A term with what is said of it, which stands behind the term where it is one paragraph."""
    given: dict[str, Any] = {"t": _spans(term, anchors)}
    if len(said) == 1 and isinstance(said[0], Paragraph) and not said[0].kind:
        return given | {"s": _spans(said[0].spans, anchors)}
    return given | {"b": _blocks(said, anchors)}


def _table(table: Table, anchors: set[str]) -> dict[str, Any]:
    if len(table.head) > MOST_COLUMNS:
        rows = (zip(table.head, row, strict=True) for row in table.rows)
        facts = (Facts(tuple((head, (Paragraph(cell),)) for head, cell in row if cell)) for row in rows)
        return _block(Items(tuple((each,) for each in facts if each.rows)), anchors)
    return {
        "k": "t",
        "caption": _plain(table.caption),
        "numbers": table.numbers,
        "head": [_spans(cell, anchors) for cell in table.head],
        "rows": [[_spans(cell, anchors) for cell in row] for row in table.rows],
    }


def _spans(found: Spans, anchors: set[str]) -> list[dict[str, Any]]:
    """Spans as the template takes them; an empty key is left out."""
    given = (_span(span, anchors) for span in found)
    return [span for span in given if "t" in span or "n" in span]


def _titled(found: Spans, anchors: set[str]) -> list[dict[str, Any]]:
    """Spans of a title, which PDF/UA does not allow to be blank."""
    given = _spans(found, anchors)
    return given if any(span.get("t", "").strip() for span in given) else [{"t": "–"}, *given]


def _span(span: Span, anchors: set[str]) -> dict[str, Any]:
    href = span.href if not span.href.startswith("#") or span.href[1:] in anchors else ""
    language = _LANGUAGE.match(span.lang)
    given = {
        "t": span.text if span.text == "\n" else _plain(span.text),
        "l": language[0] if language else "",
        "r": direction(span.text) == "rtl",
        "s": span.style,
        "h": href,
        "n": span.note,
    }
    return {key: value for key, value in given.items() if value}


def _plain(text: str) -> str:
    """A text that can be typeset: without marks of direction, and with places to break a long word at."""
    text = _NONCHARACTERS.sub("\ufffd", _UNSEEN.sub("", text))
    return _LONG.sub("\\g<0>\u200b", text)
