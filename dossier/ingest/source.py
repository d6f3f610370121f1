"""What was found out about a source, and from where: the same type for a page and for a reference."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """A value, and what it was taken from: "JSON-LD headline", "html lang"."""

    value: str
    how: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A source as a draft needs it; None marks what was not found."""

    title: Found | None = None
    outlet: Found | None = None
    """The name of the site or journal."""
    authors: tuple[str, ...] = ()
    authors_how: str = ""
    published: Found | None = None
    """EDTF, no finer than it is given."""
    accessed: Found | None = None
    """EDTF: when a reference says that the source was read."""
    language: Found | None = None
    """A BCP 47 tag."""
    url: Found | None = None
    archived: Found | None = None
    paragraphs: tuple[str, ...] = ()
    """The text; empty for a reference."""
    opening: str = ""
    """Why only the opening seems to be there; empty if all of it does."""
    key: str = ""
    """By what a file of references calls the source; empty for a page."""
    notes: tuple[str, ...] = ()
    """Points for a person to check."""
