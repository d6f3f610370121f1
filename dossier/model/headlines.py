"""Headlines of sources: in quotation marks as far as they were printed.

Where none was captured, a title of ours stands in its place, in square brackets or after them: `[no headline captured] A
note on a meeting`. It is nobody's words, so it is never in quotation marks, nor in the source's language.
"""

from __future__ import annotations

import re

from dossier.model.languages import in_marks

_OURS = re.compile(r"\[no headline\b[^\[\]]*\].*|\[[^\[\]]*\]", re.IGNORECASE | re.DOTALL)


def is_printed(title: str) -> bool:
    """False of a title of ours: one that begins with `[no headline …]`, or stands in square brackets as a whole."""
    return not _OURS.fullmatch(title)


def headline(title: str, shown: str = "") -> str:
    """A source's title, or `shown`, a shorter form of it: in the quotation marks of its script if it was printed."""
    return in_marks(shown or title) if is_printed(title) else shown or title
