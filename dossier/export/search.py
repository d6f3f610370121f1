"""The index behind Material's search box, in its format. Every spelling of a name leads to the pages about it."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence

from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.model.prose import plain
from dossier.model.records import Article, Record
from dossier.model.schema import references

MOST_NAMES = 12
"""Spellings shown with a result, and weighed most; the others are in its text."""
CONFIG = {
    "lang": ["en"],
    # lunr's own pipeline trims whatever is not Latin off a word: جولاني would be nothing.
    "pipeline": [],
    "separator": r"[\s\-–—“”‘’'\"«».,:;!?؟،()\[\]{}/]+",
    "fields": {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}},
}


def search_index(corpus: Corpus, pages: Sequence[Page]) -> bytes:
    """`search_index.json`. Material shows titles and texts as HTML: they are escaped here."""
    by_address = {record.address: record for record in corpus.records.values()}
    docs: list[dict[str, object]] = []
    for page in sorted(pages, key=lambda page: page.address):
        record = by_address.get(page.address)
        text = _text(corpus, record) if record else page.description
        doc: dict[str, object] = {"location": page.address, "title": shown(page.title), "text": shown(text)}
        if record and (names := [name for name in corpus.aliases[record.id] if name != record.title]):
            doc["tags"] = [shown(name) for name in names[:MOST_NAMES]]
        docs.append(doc)
    return (
        json.dumps({"config": CONFIG, "docs": docs}, ensure_ascii=False, separators=(",", ":")) + "\n"
    ).encode()


def shown(text: str) -> str:
    """Escaped for an element; quotation marks stay, for Material's highlighter would cut an entity in two."""
    return html.escape(text, quote=False)


def _text(corpus: Corpus, record: Record) -> str:
    """Names, text, and the names of what the record refers to."""
    others = [name for name in corpus.aliases.get(record.id, []) if name != record.title]
    named = [ref.target for ref in references(record) if ref.target in corpus.records]
    related = [
        corpus.records[id_].title
        for id_ in dict.fromkeys(named)
        if not isinstance(corpus.records[id_], Article)
    ]
    parts = [
        ", ".join(others),
        plain(record.body.tokens, corpus.titles),
        ", ".join(related),
        _printed(record),
    ]
    return "\n".join(part for part in parts if part)


def _printed(record: Record) -> str:
    """The names an article printed. Labels stay out: a snippet would show them away from their outlet."""
    if not isinstance(record, Article):
        return ""
    return ", ".join(name for naming in record.actors.values() for name in naming.named)
