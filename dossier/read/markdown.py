"""Bodies: CommonMark with tables, footnotes, definition lists and admonitions, and two inline rules of our own.

`[[id]]` and `[[id|shown text]]` link a record; `[@id]`, `[@id, ¶ 3]` and `[@a; @b, p. 4]` cite. Raw HTML is text.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from dossier.model.markup import Block
from dossier.read import marks
from dossier.read.pieces import blocks_of

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_LINK = re.compile(marks.LINK_FORM)
_CITATION = re.compile(marks.CITATION_FORM)


def record_link(state: StateInline, silent: bool) -> bool:
    """`[[id|shown text]]` → a `record_link` token, its mark in `meta`."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = _LINK.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        state.push("record_link", "", 0).meta = {"mark": marks.link(match[0], match[1], match[2])}
    state.pos = match.end()
    return True


def citation(state: StateInline, silent: bool) -> bool:
    """`[@id, ¶ 3; @other]` → a `citation` token, its mark in `meta`."""
    if not state.src.startswith("[@", state.pos):
        return False
    match = _CITATION.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    mark = marks.citation(match[0], match[1])
    if mark is None:
        return False
    if not silent:
        state.push("citation", "", 0).meta = {"mark": mark}
    state.pos = match.end()
    return True


@cache
def parser() -> MarkdownIt:
    """The parser of all bodies."""
    md = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(admon_plugin)
    md.inline.ruler.before("link", "citation", citation)
    md.inline.ruler.before("link", "record_link", record_link)
    return md


def parsed(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a text, and the labels of footnotes that no mark refers to."""
    env: dict[str, Any] = {}
    blocks = blocks_of(parser().parse(text, env))
    labels = env.get("footnotes", {}).get("refs", {})
    return blocks, tuple(label.removeprefix(":") for label, id_ in labels.items() if id_ < 0)
