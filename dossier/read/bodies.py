"""Reads a record's body: plain ones directly, any other with the Markdown parser."""

from __future__ import annotations

from dossier.model.markup import Block
from dossier.read.plain import plain_blocks


def read_body(text: str) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """The blocks of a text, and the labels of footnotes that no mark refers to."""
    plain = plain_blocks(text)
    if plain is not None:
        return plain, ()
    # Imported where a text takes it: loading it takes as long as reading a thousand plain ones.
    from dossier.read.markdown import parsed

    return parsed(text)
