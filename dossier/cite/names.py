"""Authors' names: which part comes first in a list, and how several are joined.

The front matter has a name as the page prints it. Nothing is guessed: a name inverted wrongly is worse than one left as
it is, so only "Given Family" in Latin letters is inverted, and no body's name (APA 9.11; braces in BibTeX, `literal` in
CSL).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from dossier.cite.text import Run, Runs
from dossier.model.bylines import is_whole, shown

if TYPE_CHECKING:
    from dossier.cite.reference import Reference

_PARTICLE = re.compile(
    "abu|al|bin|bint|da|de|del|della|den|der|di|du|el|ibn|la|le|ter|van|von|zu", re.IGNORECASE
)
"""A word that belongs to the family name after it (CMOS 8.5 to 8.14)."""
_SUFFIX = re.compile(r"Jr\.?|Sr\.?|II|III|IV")
_DEGREE = re.compile(
    r"Ph\.?\s?D\.?|M\.?D\.?|D\.?Phil\.?|[BM]\.?(?:A|Sc|S)\.?|MBA|LL\.?[BDM]\.?|J\.?D\.?|Esq\.?|CFA|RN|OBE|MBE|CBE|FRS|QC|KC|MP|MEP",
    re.IGNORECASE,
)
"""What stands after a comma and is no given name: citations leave degrees and honours out (CMOS 13.76, APA 9.8)."""
_TITLE = re.compile(
    r"(?:Dr|Prof|Mr|Mrs|Ms|Mme)\.?|Miss|Sir|Dame|(?:Gen|Lt|Col|Maj|Capt|Sgt|Rev|Sen|Rep|Gov)\.", re.IGNORECASE
)
"""Titles before a name that citations leave out (the same)."""
_WHOLE_TITLE = re.compile(
    "archbishop|bishop|cardinal|emir|father|king|lord|lady|patriarch|pope|prince|princess|queen|rabbi|sheikh|sister|sultan",
    re.IGNORECASE,
)
"""Titles of people who have no family name, or are not called by it."""
_COMPANY = re.compile(
    r"AG|A\.?Ş\.?|BV|Co\.?|Corp\.?|GmbH|Inc\.?|LLC|LLP|Ltd\.?|NV|Oy|PLC|S\.?A\.?|S\.?p\.?A\.?|e\.?V\.?",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    "academy|agence|agency|ajans[ıi]?|alliance|amnesty|army|association|associated|authority|borders|broadcasting"
    "|bureau|cent(?:re|er)|coalition|college|commission|committee|company|congress|consortium|corporation"
    "|correspondents?|council|department|desk|direct|directorate|editors?|editorial|embassy|federation|forces|foundation"
    "|frontières|fund|gazette|gmbh|government|group|human|initiative|institut[eo]?|international|jazeera|league|media|ministry"
    "|monitoring|movement|museum|nations|network|news|newspaper|newsroom|observatory|office|organi[sz]ation|parliament"
    "|partnership|party|police|press|project|radio|report|reporters?|rights|school|secretariat|senate|service|society"
    "|staff|studio|syndicate|team|television|times|tribunal|tv|union|united|university|watch|welle|without|writers?|and|&"
    "|chronicle|gazetesi|guardian|haber|herald|internacional|internationale|journal|magazine|ministère|ministerium|nachrichten"
    "|observer|online|presse|radyo|rundfunk|telegraph|tribune|weekly|zeitung|at|for|from|in|of|the|with",
    re.IGNORECASE,
)
"""A word that is in no person's name: a byline with one is left as it is."""
_ACRONYM = re.compile("[A-Z]{3,}")


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
    if is_whole(text):
        return Name(shown(text))
    parts = [part for part in (" ".join(part.split()) for part in text.split(",")) if part]
    while len(parts) > 1 and all(_DEGREE.fullmatch(word) for word in parts[-1].split()):
        parts.pop()
    suffix = parts.pop() if len(parts) > 1 and _SUFFIX.fullmatch(parts[-1]) else ""
    words = " ".join(parts).split()
    if len(words) < 2 or len(parts) > 2 or _is_kept(" ".join(parts), words):
        return Name(" ".join(text.split()))
    if len(parts) == 2:
        return Name(parts[0], _untitled(parts[1]), suffix)
    if not suffix and _SUFFIX.fullmatch(words[-1]) and len(words) > 2:
        suffix = words.pop()
    if len(words) == 2 and _TITLE.fullmatch(words[0]):
        return Name(" ".join(words), suffix=suffix)  # Dr. Roe
    words = _untitled(" ".join(words)).split()
    first = len(words) - 1
    while first > 1 and _PARTICLE.fullmatch(words[first - 1]):
        first -= 1
    return Name(" ".join(words[first:]), " ".join(words[:first]), suffix)


def whole(text: str) -> str:
    """A name that is to stay whole, as authors are written: in braces if it would be split otherwise."""
    return f"{{{text}}}" if name(text).given else text


def person(given: str, family: str) -> str:
    """A person's name as authors are written: in reading order, if that is split where it should be."""
    direct = f"{given} {family}"
    split = name(direct)
    return f"{family}, {given}" if split.given and split.family != family else direct


def _untitled(given: str) -> str:
    """A name without the title before it, if one is left."""
    title, _, rest = given.partition(" ")
    return _untitled(rest) if rest and _TITLE.fullmatch(title) else given


def names(reference: Reference) -> tuple[Name, ...]:
    """The authors' names; those of bodies, of the outlet itself among them, are not split."""
    whole = (reference.publisher, *reference.bodies)
    return tuple(Name(shown(author)) if author in whole else name(author) for author in reference.authors)


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
    """Whether a name may be no person's, or one that is not turned."""
    if any(c in "();/|" or c.isdigit() for c in text) or re.match(r"by\s", text, re.IGNORECASE):
        return True
    if any(_ORGANISATION.fullmatch(word) for word in words) or _COMPANY.fullmatch(words[-1]):
        return True
    if _WHOLE_TITLE.fullmatch(words[0]) or (_ACRONYM.fullmatch(words[0]) and not text.isupper()):
        return True
    if _SUFFIX.fullmatch(words[-1]) and len(words) == 2:  # Charles III
        return True
    return any(c.isalpha() and not unicodedata.name(c, "").startswith("LATIN") for c in text)
