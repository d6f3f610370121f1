"""A table of sources, one a row: CSV (any of its separators) or a spreadsheet (XLSX); and a list of addresses."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from itertools import islice
from typing import Any

from dossier.ingest import Refused
from dossier.ingest.cleaned import cleaned
from dossier.ingest.references.entry import Entry
from dossier.model.checks import Malformed, web_address

MAX_COLUMNS, MAX_ROWS = 200, 5_000
MAX_UNPACKED = 50_000_000
"""Bytes that a spreadsheet unpacks to."""
COLUMNS: Mapping[str, Sequence[str]] = {
    "title": ("title", "headline", "name", "titel", "titre", "başlık", "العنوان", "заголовок", "название"),
    "url": ("url", "link", "address", "web address", "source url", "adresse", "bağlantı", "الرابط", "ссылка"),
    "outlet": (
        "publisher",
        "outlet",
        "publication",
        "publication title",
        "source",
        "site",
        "website",
        "newspaper",
        "kaynak",
    ),
    "date": (
        "date",
        "published",
        "publication date",
        "date published",
        "datum",
        "tarih",
        "التاريخ",
        "дата",
        "publication year",
    ),
    "authors": ("authors", "author", "creators", "byline", "autor", "auteur", "yazar", "автор"),
    "language": ("language", "lang", "sprache", "langue", "dil", "язык"),
    "accessed": ("accessed", "access date", "date accessed", "retrieved", "urldate"),
    "archived": ("archived", "archive", "archive url", "archived url", "copy"),
    "key": ("key", "id", "citation key", "no", "nr", "number"),
}
"""The keys that a column may fill, and the headings by which one is recognised, in lower case; the first match counts."""


LONGEST_CELL = 131_072
"""Letters of a cell: the limit of Python's `csv`, which another package in the process may have raised."""


def from_csv(text: str, name: str, columns: Mapping[str, str]) -> list[Entry]:
    """The rows of a CSV file; raises `Refused`."""
    head = text.lstrip("\ufeff").partition("\n")[0]
    separator = max(",;\t|", key=head.count)
    try:
        rows = list(islice(csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=separator), MAX_ROWS + 1))
    except csv.Error as error:
        raise Refused(f"{name} is no CSV that can be read: {error}") from None
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):  # a quotation mark that nothing closes
        raise Refused(f"{name} is no CSV that can be read: a cell has more than {LONGEST_CELL:,} letters")
    return _entries(rows, name, columns)


def from_xlsx(data: bytes, name: str, columns: Mapping[str, str]) -> list[Entry]:
    """The rows of a spreadsheet's first sheet; raises `Refused`."""
    import openpyxl

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Refused(f"{name} unpacks to more than {MAX_UNPACKED:,} bytes")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = [
            [_text(value) for value in row[:MAX_COLUMNS]]
            for row in sheet.iter_rows(max_row=MAX_ROWS + 1, max_col=MAX_COLUMNS, values_only=True)
        ]
    except Refused:
        raise
    except Exception:
        raise Refused(f"{name} is no spreadsheet that can be read; save it as CSV") from None
    return _entries(rows, name, columns)


def addresses(text: str) -> list[str]:
    """The addresses of a text that has nothing but one on each line; empty for any other text."""
    found = []
    for line in text.lstrip("\ufeff").splitlines():
        line = line.strip()
        if line and not line.startswith("#"):
            try:
                found.append(web_address(line))
            except Malformed:
                return []
    return found


_PAIR = re.compile(r'(?:"[^"]*"|[^,"])+')


def column_map(given: str) -> dict[str, str]:
    """`title=Headline,url="Link, if any"` as a mapping; raises `Refused` for a key that no column can fill."""
    found: dict[str, str] = {}
    for match in _PAIR.finditer(given):
        pair = match[0].strip()
        key, _, heading = pair.partition("=")
        heading = heading.strip().strip('"')
        if key.strip() not in COLUMNS or not heading.strip():
            raise Refused(f'--columns: "{pair}" is none of {", ".join(f"{key}=HEADING" for key in COLUMNS)}')
        found[key.strip()] = heading.strip()
    return found


def _entries(rows: Sequence[Sequence[str]], name: str, columns: Mapping[str, str]) -> list[Entry]:
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    if not filled:
        raise Refused(f"{name} is empty")
    if len(filled) > MAX_ROWS:
        raise Refused(f"{name} has more than {MAX_ROWS:,} rows")
    places = _places([cleaned(cell).casefold() for cell in filled[0]], columns, name)
    return [_entry(dict(_cells(row, places))) for row in filled[1:]]


def _places(heads: Sequence[str], columns: Mapping[str, str], name: str) -> dict[str, int]:
    """The number of the column for each key."""
    places: dict[str, int] = {}
    for key, headings in COLUMNS.items():
        wanted = [columns[key].casefold()] if key in columns else headings
        at = next((heads.index(heading) for heading in wanted if heading in heads), None)
        if at is not None:
            places[key] = at
        elif key in columns:
            raise Refused(f'{name} has no column "{columns[key]}"; it has {", ".join(filter(None, heads))}')
    if "title" not in places and "url" not in places:
        raise Refused(
            f'{name} has no column for title or url; name them: --columns "title=HEADING,url=HEADING"'
        )
    return places


def _cells(row: Sequence[str], places: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    for key, at in places.items():
        yield key, cleaned(row[at]) if at < len(row) else ""


def _entry(cells: Mapping[str, str]) -> Entry:
    authors = tuple(filter(None, (part.strip() for part in cells.get("authors", "").split(";"))))
    return Entry(
        type="row",
        known=True,
        title=cells.get("title") or cells.get("url", ""),
        authors=authors,
        **{
            key: cells.get(key, "")
            for key in ("outlet", "date", "url", "archived", "language", "accessed", "key")
        },
    )


def rows_of(found: Iterable[str]) -> list[Entry]:
    """An entry for each address of a list: its title is the address until the page is read."""
    return [Entry(type="address", known=True, title=address, url=address) for address in dict.fromkeys(found)]


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
