"""What is to be kept of a record and its page, made in the process that draws it."""

from __future__ import annotations

import marshal
from collections.abc import Mapping

from dossier.incremental.codec import kept_named, packed_reads
from dossier.incremental.figures_codec import plain_beside, plain_claim
from dossier.incremental.invalidation import inverted
from dossier.pool import Sheet
from dossier.render.context import Whole
from dossier.store.bodies import head, text
from dossier.tracking import Reads


class Kept:
    """Makes it. With a `whole` of which nothing is kept yet, records are kept too, and not their pages alone.

    `numbers` are those that records have in the state.
    """

    def __init__(self, numbers: Mapping[str, int], whole: Whole | None = None) -> None:
        self._numbers, self._whole = numbers, whole
        self.anew = whole is not None
        self._named = inverted(whole) if whole else {}

    def of(self, sheet: Sheet) -> tuple[dict[str, bytes], Reads | None]:
        """By table, but for the entry; and what was read, where among that is what has no number yet."""
        found = {**self.record(sheet.id), "previews": marshal.dumps(sheet.preview)}
        try:
            found["reads"] = packed_reads(self._numbers, sheet.reads)
        except KeyError:
            return found, sheet.reads
        return found, None

    def record(self, id_: str) -> dict[str, bytes]:
        """Of a record alone."""
        whole = self._whole
        if whole is None:
            return {}
        record = whole.corpus.records[id_]
        found = {
            "heads": head(record),
            "bodies": text(record.body),
            "beside": marshal.dumps(plain_beside(whole.beside(id_))),
            "named": kept_named(record.body, self._named.get(id_, ({}, []))),
        }
        if id_ in whole.figures.claims:
            found["claims"] = marshal.dumps(plain_claim(whole.figures.claims[id_]))
        return found
