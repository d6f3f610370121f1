"""BibTeX: records for biblatex (3.19 manual, 2.1 and 2.3.8), which dates with EDTF; entries follow one another in a file.

An article with an address is `@online`; one without is `@article`, or `@misc` where the outlet is no periodical, for
`@online` demands an address. Only `date` is written, not plain BibTeX's `year` beside it: plain BibTeX has no `@online`,
and Biber warns of every entry that holds both.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from dossier.cite.dates import Point, ends, known, remark
from dossier.cite.names import Name, names
from dossier.model.headlines import is_printed

if TYPE_CHECKING:
    from dossier.cite.reference import Reference
    from dossier.model.dates import Window

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": r"\textasciigrave{}",
    # Babel gives the straight mark a meaning of its own in Turkish, German and other languages.
    '"': r"\textquotedbl{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    **{c: f"\\{c}" for c in "$&#_%"},
}
_BRACES_PAIRED = str.maketrans({**_SPECIAL, "{": r"\{", "}": r"\}"})
_BRACES_SINGLE = str.maketrans({**_SPECIAL, "{": r"\textbraceleft{}", "}": r"\textbraceright{}"})
_BRACE = re.compile("[{}]")
_DASHES = re.compile("-(?=-)")
_PLAIN_KEY = re.compile("[A-Za-z0-9_:.-]*")
LANGUAGES = {
    "ar": "arabic",
    "az": "azerbaijani",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "fr": "french",
    "he": "hebrew",
    "hy": "armenian",
    "it": "italian",
    "ja": "japanese",
    "kmr": "kurmanji",
    "ku": "kurmanji",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "syr": "syriac",
    "tr": "turkish",
    "uk": "ukrainian",
    "ur": "urdu",
}
"""Babel's and Polyglossia's names, which `langid` takes; a language without one is left out."""


def bibtex(reference: Reference) -> str:
    """One entry, with a line feed at its end."""
    entry, outlet = _entry(reference)
    fields = {
        "author": " and ".join(_author(person) for person in names(reference)),
        # The inner braces keep a style from changing the headline's case.
        "title": f"{{{escaped(reference.title)}}}",
        outlet: escaped(reference.publisher),
        "entrysubtype": "newspaper" if entry == "article" and reference.genre != "magazine" else "",
        "date": _date(reference.published),
        "url": verbatim(reference.url),
        "urldate": _date(reference.accessed) if reference.url else "",
        "langid": LANGUAGES.get(reference.language.split("-")[0], ""),
        "note": _note(reference),
    }
    lines = [f"  {key} = {{{value}}},\n" for key, value in fields.items() if value]
    return f"@{entry}{{{_key(reference.id)},\n{''.join(lines)}}}\n"


def bibtex_file(references: Iterable[Reference]) -> str:
    """The entries of several articles, with an empty line between them."""
    return "\n".join(bibtex(reference) for reference in references)


def escaped(text: str) -> str:
    """A text for a field: one line, no character with a meaning in TeX, braces that BibTeX can count.

    BibTeX counts a brace even after a backslash, so `\\{` serves only where they are paired.
    """
    text = " ".join(text.split())
    if not text.isprintable():
        text = "".join(c for c in text if c.isprintable() or c in "\u200c\u200d\u200e\u200f")
    out = text.translate(_BRACES_PAIRED if _paired(text) else _BRACES_SINGLE)
    return _DASHES.sub("-{}", out).replace("''", "'{}'").replace(",,", ",{},")


def _paired(text: str) -> bool:
    depth = 0
    for c in _BRACE.findall(text):
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


def _entry(reference: Reference) -> tuple[str, str]:
    """The type of the entry, and the field that names the outlet."""
    if reference.url:
        return "online", "organization"
    # Styles put the title of an `@article` into quotation marks, as a printed headline.
    misc = reference.genre == "webpage" or not is_printed(reference.title)
    return ("misc", "organization") if misc else ("article", "journaltitle")


def _author(person: Name) -> str:
    if not person.given:
        return f"{{{escaped(person.family)}}}"
    return ", ".join(escaped(part) for part in (person.family, person.suffix, person.given) if part)


def _date(window: Window) -> str:
    """EDTF level 1 as biblatex reads it; of a day that may be one of several, only what all of them share.

    `2023-01-02..` is not written as the interval `2023-01-02/`: biblatex would print a text that began on that day.
    """
    begin, end = ends(window)
    if window.shape == "one-of":
        common = known(window)
        return _edtf(common) if common else ""
    if window.shape == "point":
        return _edtf(begin) if begin else ""
    # biblatex 2.3.8: `2022/` has an unknown end, `2022/..` goes on
    sides = window.text.split("/")
    return "/".join(_edtf(point) if point else side for point, side in zip((begin, end), sides, strict=True))


def _edtf(point: Point) -> str:
    """Without a time of day, and without the `-XX` that says no more than its absence but few programs read."""
    parts = [point.year, *(f"{part:02d}" for part in (point.month, point.day) if part)]
    return "-".join(parts) + point.doubt


def _note(reference: Reference) -> str:
    window = reference.published
    published = remark(window) if window.shape == "one-of" else ""
    # Not in \url: a field's text is a macro's argument, in which even \url reads % and #.
    archived = f"Archived at {escaped(reference.archived)}" if reference.archived else ""
    return ". ".join(part for part in (published, archived) if part)


def verbatim(url: str | None) -> str:
    """An address: biblatex reads the field verbatim, so only what would end it is percent-encoded."""
    return re.sub(r"[\s\\{}\x00-\x1f]", lambda match: f"%{ord(match[0]):02X}", url or "")


def _key(text: str) -> str:
    """A citation key: letters, digits and `-_:.` as they are, other characters by their number."""
    if _PLAIN_KEY.fullmatch(text):
        return text
    return "".join(c if c.isascii() and (c.isalnum() or c in "-_:.") else f"_{ord(c):x}_" for c in text)
