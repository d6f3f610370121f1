"""A few lines about each record, shown where a link to it is pointed at; in shards, of which a page loads what it needs."""

from __future__ import annotations

import json
from collections.abc import Mapping

from dossier.model.corpus import Corpus
from dossier.model.figures import Figures, counted
from dossier.model.pages import shard_count, shard_of
from dossier.model.prose import summary
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Publisher, Record

_UNSAFE = {c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def previews(corpus: Corpus, figures: Figures) -> dict[str, bytes]:
    """`previews/N.js` for each shard: a script, for a page on `file://` can fetch nothing else."""
    total = shard_count(len(corpus.records))
    shards: list[dict[str, list[str]]] = [{} for _ in range(total)]
    titles = corpus.titles
    for record in corpus.records.values():
        if not isinstance(record, FreePage):
            shards[shard_of(record.id, total)][record.address] = _preview(corpus, figures, record, titles)
    return {f"previews/{number}.js": _script(number, shard) for number, shard in enumerate(shards)}


def _preview(corpus: Corpus, figures: Figures, record: Record, titles: Mapping[str, str]) -> list[str]:
    """What it is, its title, and what is said of it: plain texts."""
    about = [summary(record.body.tokens, titles)]
    match record:
        case Article():
            outlet = corpus.publisher_of(record)
            kind = f"Source · {outlet.title if outlet else record.publisher} · {record.published.wording}"
        case Actor():
            kind = f"{record.type.replace('-', ' ').capitalize()} · {_sources(corpus, record)}"
        case Event():
            kind = f"Event · {record.when.wording} · {_sources(corpus, record)}"
        case Claim():
            found = figures.claims[record.id]
            against = found.dissent_sentence if found.dissent or found.contradicting else ""
            kind, about = "Claim", [f"{found.sentence} {against}".strip(), *about]
        case Finding():
            kind = f"Finding · {record.confidence} confidence"
        case Publisher():
            kind = f"Outlet · {_sources(corpus, record)}"
        case _:
            kind = f"Place · {_sources(corpus, record)}"
    title = f"“{record.title}”" if isinstance(record, Article) else record.title
    return [kind, title, *(text for text in about if text)]


def _sources(corpus: Corpus, record: Record) -> str:
    return counted(len(corpus.articles_by.get(record.id, ())), "source")


def _script(number: int, shard: dict[str, list[str]]) -> bytes:
    text = json.dumps(shard, ensure_ascii=False, separators=(",", ":"))
    for character, written in _UNSAFE.items():
        text = text.replace(character, written)
    return f"dossierPreviews({number},{text});\n".encode()
