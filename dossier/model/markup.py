"""A record's body as stored: its blocks in order, made of texts, numbers and tuples alone (docs/decisions/0011).

So it is small, `marshal` writes it as it is, and only the reader needs a Markdown parser. Written text stays plain, and
is escaped when it is rendered; the HTML in blocks is the reader's own.

A block is an outermost one of the body (a paragraph, a heading, a whole list), or a footnote with its content, for
example `(None, ("<p>", (0, (1, 2), ("Led by ", ("link", "x", "Mr. X", "[[x|Mr. X]]"), " once.")), "</p>"))`.
"""

from __future__ import annotations

import posixpath
import unicodedata
from typing import Any
from urllib.parse import unquote

Mark = tuple[Any, ...]
"""One of the tuples below, identified by its first member."""
Part = str | Mark
"""A stretch of prose: a text as it is to be read, or a mark."""

MARKUP = "markup"
"""`(MARKUP, html, plain)`: markup without a target, such as emphasis or a line's end: as HTML, and as plain text."""
CODE = "code"
"""`(CODE, html, plain)`: the same for code within a line."""
LINK = "link"
"""`(LINK, id, shown, written)`: `[[id|shown]]`; `shown` is empty where the title is shown."""
CITATION = "citation"
"""`(CITATION, ((id, locator), …), written)`: `[@id, ¶ 3]`."""
NOTE = "note"
"""`(NOTE, number)`: a mark that leads to the footnote of that number."""
ADDRESS = "address"
"""`(ADDRESS, href, written)`: the parts up to `END` link to an address, or to a file of the content folder."""
IMAGE = "image"
"""`(IMAGE, src, alternative text, its parts, written)`."""
LOST = "lost"
"""`(LOST, written)`: the text before contains the mark of a footnote that does not exist, `[^1]`. It has no content
itself.
"""

END: Mark = (MARKUP, "</a>", "")
BREAK: Mark = (MARKUP, "\n", " ")

Prose = tuple[int, tuple[int, int] | None, tuple[Part, ...]]
"""The text of a paragraph, heading or cell: the heading's level (0 for others), lines of the body, parts.

Lines count from 0, the end excluded; of a term the end equals the beginning, and a footnote within a line has none. A
blank before the mark of a note, and the line's end there, are left out.
"""
Block = tuple[int | None, tuple[str | Prose, ...]]
"""A footnote's number, or None; then HTML as it is, alternating with prose. Headings lack their own tags."""


def linked_file(path: str, inside: str) -> str:
    """A relative link of the file `inside` the content folder, as a path within that folder, in one spelling."""
    return one_spelling(posixpath.normpath(posixpath.join(posixpath.dirname(inside), unquote(path))))


def one_spelling(path: str) -> str:
    """A path in NFC: macOS hands out names of files decomposed, and editors write them composed."""
    return unicodedata.normalize("NFC", path)
