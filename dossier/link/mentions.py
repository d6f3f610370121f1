"""Mentions: the links of every body, with the sentence around each."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.model.corpus import Corpus, Mention
from dossier.model.markup import CITATION
from dossier.model.prose import Titles, pieces, prose_of, sentences_around
from dossier.model.records import Record

Named = tuple[dict[str, Mention], list[str]]
"""What a text mentions, each with the first sentence that links it, and what it cites."""


def mentions(
    records: Mapping[str, Record], known: Mapping[str, Named] | None = None
) -> tuple[dict[str, list[Mention]], dict[str, list[str]]]:
    """For each record the sentences that link to it (one a text), and for each article the records that cite it.

    `known` has what some texts mention and cite, from an earlier build.
    """
    found: dict[str, list[Mention]] = {}
    cited: dict[str, list[str]] = {}
    known = known or {}
    titles = {id_: record.title for id_, record in records.items()}
    for record in records.values():
        named, sources = known.get(record.id) or named_in(record, titles)
        for target, mention in named.items():
            if target in records:
                found.setdefault(target, []).append(mention)
        for source in sources:
            if source in records:
                cited.setdefault(source, []).append(record.id)
    return found, cited


def named_by_source(corpus: Corpus) -> dict[str, Named]:
    """What each text mentions and cites of the records that exist, from the indexes by target."""
    named: dict[str, Named] = {}
    for target, mentions_ in corpus.mentions.items():
        for mention in mentions_:
            named.setdefault(mention.source, ({}, []))[0][target] = mention
    for target, sources in corpus.cited_by.items():
        for source in sources:
            named.setdefault(source, ({}, []))[1].append(target)
    return named


def relink(
    id_: str,
    before: Named,
    after: Named,
    corpus: Corpus,
    mentioned: dict[str, list[Mention]],
    cited: dict[str, list[str]],
) -> None:
    """Collect in `mentioned` and `cited` what changes of a corpus' indexes where the text of `id_` has changed.

    It names `after` now, and `before` no longer.
    """
    for target in before[0].keys() | after[0].keys():
        if before[0].get(target) != after[0].get(target) and target in corpus.records:
            known = mentioned.get(target, corpus.mentions.get(target, ()))
            others = [mention for mention in known if mention.source != id_]
            new = [after[0][target]] if target in after[0] else []
            mentioned[target] = sorted([*others, *new], key=lambda mention: mention.source)
    for target in {*before[1]} ^ {*after[1]}:
        if target in corpus.records:
            cited[target] = sorted({*cited.get(target, corpus.cited_by.get(target, ()))} ^ {id_})


def named_in(record: Record, titles: Titles) -> Named:
    """What a record's body links, with the first sentence that does, and the ids it cites, existing or not.

    The result depends only on the record and on the titles of the records that it links.
    """
    named: dict[str, Mention] = {}
    cited: dict[str, None] = {}
    for _, _, parts in prose_of(record.body.blocks):
        texts: list[str] = []
        new: dict[str, tuple[str, int, int]] = {}
        end = 0
        for text, mark in pieces(parts, titles):
            begin, end = end, end + len(text)
            texts.append(text)
            if mark is None:
                continue
            if mark[0] == CITATION:
                cited.update((id_, None) for id_, _ in mark[1])
            elif mark[1] not in named and mark[1] not in new and mark[1] != record.id:
                new[mark[1]] = text, begin, end
        if new:
            around = sentences_around("".join(texts), [(begin, end) for _, begin, end in new.values()])
            for (target, (name, _, _)), (before, after) in zip(new.items(), around, strict=True):
                named[target] = Mention(record.id, before, name, after)
    return named, list(cited)
