"""The page Data, with the files that it lists beside it: which formats are published is a setting (`data` in mkdocs.yml)."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.derive.selection import Selection
from dossier.derive.tables import TABLES
from dossier.export.catalogue import FORMATS, Format
from dossier.export.complete_schema import complete_schema
from dossier.export.documents import DOCUMENTS
from dossier.model.pages import Page
from dossier.render.pages.data import Shown, data_page
from dossier.render.renderer import Renderer

NAME = "data"
"""The name of its aggregate."""


SCHEMA = "dossier.schema.json"
"""Beside the page: what describes the records as JSON."""


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page Data; none where the settings publish no data."""
    published = renderer.settings.data
    if not published:
        return
    of = Selection(renderer.corpus, renderer.figures, renderer.settings, renderer.changes, texts=False)
    files: list[tuple[str, bytes]] = []
    shown: list[Shown] = []
    for each in FORMATS:
        if each.at_root:
            shown.append(_shown(each, f"{each.file}", 0))
        elif each.of_records and each.name in published:
            shown.append(_shown(each, each.file, 0))
        elif each.name in published:
            written = [(_place(each, name), b"".join(parts)) for name, parts in each.write(of)]
            files += written
            # The size of the complete dossier would change this page with every edit of a text.
            size = 0 if each.name == "json" else sum(len(data) for _, data in written)
            shown.append(_shown(each, f"data/{_place(each, each.file)}", size))
    if {"json", "api"} & {*published}:
        files.append((SCHEMA, complete_schema().encode()))
    left = [each.name for each in FORMATS if not each.at_root and each.name not in published]
    documents = [(each.name, each.title, each.standard) for each in DOCUMENTS.values()]
    yield data_page(renderer, shown, left, documents, files)


def _place(each: Format, name: str) -> str:
    """Where a file of a format stands below `data/`."""
    return f"{each.name}/{name}" if each.folder else name


def _shown(each: Format, address: str, size: int) -> Shown:
    return Shown(
        *(each.title, each.holds, each.standard, each.url, address, size, each.example, each.folder),
        f"data/{SCHEMA}" if each.name in ("json", "api") else "",
        [(table.name, f"data/{each.name}/{table.name}.{each.name}", table.about) for table in TABLES]
        if each.name == "csv"
        else (),
    )
