"""The rows that a build stores for a record and its page, encoded in the process that renders the page."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.incremental import tables
from dossier.incremental.codec import names_row, pack_dependencies
from dossier.link import named_by_source
from dossier.pool import RenderedPage
from dossier.render.context import RenderContext
from dossier.tracking import Dependencies


class Snapshot:
    """Encodes these rows. With a `context`, where nothing is stored yet, records are encoded as well as their pages.

    `numbers` are the numbers of ids in the state.
    """

    def __init__(self, numbers: Mapping[str, int], context: RenderContext | None = None) -> None:
        self._numbers, self._context = numbers, context
        self.is_full = context is not None
        self._named = named_by_source(context.corpus) if context else {}

    def rows_of(self, sheet: RenderedPage) -> tuple[dict[tables.TableName, bytes], Dependencies | None]:
        """The rows of a page by table, without its search entry; and its dependencies if one of them has no number yet."""
        rows = {**self.record_rows(sheet.id), **tables.PREVIEWS.row(sheet.preview)}
        try:
            dependencies = pack_dependencies(self._numbers, sheet.dependencies)
        except KeyError:
            return rows, sheet.dependencies
        return {**rows, **tables.DEPENDENCIES.row(dependencies)}, None

    def record_rows(self, id_: str) -> dict[tables.TableName, bytes]:
        """The rows of a record, by table; empty without a context."""
        context = self._context
        if context is None:
            return {}
        record = context.corpus.records[id_]
        rows = {
            **tables.RECORDS.row(record),
            **tables.BODIES.row(record.body),
            **tables.INDEX_ROWS.row(context.index_row(id_)),
            **tables.NAMES.row(names_row(record.body, self._named.get(id_, ({}, [])))),
        }
        if id_ in context.figures.claims:
            rows |= tables.FIGURES.row(context.figures.claims[id_])
        return rows
