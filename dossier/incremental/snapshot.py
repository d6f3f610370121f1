"""What is to be kept of a record and its page, made in the process that draws it."""

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
    """Makes it. With a `whole` of which nothing is kept yet, records are kept too, and not their pages alone.

    `numbers` are those that records have in the state.
    """

    def __init__(self, numbers: Mapping[str, int], context: RenderContext | None = None) -> None:
        self._numbers, self._whole = numbers, context
        self.is_full = context is not None
        self._named = named_by_source(context) if context else {}

    def rows_of(self, sheet: RenderedPage) -> tuple[dict[str, bytes], Dependencies | None]:
        """By table, but for the entry; and what was read, where among that is what has no number yet."""
        found = {**self.record_rows(sheet.id), "previews": pack(sheet.preview)}
        try:
            found["dependencies"] = pack_dependencies(self._numbers, sheet.dependencies)
        except KeyError:
            return found, sheet.dependencies
        return found, None

    def record_rows(self, id_: str) -> dict[str, bytes]:
        """Of a record alone."""
        context = self._whole
        if context is None:
            return {}
        record = context.corpus.records[id_]
        found = {
            "records": dump_record(record),
            "bodies": dump_body(record.body),
            "index_rows": pack(dump_index_row(context.index_row(id_))),
            "names": dump_named(record.body, self._named.get(id_, ({}, []))),
        }
        if id_ in context.figures.claims:
            found["figures"] = pack(dump_claim(context.figures.claims[id_]))
        return found
