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
from dossier.read.pieces import blocks_of

if TYPE_CHECKING:
    from markdown_it.rules_inline import StateInline

_LINK = re.compile(r"\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]+))?\]\]")
_CITATION = re.compile(r"\[(@[^\[\]]+)\]")


def record_link(state: StateInline, silent: bool) -> bool:
    """`[[id|shown text]]` → a `record_link` token: its id in `meta`, the shown text (or nothing) in `content`."""
    if not state.src.startswith("[[", state.pos):
        return False
    match = _LINK.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    if not silent:
        token = state.push("record_link", "", 0)
        token.content = " ".join((match[2] or "").split())
        token.meta = {"id": match[1].strip(), "raw": match[0]}
    state.pos = match.end()
    return True


def citation(state: StateInline, silent: bool) -> bool:
    """`[@id, ¶ 3; @other]` → a `citation` token, whose `meta` lists (id, locator) pairs."""
    if not state.src.startswith("[@", state.pos):
        return False
    match = _CITATION.match(state.src, state.pos)
    if match is None or match.end() > state.posMax:
        return False
    items = [_item(part) for part in match[1].split(";")]
    if not all(items):
        return False
    if not silent:
        token = state.push("citation", "", 0)
        token.meta = {"items": [item for item in items if item], "raw": match[0]}
    state.pos = match.end()
    return True


def _item(written: str) -> tuple[str, str] | None:
    """`@id, ¶ 3` as id and locator; None where it is none."""
    id_, _, locator = written.strip().partition(",")
    id_ = id_.strip()
    whole = id_.startswith("@") and len(id_) > 1 and not any(c.isspace() or c == "@" for c in id_[1:])
    return (id_[1:], locator.strip()) if whole else None


@cache
def parser() -> MarkdownIt:
    """The parser of all bodies."""
    md = MarkdownIt("commonmark", {"html": False, "typographer": False}).enable(["table", "strikethrough"])
    md.use(footnote_plugin).use(deflist_plugin).use(admon_plugin)
    md.inline.ruler.before("link", "citation", citation)
    md.inline.ruler.before("link", "record_link", record_link)
    return md


def parsed(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a text, and the labels of the footnotes to which nothing leads."""
    env: dict[str, Any] = {}
    blocks = blocks_of(parser().parse(text, env))
    labels = env.get("footnotes", {}).get("refs", {})
    return blocks, tuple(label.removeprefix(":") for label, id_ in labels.items() if id_ < 0)
