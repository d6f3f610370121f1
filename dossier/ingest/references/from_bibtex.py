"""BibTeX and BibLaTeX, by bibtexparser.

Fields of text are decoded from LaTeX, field by field; addresses, dates and identifiers are read verbatim, as biblatex does
(its manual, 2.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from dossier.ingest import Refused
from dossier.ingest.months import folded_name
from dossier.ingest.months import month as month_named
from dossier.ingest.references.entry import Entry, accessed_in, archived_in, numbers, turned
from dossier.ingest.references.latex import decoded, verbatim
from dossier.ingest.references.wording import published_in

_OUTLETS = (
    "journaltitle",
    "journal",
    "organization",
    "titleaddon",
    "booktitle",
    "publisher",
    "institution",
    "school",
)
_ACCESSED = ("urldate", "lastchecked", "lastaccessed", "urlaccessdate", "accessed")
_ADDRESS = re.compile(r"https?://[^\s{}]+")
_URL_MACRO = re.compile(r"\\(?:url|path|nolinkurl)\s?\{([^{}]*)\}|\\href\s?\{([^{}]*)\}")


def read(text: str, name: str) -> list[Entry]:
    """The entries, broken ones among them; raises `Refused` if none can be read."""
    import logging

    import bibtexparser
    from bibtexparser import model

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    library = bibtexparser.parse_string(text)  # type: ignore[attr-defined]  # it is no part of its __all__
    entries: list[Entry] = []
    for each in library.blocks:
        line = (each.start_line or 0) + 1
        block: model.Block | None = each
        if isinstance(each, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            block = each.ignore_error_block  # two entries with one key are two sources all the same
        if isinstance(block, model.Entry):
            fields: dict[str, str] = {}
            for field in block.fields:
                value = str(field.value)
                fields.setdefault(field.key.lower(), value if block is each else _unenclosed(value))
            entries.append(_entry(block.entry_type, block.key, fields))
        elif isinstance(block, model.ParsingFailedBlock):
            entries.append(Entry("", True, broken=f"the entry at line {line} cannot be read"))
    if entries and all(entry.broken for entry in entries):
        raise Refused(f"{name} is not valid BibTeX: {entries[0].broken}")
    return entries


def _unenclosed(value: str) -> str:
    """A value without its braces or quotation marks, which bibtexparser leaves in a block that it calls a failure."""
    value = value.strip()
    return value[1:-1] if value[:1] in ("{", '"') else value


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> Entry:
    note = fields.get("note", "") + " " + fields.get("annote", "") + " " + fields.get("addendum", "")
    parts = (
        verbatim(fields.get("year", "")),
        _month(verbatim(fields.get("month", ""))),
        verbatim(fields.get("day", "")).zfill(2),
    )
    day = "-".join(takewhile(lambda part: part.strip("0"), parts))
    return Entry(
        type=kind,
        key=key,
        known=kind.lower() not in ("comment", "set", "xdata"),
        title=decoded(fields.get("title", "")),
        outlet=_outlet(fields),
        authors=tuple(_names(fields.get("author", ""))),
        date=published_in(decoded(fields.get("note", ""))) or verbatim(fields.get("date", "")) or day,
        url=_url(fields),
        archived=archived_in(_addresses_plain(note)) or verbatim(fields.get("archiveurl", "")),
        language=verbatim(fields.get("langid") or fields.get("language") or fields.get("hyphenation") or ""),
        accessed=next((verbatim(fields[key]) for key in _ACCESSED if fields.get(key)), "")
        or accessed_in(decoded(f"{note} {fields.get('howpublished', '')}")),
    )


def _outlet(fields: Mapping[str, str]) -> str:
    named = (decoded(fields[key]) for key in _OUTLETS if fields.get(key))
    how = fields.get("howpublished", "")
    return next(filter(None, named), "" if _ADDRESS.search(how) else decoded(how))


def _url(fields: Mapping[str, str]) -> str:
    if url := verbatim(fields.get("url", "")):
        return url
    for key in ("howpublished", "note", "eprint"):
        written = fields.get(key, "")
        if key == "note" and archived_in(_addresses_plain(written)):
            continue
        if match := _URL_MACRO.search(written):
            return verbatim(match[1] or match[2])
        if match := _ADDRESS.search(verbatim(written)):
            return match[0]
    return ""


def _addresses_plain(note: str) -> str:
    """A note whose addresses stand in it as they are: LaTeX escapes undone, macros around them taken off."""
    note = _URL_MACRO.sub(lambda match: f" {match[1] or match[2]} ", note)
    words = (
        verbatim(word) if "://" in word else word
        for word in re.sub(r"(?<=[-',])\{\}(?=[-',])", "", note).split()
    )
    return " ".join(words)


def _names(field: str) -> Iterator[str]:
    """The names of an author field: divided by "and" outside braces; one in braces as a whole is not turned."""
    for written in _divided(field):
        if written.lower() == "others":
            continue
        whole = written.startswith("{") and _closes(written) == len(written) - 1
        if name := _literal(written) if whole else turned_in_braces(written):
            yield name


def _literal(written: str) -> str:
    return decoded(written[1:-1])


def turned_in_braces(written: str) -> str:
    """A name with its parts in order; a comma within braces divides nothing."""
    parts = [decoded(part) for part in _split(written, ",")]
    if any("," in part for part in parts):
        return " ".join(reversed(parts)) if len(parts) == 2 else ", ".join(parts)
    return turned(", ".join(parts))


def _divided(field: str) -> list[str]:
    return [part for part in (p.strip() for p in _split(field, " and ")) if part]


def _split(text: str, mark: str) -> list[str]:
    """A text divided at a mark that stands in no braces; white space is one blank."""
    text = f" {' '.join(text.split())} " if mark.strip() != mark else text
    parts, depth, begin = [], 0, 0
    at = 0
    while at < len(text):
        depth += (text[at] == "{") - (text[at] == "}")
        if depth == 0 and text[at : at + len(mark)].lower() == mark:
            parts.append(text[begin:at])
            begin = at + len(mark)
            at = begin - (mark[-1] == " ")
            continue
        at += 1
    return [*parts, text[begin:]]


def _closes(text: str) -> int:
    """Where the brace that begins a text is closed."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == "{") - (character == "}")
        if not depth:
            return at
    return -1


def _month(written: str) -> str:
    """Two digits; empty for what is no month."""
    name = folded_name(re.split(r"[^\w.]", written, maxsplit=1)[0]).rstrip(".")
    number: Any = month_named(name) or written
    return "".join(f"{n:02}" for n in numbers([number]))
