"""A text whose page would be larger than a page may be."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.markup import ADDRESS, CITATION, CODE, IMAGE, LINK, MARKUP, NOTE, Part
from dossier.model.pages import PAGE_BYTES
from dossier.model.parts import Body
from dossier.model.prose import Titles, text_of

MOST = PAGE_BYTES * 6 // 10
"""Bytes of a rendered body; the rest of a page is for its lists and its shell."""
PLAIN, MARKED = 30, 700
"""Bytes that a character may take when rendered; and those of a bracket, with which links, citations and notes begin."""
HEADING, LINKED, MARK, CITED = 500, 150, 250, 500
"""The markup of a heading with its entries in the contents, of a link, of a note's mark with its way back, and of a note."""
ISOLATED = 21
"""The markup around each run of right-to-left letters (`isolated` in `render/html.py`)."""
_RTL_RUNS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]+")
_PLURALS = {"heading": "headings", "link": "links", "citation": "citations", "text": "text"}


def page_too_large(subject: Subject, report: Report) -> None:
    """A page holds 1 MB at most; what a text comes to is worked out only where it could be as much as that."""
    titles = subject.corpus.titles
    for record in subject.texts if subject.labelled is None else subject.labelled:
        body = record.body
        if _at_most(body.text) <= MOST:
            continue
        sizes = dict.fromkeys(_PLURALS, 0)
        passed: int | None = None
        for line, kind, size in _pieces(body, titles):
            sizes[kind] += size
            if passed is None and sum(sizes.values()) > MOST:
                passed = line
        if passed is None:
            continue
        whole, most = sum(sizes.values()), max(sizes, key=sizes.__getitem__)
        line = body.line + passed
        report.error(
            "page-too-large",
            Spot(record.path, text=body.text.split("\n")[passed].strip(), lines=(line, line + 1)),
            f"the text comes to {whole / 1e6:.1f} MB on its page, {sizes[most] / 1e6:.1f} MB of it {_PLURALS[most]}; "
            f"{MOST / 1e6:.1f} MB are allowed, and end here",
            "split it into several records or pages, and link them",
        )


def _at_most(text: str) -> int:
    """An upper bound on a rendered body's size, without parsing it: headings begin with a number sign, or are underlined."""
    headings = text.count("#") + text.count("=") + text.count("-")
    return PLAIN * len(text) + MARKED * text.count("[") + HEADING * headings


def _pieces(body: Body, titles: Titles) -> Iterator[tuple[int, str, int]]:
    """The line of the body, the kind and the rendered size in bytes of each piece of it."""
    line = 0
    cited: set[object] = set()
    for _, content in body.blocks:
        for item in content:
            if isinstance(item, str):
                yield line, "text", len(item.encode())
                continue
            level, lines, parts = item
            line = lines[0] if lines else line
            if level:
                yield line, "heading", HEADING + 6 * _bytes(text_of(parts, titles))
            for kind, size in _parts(parts, titles, cited):
                yield line, kind, size


def _bytes(text: str) -> int:
    """The bytes of a text as it is rendered."""
    size = len(escape(text).encode())
    return size if text.isascii() else size + ISOLATED * len(_RTL_RUNS.findall(text))


def _parts(parts: Sequence[Part], titles: Titles, cited: set[object]) -> Iterator[tuple[str, int]]:
    for part in parts:
        if isinstance(part, str):
            yield "text", _bytes(part)
        elif part[0] in (MARKUP, CODE):
            yield "text", len(part[1].encode())
        elif part[0] == LINK:
            yield "link", LINKED + _bytes(part[2] or titles.get(part[1], part[1]))
        elif part[0] in (CITATION, NOTE):
            new = part[1] not in cited
            cited.add(part[1])
            yield "citation", MARK + (CITED * (len(part[1]) if part[0] == CITATION else 1) if new else 0)
        elif part[0] == ADDRESS:
            yield "link", LINKED + len(part[1].encode())
        elif part[0] == IMAGE:
            yield "text", LINKED + len(part[1].encode()) + len(part[2].encode())
