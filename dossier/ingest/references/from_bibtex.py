"""BibTeX and BibLaTeX, by bibtexparser.

Fields of text are decoded from LaTeX, field by field; addresses, dates and identifiers are read verbatim, as biblatex does
(its manual, 2.2.1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile
from typing import Any

from dossier.cite.names import whole
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
_DATES = ("date", "year", "month", "day")
_OF_COLLECTIONS = (*_OUTLETS, *_DATES, "langid", "language", "hyphenation")
"""Fields that an entry has from the collection it is in."""
_BEFORE_PART = re.compile(r"(?:^|(?<=.)\s*#)\s*(?=[^\s#])", re.S)
_BARE_WORD = re.compile(r"[^\s#{}\"]*")
_FIELD_OF_NAME = re.compile(r"\s*(family|given|prefix|suffix)\s*=\s*(.*)", re.S)
_AND_OTHERS = re.compile(r"[\s,](?:et\.? al\.?|u\. ?a\.|и др\.|ve diğerleri|وآخرون)$", re.I)
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
    library = bibtexparser.parse_string(text, parse_stack=[])  # type: ignore[attr-defined]  # it is no part of its __all__
    strings: dict[str, str] = {}
    found: list[tuple[str, str, dict[str, str]] | Entry] = []
    for each in library.blocks:
        line = (each.start_line or 0) + 1
        block: model.Block | None = each
        if isinstance(each, model.DuplicateBlockKeyBlock | model.DuplicateFieldKeyBlock):
            block = each.ignore_error_block  # two entries with one key are two sources all the same
        if isinstance(block, model.String):
            strings[block.key.lower()] = value_of(block.value, strings) or ""
        elif isinstance(block, model.Entry):
            fields: dict[str, str] = {}
            for field in block.fields:
                value = value_of(str(field.value), strings)
                if value is None:
                    found.append(Entry("", True, broken=_without_comma(line, block.key, field.key)))
                    break
                fields.setdefault(field.key.lower(), value)
            else:
                found.append((block.entry_type, block.key, fields))
        elif isinstance(block, model.ParsingFailedBlock):
            found.append(Entry("", True, broken=f"the entry at line {line} cannot be read"))
    by_key = {each[1].lower(): each[2] for each in reversed(found) if not isinstance(each, Entry)}
    entries = [
        each if isinstance(each, Entry) else _entry(*each[:2], _inherited(each[2], by_key)) for each in found
    ]
    if entries and all(entry.broken for entry in entries):
        raise Refused(f"{name} is not valid BibTeX: {entries[0].broken}")
    return [entry for entry in entries if entry.type.lower() != "xdata"]


def _without_comma(line: int, key: str, field: str) -> str:
    return f"the entry at line {line} ({key}) cannot be read: no comma stands behind its {field}"


def value_of(written: str, strings: Mapping[str, str]) -> str | None:
    """A value as BibTeX reads it: texts in braces or quotation marks, numbers and abbreviations, joined by "#"; None if
    something else stands behind one of them.
    """
    parts, at = [], 0
    while match := _BEFORE_PART.match(written, at):
        at = match.end()
        if written[at : at + 1] in ("{", '"'):
            end = _closes(written, at)
            if end < 0:
                return None
            parts.append(written[at + 1 : end])
            at = end + 1
        elif match := _BARE_WORD.match(written, at):
            parts.append(strings.get(match[0].lower(), match[0]))
            at = match.end()
    return "".join(parts) if not written[at:].strip() else None


def _inherited(fields: Mapping[str, str], by_key: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """The fields with those of the entries that `xdata` and `crossref` name (biblatex 3.20, 2.4.1.1 and 3.13.6).

    What is a collection's own is not inherited from it: its address, its authors, when it was read.
    """
    all_ = dict(fields)
    for key in filter(None, (k.strip().lower() for k in fields.get("xdata", "").split(","))):
        for name, value in by_key.get(key, {}).items():
            all_.setdefault(name, value)
    for name, value in by_key.get(fields.get("crossref", "").strip().lower(), {}).items():
        if name == "title":
            all_.setdefault("booktitle", value)
        elif name in _OF_COLLECTIONS and not (name in _DATES and any(date in fields for date in _DATES)):
            all_.setdefault(name, value)
    return all_


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
        known=kind.lower() not in ("comment", "set"),
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
    if url := verbatim(
        "".join(map(str.strip, fields.get("url", "").splitlines()))
    ):  # a long one may be broken
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
    for divided in _divided(field):
        written = _AND_OTHERS.sub("", divided).rstrip(" ,")
        if written.lower() in ("others", "et al.", "et al"):
            continue
        whole = written.startswith("{") and _closes(written) == len(written) - 1
        if name := _literal(written) if whole else turned_in_braces(written):
            yield name


def _literal(written: str) -> str:
    return whole(decoded(written[1:-1]))


def turned_in_braces(written: str) -> str:
    """A name with its parts in order; a comma within braces divides nothing."""
    named = [_FIELD_OF_NAME.fullmatch(part) for part in _split(written, ",") if "useprefix" not in part]
    if named and all(named):  # biblatex 3.20, 3.14, "extended name format"
        of = {match[1]: decoded(match[2].strip()) for match in named if match}
        return " ".join(of[key] for key in ("given", "prefix", "family", "suffix") if of.get(key))
    parts = [decoded(part) for part in _split(written, ",")]
    if any("," in part for part in parts):
        return " ".join(reversed(parts)) if len(parts) == 2 else ", ".join(parts)
    return turned(", ".join(parts))


def _divided(field: str) -> list[str]:
    several = (name for part in _split(field, " and ") for name in _split(part, ";"))
    return [name for name in map(str.strip, several) if name]


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


def _closes(text: str, at: int = 0) -> int:
    """Where the brace or the quotation mark at a place is closed; -1 if nowhere."""
    quoted, depth = text[at] == '"', 0
    for place in range(at + quoted, len(text)):
        depth += (text[place] == "{") - (text[place] == "}")
        if not depth and text[place] == ('"' if quoted else "}"):
            return place
    return -1


def _month(written: str) -> str:
    """Two digits; empty for what is no month."""
    name = folded_name(re.split(r"[^\w.]", written, maxsplit=1)[0]).rstrip(".")
    number: Any = month_named(name) or written
    return "".join(f"{n:02}" for n in numbers([number]))
