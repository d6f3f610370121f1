"""Chapters as XHTML: every text is escaped, with its language and direction."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.export.documents.model import (
    BOLD,
    CODE,
    ITALIC,
    MUTED,
    STRUCK,
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
    plain,
)
from dossier.export.xml import xml_attribute as attribute
from dossier.export.xml import xml_text
from dossier.model.languages import direction

__all__ = ["Files", "Page", "attribute", "inline", "section"]
Files = Mapping[str, str]
"""The file of each anchor."""
_TURNING = frozenset("R AL AN RLE RLO RLI LRE LRO LRI FSI PDF PDI".split())
_TAGS = ((BOLD, "strong"), (ITALIC, "em"), (STRUCK, "s"), (CODE, "code"))


@dataclass(frozen=True, slots=True)
class Page:
    """A file: a chapter, or a body of ours under a title."""

    title: str = ""
    body: str = ""
    role: str = ""
    chapter: Chapter | None = None
    under_part: bool = False


def section(page: Page, files: Files, language: str) -> str:
    """The file."""
    chapter = page.chapter
    title, body, kind = page.title, page.body, page.role
    if chapter:
        title, body = plain(chapter.title), _chapter(chapter, files, kicker=not page.under_part)
        kind = "bibliography" if chapter.role == "bibliography" else "chapter"
    if kind:
        role = "" if kind == "titlepage" else f' role="doc-{kind}"'
        body = f'<section epub:type="{kind}"{role}>\n{body}</section>\n'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        f"lang={attribute(language)} xml:lang={attribute(language)}>\n"
        f'<head>\n<meta charset="utf-8"/>\n<title>{xml_text(title).strip() or "–"}</title>\n'
        f'<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n<body>\n{body}</body>\n</html>\n'
    )


def _chapter(chapter: Chapter, files: Files, *, kicker: bool) -> str:
    own = files.get(chapter.anchor, "")
    marks = _Marks(chapter, files, own)
    head = f'<p class="kicker">{xml_text(chapter.kicker)}</p>\n' if kicker and chapter.kicker else ""
    head += f'<h1 id="{chapter.anchor}">{inline(chapter.title, files, own) or "–"}</h1>\n'
    body = "".join(marks.blocks(chapter.blocks))
    return head + body + "".join(marks.notes())


@dataclass(slots=True)
class _Marks:
    """Writes one chapter, and counts the marks of its notes."""

    chapter: Chapter
    files: Files
    own: str
    uses: dict[int, int] | None = None

    def blocks(self, blocks: tuple[Block, ...]) -> Iterator[str]:
        """Blocks as elements."""
        for block in blocks:
            match block:
                case Paragraph():
                    kind = f' class="{block.kind}"' if block.kind else ""
                    kind += f' id="{block.anchor}"' if block.anchor else ""
                    yield f"<p{kind}>{self.line(block.spans)}</p>\n"
                case Heading():
                    level = min(6, block.depth + 1)
                    yield f"<h{level}>{self.line(block.spans)}</h{level}>\n"
                case Words():
                    yield self._words(block)
                case Boxed():
                    yield f'<div class="boxed">\n{"".join(self.blocks(block.blocks))}</div>\n'
                case Items():
                    tag = "ul" if block.start is None else "ol"
                    start = f' start="{block.start}"' if block.start not in (None, 1) else ""
                    items = "".join(f"<li>{''.join(self.blocks(item))}</li>\n" for item in block.items)
                    yield f"<{tag}{start}>\n{items}</{tag}>\n"
                case Facts():
                    rows = "".join(
                        f"<dt>{self.line(term)}</dt><dd>{''.join(self.blocks(said))}</dd>\n"
                        for term, said in block.rows
                    )
                    yield f"<dl>\n{rows}</dl>\n"
                case Table():
                    yield self._table(block)
                case Code():
                    yield f"<pre><code>{xml_text(block.text)}</code></pre>\n"
                case Rule():
                    yield "<hr/>\n"

    def _words(self, words: Words) -> str:
        lang = f" lang={attribute(words.lang)} xml:lang={attribute(words.lang)}" if words.lang else ""
        quoted = f'<blockquote{lang} dir="{direction(words.text)}"><p>{xml_text(words.text)}</p></blockquote>'
        after = f'<figcaption class="after">{self.line(words.after)}</figcaption>' if words.after else ""
        return f'<figure class="words">{quoted}{after}</figure>\n'

    def _table(self, table: Table) -> str:
        number = ' class="number"' if table.numbers else ""
        caption = f"<caption>{xml_text(table.caption)}</caption>\n" if table.caption.strip() else ""
        head = "".join(
            f'<th scope="col"{number if n else ""}>{self.line(cell)}</th>'
            for n, cell in enumerate(table.head)
        )
        rows = "".join(
            f"<tr>{''.join(f'<td{number if n else str()}>{self.line(cell)}</td>' for n, cell in enumerate(row))}</tr>\n"
            for row in table.rows
        )
        return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"

    def line(self, spans: Spans) -> str:
        """Spans with the marks of notes."""
        if not any(span.note for span in spans):
            return inline(spans, self.files, self.own)
        found, piece = [], list[Span]()
        for span in spans:
            if span.note:
                found += [inline(tuple(piece), self.files, self.own), self._mark(span.note)]
                piece = []
            else:
                piece.append(span)
        return "".join((*found, inline(tuple(piece), self.files, self.own)))

    def _mark(self, number: int) -> str:
        self.uses = self.uses or {}
        use = self.uses[number] = self.uses.get(number, 0) + 1
        return (
            f'<a class="noteref" epub:type="noteref" role="doc-noteref" id="m{number}-{use}" href="#n{number}">'
            f"{number}</a>"
        )

    def notes(self) -> Iterator[str]:
        """The notes, each with a link back to its first mark."""
        if not self.chapter.notes:
            return
        yield '<div class="notes">\n'
        for number, note in enumerate(self.chapter.notes, 1):
            back = (
                f'<a role="doc-backlink" href="#m{number}-1">{number}</a>'
                if self.uses and number in self.uses
                else number
            )
            yield (
                f'<aside epub:type="footnote" role="doc-footnote" id="n{number}"><p>{back}. '
                f"{inline(note, self.files, self.own)}</p></aside>\n"
            )
        yield "</div>\n"


def inline(spans: Spans, files: Files, own: str) -> str:
    """Spans as elements; neighbours with one address are one link. `own` is the file in which they stand."""
    found, at = list[str](), 0
    while at < len(spans):
        href, body = spans[at].href, ""
        while at < len(spans) and spans[at].href == href:
            body += _styled(spans[at])
            at += 1
        address = _address(href, files, own)
        found.append(f"<a href={attribute(address)}>{body}</a>" if address and body.strip() else body)
    return "".join(found)


def _address(href: str, files: Files, own: str) -> str:
    """An address; an anchor as the file that has it, empty where none has."""
    if not href.startswith("#"):
        return href
    file = files.get(href[1:], "")
    return f"{'' if file == own else file}{href}" if file else ""


def _styled(span: Span) -> str:
    if span.text == "\n":
        return "<br/>"
    text = xml_text(span.text)
    for style, tag in _TAGS:
        if style in span.style and text:
            text = f"<{tag}>{text}</{tag}>"
    lang = f" lang={attribute(span.lang)} xml:lang={attribute(span.lang)}" if span.lang else ""
    if not span.text.isascii() and any(unicodedata.bidirectional(c) in _TURNING for c in span.text):
        text = f'<bdi{lang} dir="{direction(span.text)}">{text}</bdi>'
    elif lang:
        text = f"<span{lang}>{text}</span>"
    return f'<span class="muted">{text}</span>' if MUTED in span.style and text else text
