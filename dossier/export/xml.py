"""Texts in XML 1.0: escaped, without the characters that it cannot hold."""

from __future__ import annotations

import re
from html import escape

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """A text between tags."""
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=False)


def xml_attribute(text: str) -> str:
    """The value of an attribute, with its quotation marks; line ends and tabs stay what they are."""
    value = escape(_FORBIDDEN.sub("\ufffd", text))
    return '"' + value.replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;") + '"'
