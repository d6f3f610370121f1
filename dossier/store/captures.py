"""Captures: the text of a source as it was read, `ARTICLE-ID.txt`, outside the published tree and outside git.

The headline is the first block, then a block a paragraph, blank lines between: ¶ 1 is the first block after the headline.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from dossier.conflict_markers import conflict_lines
from dossier.foreign_paths import ForeignPathError, join

MAX_BYTES = 5_000_000
_UNSEEN = r"\s\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
"""Blanks and characters without width: a line of them, as browsers and Word copy it, is an empty one."""
_EMPTY_LINES = re.compile(f"\n[{_UNSEEN}]*\n")
_SEEN = re.compile(f"[^{_UNSEEN}]")
_LINE_ENDS = (("\r\n", "\n"), ("\r", "\n"), ("\u0085", "\n"), ("\u2028", "\n"), ("\u2029", "\n\n"))


class Unreadable(Exception):
    """A capture exists but cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Capture:
    """A capture in blocks: the headline is block 0, paragraph n is block n."""

    article: str
    blocks: tuple[str, ...]
    sha256: str
    """Of the file's bytes, hexadecimal."""


def parse(article: str, data: bytes) -> Capture:
    """Parse the bytes of a capture; raises `Unreadable`."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"byte {error.start} is not UTF-8") from None
    markers = conflict_lines(text)
    if len(markers) > 2:  # fewer may stand in the source
        raise Unreadable(f"line {markers[0] + 1} is a conflict marker of git")
    for end, plain in _LINE_ENDS:
        text = text.replace(end, plain)
    blocks = tuple(block.strip() for block in _EMPTY_LINES.split(text) if _SEEN.search(block))
    if not blocks:
        raise Unreadable("it is empty")
    return Capture(article, blocks, hashlib.sha256(data).hexdigest())


def load(folder: Path, article: str) -> Capture | None:
    """The capture of an article in `folder`; None if there is none. Raises `Unreadable`."""
    try:
        path = join(folder, f"{article}.txt")
        # A pipe or a device would never end.
        if path.exists() and not path.is_file():
            raise Unreadable("it is no regular file")
        if path.stat().st_size > MAX_BYTES:
            raise Unreadable(f"it holds more than {MAX_BYTES:,} bytes")
        return parse(article, path.read_bytes())
    except FileNotFoundError:
        return None
    except ForeignPathError as wrong:
        raise Unreadable(str(wrong)) from None
    except OSError as error:
        raise Unreadable(str(error.strerror)) from None
