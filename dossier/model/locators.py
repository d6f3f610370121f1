"""Pinpoints within a source."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dossier.model.checks import Malformed, parsed_by

_ONE = r"[0-9]{1,5}(?:\s?[-–]\s?[0-9]{1,5})?"
_NUMBERS = rf"({_ONE}(?:\s?,\s?{_ONE}){{0,20}})"
_FORMS = (
    ("paragraph", re.compile(rf"(?:¶¶?|paras?\.?|paragraphs?)\s?{_NUMBERS}", re.IGNORECASE)),
    ("page", re.compile(rf"(?:pp?\.?|pages?)\s?{_NUMBERS}", re.IGNORECASE)),
    ("section", re.compile(rf"(?:§§?|sec\.?|sections?)\s?{_NUMBERS}", re.IGNORECASE)),
    ("time", re.compile(r"((?:[0-9]{1,2}:)?[0-9]{1,3}:[0-9]{2})")),
    ("headline", re.compile(r"(headline)", re.IGNORECASE)),
)


@parsed_by("parse")
@dataclass(frozen=True, slots=True)
class Locator:
    """A paragraph, page, section or time of a source, or its headline.

    Paragraph 1 is the first block of text below the headline.
    """

    kind: str
    """paragraph, page, section, time or headline."""
    value: str = ""
    """The number, or numbers: `3`, `3-5`, `3, 7`; a time as written."""
    derived: bool = False
    """Whether nobody wrote it: the lock has the paragraph in which the words were found."""

    @classmethod
    def parse(cls, text: str) -> Locator:
        """Read `¶ 3`, `para 3`, `p. 4`, `§ 2`, `12:30` or `headline`; raises `Malformed` (bad-locator)."""
        return _parsed(text)

    @property
    def wording(self) -> str:
        """`¶ 3`, `¶¶ 3–5`, `p. 4`, `§ 2`, `12:30`, `headline`."""
        several = "-" in self.value or "," in self.value
        sign = {
            "paragraph": "¶¶ " if several else "¶ ",
            "page": "pp. " if several else "p. ",
            "section": "§§ " if several else "§ ",
        }
        return (
            "headline" if self.kind == "headline" else sign.get(self.kind, "") + self.value.replace("-", "–")
        )


@lru_cache(maxsize=1 << 14)
def _parsed(text: str) -> Locator:
    written = " ".join(text.split())
    for kind, form in _FORMS:
        if match := form.fullmatch(written):
            value = re.sub(r" ?([-–,]) ?", r"\1", match[1]).replace("–", "-").replace(",", ", ")
            return Locator(kind, "" if kind == "headline" else value)
    hint = f"write ¶ {written}" if written.isdecimal() else "write ¶ 3, p. 4, § 2, 12:30 or headline"
    raise Malformed("bad-locator", f'"{written}" is no place in a source', hint)
