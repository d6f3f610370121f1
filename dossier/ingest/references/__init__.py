"""A reference → a source: CSL-JSON, BibTeX, RIS, and Zotero's exports (its JSON, its RDF, or the former).

A file is read completely or refused; entries of a type that is no source are skipped, each with a message.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dossier.ingest import Refused
from dossier.ingest.printed_dates import edtf
from dossier.ingest.references import from_bibtex, from_json, from_rdf, from_ris
from dossier.ingest.references.entry import Entry
from dossier.ingest.source import Found, Source
from dossier.model.checks import Malformed, web_address
from dossier.model.dates import Window
from dossier.model.languages import language_tag

MAX_BYTES = 5_000_000
MAX_ENTRIES = 200
ENDINGS = (".json", ".bib", ".bibtex", ".ris", ".rdf")


@dataclass(frozen=True, slots=True)
class References:
    """The content of a file of references."""

    sources: tuple[Source, ...]
    passed_over: tuple[str, ...]
    """One line for each skipped entry: which, and why."""


def is_reference(path: Path) -> bool:
    """True where the file's name says that it holds references."""
    return path.suffix.lower() in ENDINGS


def read(path: Path) -> References:
    """The references in a file; raises `Refused`."""
    if path.stat().st_size > MAX_BYTES:
        raise Refused(f"{path.name} is larger than {MAX_BYTES:,} bytes")
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refused(f"{path.name}: byte {error.start} is not UTF-8") from None
    readers: dict[str, Callable[[str, str], list[Entry]]] = {
        ".json": from_json.read,
        ".bib": from_bibtex.read,
        ".bibtex": from_bibtex.read,
        ".ris": from_ris.read,
        ".rdf": from_rdf.read,
    }
    entries = readers[path.suffix.lower()](text, path.name)
    if len(entries) > MAX_ENTRIES:
        raise Refused(
            f"{path.name} holds {len(entries)} references; {MAX_ENTRIES} at a time can be confirmed"
        )
    sources, passed_over = [], []
    for number, entry in enumerate(entries, 1):
        shown = f'"{entry.title}"' if entry.title else f"entry {number}"
        if not entry.known:
            passed_over.append(f'{shown}: its type "{entry.type[:40]}" is none of a source')
        elif not entry.title:
            passed_over.append(f"{shown}: it has no title")
        else:
            sources.append(_source(entry))
    if not entries:
        raise Refused(f"{path.name} holds no reference")
    return References(tuple(sources), tuple(passed_over))


def _source(entry: Entry) -> Source:
    how = "the reference"

    def found(value: str) -> Found | None:
        return Found(value, how) if value else None

    return Source(
        title=found(entry.title),
        outlet=found(entry.outlet),
        authors=entry.authors,
        authors_how=how if entry.authors else "",
        published=found(_edtf(entry.date, entry.language)),
        language=found(_language(entry.language)),
        url=found(_address(entry.url)),
        archived=found(_address(entry.archived)),
    )


def _edtf(date: str, language: str) -> str:
    """EDTF if the text is that (CSL 1.0.2 allows it), else a date in words."""
    try:
        Window.parse(date)
    except Malformed:
        return edtf(date, _language(language)) or ""
    return date


def _language(written: str) -> str:
    try:
        return language_tag(written.strip().replace("_", "-").split("-")[0].lower())
    except Malformed:
        return ""


def _address(written: str) -> str:
    try:
        return web_address(written.strip())
    except Malformed:
        return ""
