"""Headings of a body and their anchors, the same for the linker and the renderer."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from dossier.model.parts import Body
from dossier.model.prose import prose_of, text_of

RESERVED = frozenset(
    """accounts actors beside chains cite cited claims coverage disputed events findings labels map mentions names
    naming notes
    page-title phrase places quotations relations rests sources story summary wordings""".split()
)
"""Anchors that pages use themselves."""
_RESERVED = re.compile(r"(?:note|noteref|claim|place|dossier|step)-.*")
"""And those that they number or name."""


@dataclass(frozen=True, slots=True)
class BodyHeading:
    """A heading in a body: its level as written (1 to 6), its plain text, its anchor."""

    level: int
    title: str
    anchor: str
    line: int
    """The line of the text on which it stands, counted from 0."""


def headings(body: Body) -> list[BodyHeading]:
    """The headings of a text, in order, with an anchor each."""
    written = [prose for prose in prose_of(body.blocks) if prose[0]]
    found: list[BodyHeading] = []
    taken = set(RESERVED) if written else set()
    used: dict[str, int] = {}
    for level, lines, parts in written:
        title = " ".join(text_of(parts).split())
        base = _slug(title)
        base = f"section-{base}" if _RESERVED.fullmatch(base) else base
        anchor = base
        while anchor in taken:
            used[base] = used.get(base, 1) + 1
            anchor = f"{base}-{used[base]}"
        taken.add(anchor)
        found.append(BodyHeading(level, title, anchor, lines[0] if lines else 0))
    return found


def top_level(body: Body) -> int:
    """The highest level of the headings of a text; 2 if it has none."""
    return min((prose[0] for prose in prose_of(body.blocks) if prose[0]), default=2)


def anchors(body: Body) -> list[str]:
    """The anchors of the headings of a text."""
    return [heading.anchor for heading in headings(body)]


def _slug(title: str) -> str:
    folded = unicodedata.normalize("NFKD", title.casefold())
    kept = "".join(c for c in folded if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", "-", kept).strip("-_") or "section"
