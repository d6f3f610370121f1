"""Reads plain bodies without a Markdown parser: paragraphs, headings, short lists; words, links, citations, simple
emphasis.

Most bodies contain nothing else, and a general parser takes ten times as long. A text with any other character, line
beginning or mark is left to the parser. `tests/properties/test_plain_bodies.py` holds both to the same blocks.
"""

from __future__ import annotations

import re

from dossier.model.markup import BREAK, MARKUP, Block, Part, Prose
from dossier.read.marks import CITATION_FORM, LINK_FORM, citation, link

_MORE = ("\\", "`", "_", "<", "&", "^", "~", "![")
"""Escapes, code, HTML, entities, notes, pictures, and `_`, which emphasises by rules of its own."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_BLOCK = frozenset(["", *"-+#>=|:~!?"])
"""First characters of a list, quotation, table, definition, box or underlined heading."""
_NUMBERED = re.compile(r"[0-9]+[.)]")
_HEADING = re.compile(r"(#{1,6}) +([^\s#][^#]*)")
# Emphasis that begins with a word after a blank, and ends with a word before a blank or a full stop.
_INNER = r"([^\W_](?:[^*\[\]\n]*[^\W_])?)"
_BEHIND = r"(?![^ \n.,;:!?)])"
_MARKS = re.compile(
    rf"{LINK_FORM}|{CITATION_FORM}"
    rf"|\*\*(?<![^ \n(]\*\*){_INNER}\*\*{_BEHIND}|\*(?<![^ \n(]\*){_INNER}\*{_BEHIND}|\n"
    r"|\[()|\]()|\*()"  # what stands for nothing that is known here
)
_CITED, _STRONG, _EMPHASISED, _STRAY = 3, 4, 5, 6
"""Groups of the pattern: a link has the two before, a stray bracket or star one of three, a line's end none."""


def plain_blocks(text: str) -> tuple[Block, ...] | None:
    """The blocks of a plain text; None if the parser is needed."""
    if any(more in text for more in _MORE):
        return None
    blocks: list[Block] = []
    lines = text.split("\n")
    begin = 0
    listed = False
    for number, line in enumerate([*lines, ""]):
        if line:
            continue
        if begin < number:
            content = _content(lines[begin:number], begin)
            # Two lists with nothing but a blank line between are one, and its items are paragraphs.
            if content is None or (listed and content[0] == _LIST[0]):
                return None
            listed = content[0] == _LIST[0]
            blocks.append((None, content))
        begin = number + 1
    return tuple(blocks)


_LIST = ("<ul>\n", "</ul>\n")


def _content(lines: list[str], begin: int) -> tuple[str | Prose, ...] | None:
    """The block between two blank lines: a list with one item a line, a heading, or a paragraph."""
    if lines[0].startswith("- "):
        items: list[str | Prose] = []
        for number, line in enumerate(lines, begin):
            parts = _paragraph([line[2:]]) if line.startswith("- ") else None
            if parts is None:
                return None
            items += "<li>", (0, (number, number + 1), parts), "</li>\n"
        return _LIST[0], *items, _LIST[1]
    if heading := _HEADING.fullmatch(lines[0]) if len(lines) == 1 else None:
        parts = _paragraph([heading[2]])
        return None if parts is None else ((len(heading[1]), (begin, begin + 1), parts),)
    parts = _paragraph(lines)
    return None if parts is None else ("<p>", (0, (begin, begin + len(lines)), parts), "</p>\n")


def _paragraph(lines: list[str]) -> tuple[Part, ...] | None:
    """The parts of lines of which none begins a block of another kind."""
    for line in lines:
        if line != line.strip() or line[:1] in _BLOCK or _NUMBERED.match(line):
            return None
        if not line.isprintable() and _CONTROL.search(line):
            return None
    text = "\n".join(lines)
    # [@source]: and more would be a link's address.
    return None if text.startswith("[@") and "]:" in text else _parts(text)


def _parts(text: str) -> tuple[Part, ...] | None:
    """The parts of a paragraph; None if it has a stray bracket or star."""
    parts: list[Part] = []
    at = 0
    for match in _MARKS.finditer(text):
        before = text[at : match.start()]
        at = match.end()
        group = match.lastindex or 0
        if group >= _STRAY:
            return None
        if group == _CITED:
            mark = citation(match[0], match[_CITED])
            if mark is None:
                return None
            # The blank before the mark of a note goes with the mark, and so does a line's end.
            if not before and parts and parts[-1] is BREAK:
                parts.pop()
            if before := before.rstrip():
                parts.append(before)
            parts.append(mark)
            continue
        if before:
            parts.append(before)
        if not group:
            parts.append(BREAK)
        elif group == _STRONG:
            parts += (MARKUP, "<strong>", ""), match[_STRONG], (MARKUP, "</strong>", "")
        elif group == _EMPHASISED:
            parts += (MARKUP, "<em>", ""), match[_EMPHASISED], (MARKUP, "</em>", "")
        else:
            parts.append(link(match[0], match[1], match[2]))
    if rest := text[at:]:
        parts.append(rest)
    return tuple(parts)
