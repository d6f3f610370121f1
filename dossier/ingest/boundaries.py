"""Marks where paragraphs end in a page, so that its text stays divided when an extractor drops what divided it."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

MARK = "\u2e22\u2e3b\u2e23"
"""Signs that print, which an extractor keeps, and that stand in no text in this order."""
_BLOCKS = frozenset(
    """address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hr iframe li main menu nav ol p picture pre section summary table tbody td tfoot th thead tr ul video
    audio object embed noscript""".split()
)
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_PRESERVED = re.compile(r"white-space\s*:\s*(?:pre|break-spaces)", re.I)


def marked(tree: Any) -> Any:
    """A copy of a page with `MARK` before each text that begins a paragraph, in a block, beside one, behind line breaks.

    An empty box, an advertisement or a rule divides the text around it, and is dropped with the boundary that it was; an
    extractor's last resort is all the text of a page. A blank line divides preformatted text.
    """
    from lxml.etree import iterwalk

    tree = deepcopy(tree)
    divided, breaks, preserved = False, 0, 0

    def text_at(text: str | None) -> str | None:
        nonlocal divided, breaks
        if not text:
            return text
        if preserved:
            text = _BLANK_LINE.sub(f"\n{MARK} ", text)
        if not text.strip():
            return text
        if divided or breaks > 1:
            text = f"{MARK} {text}"
        divided, breaks = False, 0
        return text

    for event, element in iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            if event == "end":
                element.tail = text_at(element.tail)
            continue
        hidden = element.tag in ("script", "style", "template", "title", "head")
        keeps = element.tag == "pre" or bool(_PRESERVED.search(element.get("style") or ""))
        if event == "start":
            if element.tag in _BLOCKS:
                divided, breaks = True, 0
            breaks += element.tag == "br"
            preserved += keeps
            if not hidden:
                element.text = text_at(element.text)
        else:
            preserved -= keeps
            if element.tag in _BLOCKS:
                divided, breaks = True, 0
            element.tail = text_at(element.tail)
            if element.tag == "img" and element.tail and not element.tail[0].isspace():
                element.tail = f" {element.tail}"
    return tree
