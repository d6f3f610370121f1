"""Authors' names: which part comes first in a list, and how several are joined.

The front matter has a name as the page prints it. Nothing is guessed: a name inverted wrongly is worse than one left as
it is, so only "Given Family" in Latin letters is inverted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dossier.cite.text import Run, Runs

_PARTICLE = re.compile(
    "abu|al|bin|bint|da|de|del|della|den|der|di|du|el|ibn|la|le|ter|van|von|zu", re.IGNORECASE
)
"""A word that belongs to the family name after it (CMOS 8.5 to 8.14)."""
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|II|III|IV")
_ORGANISATION = re.compile(
    "agence|agency|associated|bureau|cent(?:re|er)|correspondents?|council|desk|editors?|editorial|foundation|group"
    "|institute|media|ministry|network|news|newspaper|newsroom|observatory|office|press|reporters?|service|staff|team"
    "|times|tv|and|&|for|of|the",
    re.IGNORECASE,
)
"""A word that is in no person's name: a byline with one is left as it is."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name in parts; a name that must not be split is all `family`."""

    family: str
    given: str = ""
    suffix: str = ""

    @property
    def direct(self) -> str:
        """ "Rami G. Khoury"."""
        return " ".join(part for part in (self.given, self.family, self.suffix) if part)

    @property
    def inverted(self) -> str:
        """ "Khoury, Rami G."."""
        return ", ".join(part for part in (self.family, self.given, self.suffix) if part)

    @property
    def initialled(self) -> str:
        """ "Khoury, R. G." (APA 9.8); a hyphen stays: "Clerc, J.-P."."""
        initials = re.sub(r"([^\W\d_])[^\s.-]*\.?\s*(-?)", r"\1.\2 ", self.given).replace("- ", "-").strip()
        return ", ".join(part for part in (self.family, initials, self.suffix) if part)


@lru_cache(maxsize=1 << 12)
def name(text: str) -> Name:
    """Split a name: "Family, Given" at the comma, "Given Family" before its last word and the particles before that."""
    words = text.replace(",", " ").split()
    if len(words) < 2 or _is_kept(text, words) or text.count(",") > 1:
        return Name(" ".join(text.split()))
    if "," in text:
        family, given = (part.strip() for part in text.split(","))
        return Name(family, given) if family and given else Name(" ".join(words))
    suffix = words.pop() if _SUFFIX.fullmatch(words[-1]) and len(words) > 2 else ""
    first = len(words) - 1
    while first > 1 and _PARTICLE.fullmatch(words[first - 1]):
        first -= 1
    return Name(" ".join(words[first:]), " ".join(words[:first]), suffix)


def names(authors: Sequence[str], publisher: str = "") -> tuple[Name, ...]:
    """The authors' names; the outlet's own name among them is not split."""
    return tuple(Name(author) if author == publisher else name(author) for author in authors)


def in_order(people: Sequence[Name]) -> Runs:
    """The names in reading order: "A", "A and B"; from three on "A et al." (CMOS 18 13.74 to 13.86)."""
    return _listed([Run(person.direct) for person in people], most=2, kept=1, comma=False)


def in_list(people: Sequence[Name], most: int, kept: int) -> Runs:
    """The first name inverted for alphabetical order and set off by a comma, the others not (the same; MLA 9 5.3 to
    5.22).
    """
    runs = [Run(person.direct if n else person.inverted) for n, person in enumerate(people)]
    return _listed(runs, most=most, kept=kept, comma=True)


def families(people: Sequence[Name]) -> Runs:
    """The family names alone, for short notes."""
    return _listed([Run(person.family) for person in people], most=2, kept=1, comma=False)


def _listed(runs: Sequence[Run], *, most: int, kept: int, comma: bool) -> Runs:
    """`comma` puts one before the last of two and before "et al.", as an inverted name asks for."""
    if len(runs) > most:
        ending = Run(", et al." if comma else " et al.")
        return (*_commas(runs[:kept]), ending)
    if len(runs) < 2:
        return tuple(runs)
    before = ", " if comma or len(runs) > 2 else " "
    return (*_commas(runs[:-1]), Run(f"{before}and "), runs[-1])


def _commas(runs: Sequence[Run]) -> Runs:
    return tuple(piece for n, run in enumerate(runs) for piece in ((Run(", "), run) if n else (run,)))


def _is_kept(text: str, words: Sequence[str]) -> bool:
    if any(_ORGANISATION.fullmatch(word) for word in words) or any(c.isdigit() for c in text):
        return True
    return any(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in text)
