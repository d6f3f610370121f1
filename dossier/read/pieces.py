"""markdown-it's tokens → the blocks of a text (`dossier.model.markup`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markdown_it.renderer import RendererHTML
from markdown_it.utils import OptionsDict

from dossier.model.markup import (
    ADDRESS,
    BREAK,
    CODE,
    END,
    IMAGE,
    LOST,
    MARKUP,
    NOTE,
    Block,
    Part,
    Prose,
)

if TYPE_CHECKING:
    from markdown_it.token import Token

_RULES: Any = {"xhtmlOut": False, "breaks": False, "langPrefix": "language-", "highlight": None}
_OPTIONS: Any = OptionsDict(_RULES)
_RENDERER = RendererHTML()
_ALIGNED = re.compile(r"text-align:(left|center|right)")
_FOOTNOTE = re.compile(r"\[\^[^\[\]\s]+\]")
_UNDRAWN = ("heading_open", "heading_close", "footnote_anchor")
"""Tokens without output here: headings are rendered once their page is known, backlinks of footnotes by the list of
notes.
"""

ADMONITIONS = frozenset(
    "note abstract info tip success question warning failure danger bug example quote".split()
)
"""Kinds of admonitions that the theme has styles for."""


def blocks_of(tokens: Sequence[Token]) -> tuple[Block, ...]:
    """The outermost blocks of a text; each footnote is one."""
    return tuple(_block(block) for block in _outermost(tokens))


def _outermost(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    block: list[Token] = []
    depth = 0
    for token in tokens:
        if token.type in ("footnote_block_open", "footnote_block_close"):
            continue
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _block(tokens: list[Token]) -> Block:
    number = None
    if tokens[0].type == "footnote_open":
        number, tokens = int(tokens[0].meta["id"]), tokens[1:-1]
    content: list[str | Prose] = []
    for index, token in enumerate(tokens):
        if token.type == "inline":
            before = tokens[index - 1]
            level = int(before.tag[1]) if before.type == "heading_open" else 0
            lines = (token.map[0], token.map[1]) if token.map else None
            content.append((level, lines, tuple(_parts(token.children or (), token.content))))
        elif token.type not in _UNDRAWN and (html := _html(tokens, index)):
            content.append(html)
    return number, tuple(content)


def _html(tokens: Sequence[Token], index: int) -> str:
    token = tokens[index]
    if token.type in ("td_open", "th_open"):
        # The policy of the page allows no inline style, so a cell's alignment is a class.
        aligned = _ALIGNED.search(str(token.attrs.get("style", "")))
        column = ' scope="col"' if token.tag == "th" else ""
        return f'<{token.tag}{column} class="dossier-{aligned[1]}">' if aligned else f"<{token.tag}{column}>"
    if token.type == "admonition_open":
        kind = str(token.meta.get("tag", ""))
        return f'<div class="admonition {kind if kind in ADMONITIONS else "note"}">\n'
    rule = _RENDERER.rules.get(token.type, _RENDERER.renderToken)
    return str(rule(tokens, index, _OPTIONS, {}))


def _parts(children: Sequence[Token], content: str) -> Iterator[Part]:
    """The parts of a line's tokens; `content` is the line as written."""
    for index, (child, after) in enumerate(zip_longest(children, children[1:])):
        # The blank before a note's mark goes with the mark.
        noted = after is not None and after.type in ("citation", "footnote_ref")
        if child.type == "text":
            if text := child.content.rstrip() if noted else child.content:
                yield text
            for mark in _FOOTNOTE.findall(child.content):
                if f"\\{mark}" not in content:
                    yield LOST, mark
        elif child.type == "softbreak":
            if not noted:
                yield BREAK
        elif child.type == "hardbreak":
            yield MARKUP, _html(children, index), "" if noted else " "
        elif child.type == "code_inline":
            yield CODE, _html(children, index), child.content.rstrip() if noted else child.content
        elif child.type in ("record_link", "citation"):
            yield child.meta["mark"]
        elif child.type == "footnote_ref":
            yield NOTE, int(child.meta["id"])
        elif child.type == "link_open":
            yield ADDRESS, *_address(child.attrs.get("href"), content)
        elif child.type == "link_close":
            yield END
        elif child.type == "image":
            src, written = _address(child.attrs.get("src"), content)
            alternative = _RENDERER.renderInlineAsText(child.children, _OPTIONS, {})
            yield IMAGE, src, alternative, tuple(_parts(child.children or (), content)), written
        else:
            yield MARKUP, _html(children, index), ""


def _address(value: object, content: str) -> tuple[str, str]:
    """An address, and how it is written in the line: markdown-it percent-encodes it."""
    address = str(value or "")
    return address, address if address in content else unquote(address)
