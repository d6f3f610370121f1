"""What is markup in a body, and is shown as it stands in a text of the front matter: private comments, links, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from dossier.diagnostics import Report, Spot
from dossier.model.comments import COMMENT, PRIVATE_NOTE
from dossier.model.parts import Kind
from dossier.model.records import RECORDS
from dossier.model.schema import is_prose_at
from dossier.read.frontmatter import Keys

_MARKUP = ("<!", "<?", "%%", "{>>", "{/*", "{#", "{%", "[[", "[@")
_LINK = re.compile(r"\[\[[^\[\]]*\]?\]?|\[@[^\[\]]*\]?")
VERBATIM = {"text", "quotes", "named", "called"}
"""Keys of words that are compared with the source, letter by letter."""


def check_front_texts(kind: Kind, path: str, front: str, values: dict[str, Any], report: Report) -> None:
    """Report comments (an error), links and citations (warnings) in the texts of a record's front matter."""
    if not any(mark in front for mark in _MARKUP):
        return
    for keys, value in _texts(values, ()):
        if not is_prose_at(RECORDS[kind], keys) or [k for k in keys if isinstance(k, str)][-1] in VERBATIM:
            continue
        if comment := COMMENT.search(value):
            at = Spot(path, keys, inner=comment[0])
            report.error(
                "comment-in-text",
                at,
                f'"{comment[0]}" begins a comment, and would be published',
                PRIVATE_NOTE,
            )
        elif link := _LINK.search(value):
            at = Spot(path, keys, inner=link[0])
            message = f'"{link[0]}" is shown as it stands: links and citations are read in bodies only'
            report.warning(
                "link-in-front-matter", at, message, "write the words alone, and link them in the body"
            )


def _texts(value: Any, keys: Keys) -> Iterator[tuple[Keys, str]]:
    if isinstance(value, str):
        yield keys, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _texts(item, (*keys, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, (*keys, index))
