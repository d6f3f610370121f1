"""The rows that a build stores for a record and its page, encoded in the process that renders the page."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.incremental.codec import dump_named, pack_dependencies
from dossier.incremental.figures_codec import dump_claim, dump_index_row
from dossier.incremental.invalidation import named_by_source
from dossier.pool import RenderedPage
from dossier.render.context import RenderContext
from dossier.store.bodies import dump_body, dump_record
from dossier.store.values import pack
from dossier.tracking import Dependencies


class Snapshot:
    """Encodes these rows. With a `context`, where nothing is stored yet, records are encoded as well as their pages.

    `numbers` are the numbers of ids in the state.
    """

    def __init__(self, numbers: Mapping[str, int], context: RenderContext | None = None) -> None:
        self._numbers, self._context = numbers, context
        self.is_full = context is not None
        self._named = named_by_source(context) if context else {}

    def rows_of(self, sheet: RenderedPage) -> tuple[dict[str, bytes], Dependencies | None]:
        """The rows of a page by table, without its search entry; and its dependencies if one of them has no number yet."""
        rows = {**self.record_rows(sheet.id), "previews": pack(sheet.preview)}
        try:
            rows["dependencies"] = pack_dependencies(self._numbers, sheet.dependencies)
        except KeyError:
            return rows, sheet.dependencies
        return rows, None

    def record_rows(self, id_: str) -> dict[str, bytes]:
        """The rows of a record, by table; empty without a context."""
        context = self._context
        if context is None:
            return {}
        record = context.corpus.records[id_]
        rows = {
            "records": dump_record(record),
            "bodies": dump_body(record.body),
            "index_rows": pack(dump_index_row(context.index_row(id_))),
            "names": dump_named(record.body, self._named.get(id_, ({}, []))),
        }
        if id_ in context.figures.claims:
            rows["figures"] = pack(dump_claim(context.figures.claims[id_]))
        return rows
