"""Who is mentioned where: the links of every text, with the sentence around each."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.model.corpus import Mention
from dossier.model.prose import blocks, sentence_around
from dossier.model.records import Record


def mentions(records: Mapping[str, Record]) -> tuple[dict[str, list[Mention]], dict[str, list[str]]]:
    """For each record the sentences that link to it (one a text), and for each article the records that cite it."""
    found: dict[str, list[Mention]] = {}
    cited: dict[str, list[str]] = {}
    titles = {id_: record.title for id_, record in records.items()}
    for record in records.values():
        linked: set[str] = set()
        for named in blocks(record.body.tokens, titles):
            for index, piece in enumerate(named):
                if piece.token is None:
                    continue
                if piece.token.type == "citation":
                    for target, _ in piece.token.meta["items"]:
                        if target in records and record.id not in cited.setdefault(target, []):
                            cited[target].append(record.id)
                    continue
                target = piece.token.meta["id"]
                if target in records and target not in linked and target != record.id:
                    linked.add(target)
                    before, after = sentence_around(named, index)
                    found.setdefault(target, []).append(Mention(record.id, before, piece.text, after))
    return found, cited
