"""A reference → a source: CSL-JSON, BibTeX, RIS, Zotero's exports (its JSON, its RDF, or the former), and tables.

Entries that cannot be read, and those of a type that is no source, are skipped, each with a message; a file in which none
can be read is refused.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from types import MappingProxyType
from urllib.parse import quote

from dossier.ingest import Refused, copies
from dossier.ingest.printed_dates import implausible
from dossier.ingest.references import from_bibtex, from_json, from_rdf, from_ris, from_table
from dossier.ingest.references.entry import Entry
from dossier.ingest.references.languages import tag_of
from dossier.ingest.references.wording import worded
from dossier.ingest.source import Found, Source
from dossier.model.checks import Malformed, web_address
from dossier.model.dates import Window

MAX_BYTES = 5_000_000
MAX_ENTRIES = 5_000
FIRST_YEAR = 1500
"""An entry may be of an old newspaper; an earlier year is of another calendar."""
_TIME = re.compile(r"[T ]\d{1,2}:\d{2}.*")
_NOT_IN_ADDRESS = re.compile(r"[\s\"<>\\^`{|}]")
ENDINGS = (".json", ".bib", ".bibtex", ".ris", ".rdf", ".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, slots=True)
class References:
    """The content of a file of references."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]
    """One line for each skipped entry: which, and why."""


def is_reference(path: Path) -> bool:
    """True where the file's name says that it holds references."""
    return path.suffix.lower() in ENDINGS


def read(path: Path, columns: Mapping[str, str] = MappingProxyType({})) -> References:
    """The references in a file; `columns` are the headings of a table, by key. Raises `Refused`."""
    if path.stat().st_size > MAX_BYTES:
        raise Refused(f"{path.name} is larger than {MAX_BYTES:,} bytes")
    data = path.read_bytes()
    if path.suffix.lower() == ".xlsx":
        return _references(from_table.from_xlsx(data, path.name, columns), path.name)
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: byte {error.start} is not {'UTF-16' if wide else 'UTF-8'}") from None
    readers: dict[str, Callable[[str, str], list[Entry]]] = {
        ".json": from_json.read,
        ".bib": from_bibtex.read,
        ".bibtex": from_bibtex.read,
        ".ris": from_ris.read,
        ".rdf": from_rdf.read,
        ".csv": partial(from_table.from_csv, columns=columns),
        ".tsv": partial(from_table.from_csv, columns=columns),
    }
    return _references(readers[path.suffix.lower()](text, path.name), path.name)


def listed(addresses: Sequence[str], name: str) -> References:
    """References to the pages at some addresses."""
    return _references(from_table.rows_of(addresses), name)


def _references(entries: Sequence[Entry], name: str) -> References:
    """The entries that are sources, and why the others are none; raises `Refused`."""
    if len(entries) > MAX_ENTRIES:
        raise Refused(f"{name} holds {len(entries)} references; {MAX_ENTRIES:,} at a time are read")
    sources, passed_over = [], []
    for number, entry in enumerate(entries, 1):
        shown = f'"{entry.title}"' if entry.title else f"entry {number}"
        if entry.broken:
            passed_over.append(entry.broken)
        elif not entry.known:
            passed_over.append(f'{shown}: its type "{entry.type[:40]}" is none of a source')
        elif not entry.title:
            passed_over.append(f"{shown}: it has no title")
        else:
            sources.append(_source(entry, date.today()))
    if not entries:
        raise Refused(f"{name} holds no reference")
    return References(tuple(sources), tuple(passed_over))


def _source(entry: Entry, today: date) -> Source:
    how = "the reference"
    language = tag_of(entry.language)
    notes: list[str] = []

    def found(value: str) -> Found | None:
        return Found(value, how) if value else None

    def dated(key: str, written: str) -> Found | None:
        day = _edtf(written, language)
        wrong = implausible(day, written, today, first_year=FIRST_YEAR) if written else ""
        if wrong:
            notes.append(f'its {key} "{written[:40]}" {wrong}, and was passed over')
        return None if wrong else found(day)

    url, archived = address(entry.url), address(entry.archived)
    if url and copies.is_archive(url):
        archived = archived or url
    published, accessed = dated("date", entry.date), dated("access date", _day(entry.accessed))
    return Source(
        title=found(entry.title),
        outlet=found(entry.outlet),
        authors=entry.authors,
        authors_how=how if entry.authors else "",
        published=published,
        accessed=accessed,
        language=found(language),
        url=found(address(copies.original(url))),
        archived=found(archived),
        key=entry.key,
        notes=tuple(notes),
    )


def _day(accessed: str) -> str:
    """A date without its time of day."""
    return _TIME.sub("", accessed.strip())


def _edtf(written: str, language: str) -> str:
    """EDTF if the text is that (CSL 1.0.2 allows it), else a date in words."""
    try:
        Window.parse(written)
    except Malformed:
        return worded(written, language)
    return written


def address(written: str) -> str:
    """The address if it is a valid one, what cannot stand in one percent-encoded; empty otherwise."""
    text = written.strip().strip("<>")
    try:
        return web_address(_NOT_IN_ADDRESS.sub(lambda match: quote(match[0]), text))
    except Malformed:
        return ""
