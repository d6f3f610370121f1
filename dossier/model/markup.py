"""The text of a record as it is kept: its blocks, in the order in which they stand, made of texts, numbers and tuples alone.

So it is small, is written and read by `marshal` as it is, and nobody but the reader needs a Markdown parser. What was
written stays text, and is escaped when it is drawn; the HTML in it is the reader's own.

A block is one of the outermost of the body (a paragraph, a heading, a whole list), or a footnote with all that it holds:

    (None, ("<p>", (0, (1, 2), ("Led by ", ("link", "x", "Mr. X", "[[x|Mr. X]]"), " once.")), "</p>\n"))
"""

from __future__ import annotations

from typing import Any

Mark = tuple[Any, ...]
"""One of the tuples below, known by its first member."""
Part = str | Mark
"""A stretch of prose: a text as it is to be read, or a mark."""

MARKUP = "markup"
"""`(MARKUP, html, plain)`: what leads nowhere, drawn: emphasis, the end of a line; and what it is in plain text."""
CODE = "code"
"""`(CODE, html, plain)`: the same for code within a line."""
LINK = "link"
"""`(LINK, id, shown, written)`: `[[id|shown]]`; `shown` is empty where the title is shown."""
CITATION = "citation"
"""`(CITATION, ((id, locator), …), written)`: `[@id, ¶ 3]`."""
NOTE = "note"
"""`(NOTE, number)`: a mark that leads to the footnote of that number."""
ADDRESS = "address"
"""`(ADDRESS, href, written)`: what follows, up to `END`, leads to an address, or to a file of the content folder."""
IMAGE = "image"
"""`(IMAGE, src, alternative text, its parts, written)`."""
LOST = "lost"
"""`(LOST, written)`: the text before holds the mark of a footnote that nobody wrote, `[^1]`. It is nothing itself."""

END: Mark = (MARKUP, "</a>", "")
BREAK: Mark = (MARKUP, "\n", " ")

Prose = tuple[int, tuple[int, int] | None, tuple[Part, ...]]
"""The text of a paragraph, heading, cell: the heading's level (0 for what is none), lines of the body, parts.

The lines count from 0, the end excluded; a term's end where they begin, and a footnote within a line has none. A blank
before the mark of a note, and the end of a line there, are left out.
"""
Block = tuple[int | None, tuple[str | Prose, ...]]
"""A footnote's number, None for what is none; then HTML as it is, and the prose between. Headings lack their own tags."""
