"""The files that stand for one record beside its page: as JSON, and in Markdown; which of them is a setting (`data`)."""

from __future__ import annotations

from dataclasses import replace

from dossier.export.documents.markdown import twin
from dossier.export.record_json import record_json
from dossier.model.pages import RECORD, TWIN, Page
from dossier.model.records import Record
from dossier.render.renderer import Renderer


def with_record_files(renderer: Renderer, record: Record, page: Page) -> Page:
    """The page of a record with the files that the settings publish beside it."""
    published, corpus, figures = renderer.settings.data, renderer.corpus, renderer.figures
    found: list[tuple[str, str | bytes]] = []
    if "api" in published:
        found.append((RECORD, record_json(corpus, figures, record)))
    if "markdown" in published:
        found.append((TWIN, twin(corpus, figures, renderer.settings, record, note_style=renderer.note_style)))
    return replace(page, beside=(*page.beside, *found)) if found else page
