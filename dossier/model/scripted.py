"""JSON that stands in a page or a script."""

from __future__ import annotations

import json
from typing import Any

UNSAFE = {c: f"\\u{ord(c):04x}" for c in "<>&'\u2028\u2029"}
"""Characters that JSON must not contain inside HTML or JavaScript, and their escapes."""


def json_in_html(value: Any) -> str:
    """JSON as markup that neither ends a script element nor, read as JavaScript, a line."""
    return inert(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


def inert(text: str) -> str:
    """JSON text without anything that ends a script element or a line."""
    for character, written in UNSAFE.items():
        text = text.replace(character, written)
    return text
