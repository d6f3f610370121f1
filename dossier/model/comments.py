"""Private notes in a text: comments of HTML, of Obsidian (`%%`), CriticMarkup (`{>>`), Liquid, Jinja and MDX.

None has a place in a text.
"""

from __future__ import annotations

import re

COMMENT = re.compile(
    r"(?<!\\)(?:<!(?:--|[\u2013\u2014]|(?=\s|\[(?!CDATA\[)))|<\?(?=[a-z=])|%%|\{>>|\{/\*|\{#(?=\s)|\{%-?\s?comment\b)"
)
"""The beginning of a comment; HTML's two hyphens may have become a dash."""
PRIVATE_NOTE = (
    "write a private note on a line of the front matter that begins with #; outside the folder,"
    " if it names whom the dossier protects"
)
