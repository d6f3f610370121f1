"""The complete dossier as one JSON file, from which it can be built again: settings, records, withdrawn ids, lock.

`schemas/dossier.json` describes it. Nothing that is withheld is in it; what that takes from the figures is said there.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from dossier.config import Settings
from dossier.diagnostics import Report
from dossier.export.record_json import record_value, referred_value
from dossier.model.corpus import Corpus
from dossier.model.figures import RULE, Figures
from dossier.model.front_matter import plain_mapping
from dossier.model.quotations import wanted
from dossier.model.records import Article, Record
from dossier.model.releases import Release
from dossier.model.silence import Silence, silence
from dossier.store import lock as locks

VERSION = 1
"""Of the file's form: raised where a program that reads it would have to change."""


def complete(
    corpus: Corpus,
    figures: Figures,
    settings: Settings,
    records: Sequence[Record],
    referred: Sequence[Record] = (),
) -> Iterator[bytes]:
    """The file, a record a line, in parts, with these records in their order.

    Of a part of the dossier, `referred` are those that it refers to and does not have; it has no releases, which are of all.
    """
    part = len(records) < len(corpus.records)
    head = {"form": {"name": "dossier", "version": VERSION, "rule": RULE}, "settings": _settings(settings)}
    yield f"{{{_members(head)},\n".encode()
    yield b'"records": ['
    for number, record in enumerate(records):
        value = record_value(corpus, figures, record)
        yield ((",\n" if number else "\n") + _text(value)).encode("utf-8", "replace")
    articles = [record for record in records if isinstance(record, Article)]
    ids = {record.id for record in records}
    same = [
        [pair.one, pair.other, round(pair.share, 2)]
        for pair in figures.same_texts
        if {pair.one, pair.other} <= ids
    ]
    tail = {
        **({"referred": [referred_value(record) for record in referred]} if part else {}),
        "retired": [plain_mapping(entry) for entry in corpus.retired if not part or entry.replaced_by in ids],
        "releases": [
            plain_mapping(_published(release, silence(corpus)))
            for release in (() if part else corpus.releases)
        ],
        "lock": _lock(locks.read(settings, Report()), articles),
        "same_texts": same,
        "images": {path: base64.b64encode(data).decode() for path, data in sorted(corpus.images.items())},
    }
    yield f"\n],\n{_members(tail)}}}\n".encode("utf-8", "replace")


def with_records(data: bytes, values: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The file with these records replaced, by id: each stands on a line of its own."""
    for id_, value in values.items():
        begin = data.find(f'\n{{"id": "{id_}", "kind": '.encode()) + 1
        if begin:
            end = data.index(b"\n", begin)
            comma = b"," if data[end - 1 : end] == b"," else b""
            data = data[:begin] + _text(value).encode("utf-8", "replace") + comma + data[end:]
    return data


def _published(release: Release, hidden: Silence) -> Release:
    """A release without what is withheld now, as its page shows it."""
    shown = [
        (each, hidden.of(each.difference)) for each in release.changes if not hidden.hides(each.difference)
    ]
    changes = tuple(
        replace(
            each,
            subject=d.subject or None,
            before=d.before or None,
            after=d.after or None,
            because=tuple(cause.article for cause in d.because),
        )
        for each, d in shown
    )
    return replace(release, changes=changes)


def _members(values: dict[str, Any]) -> str:
    return ",\n".join(f"{_text(name)}: {_text(value)}" for name, value in values.items())


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _settings(settings: Settings) -> dict[str, Any]:
    """What of mkdocs.yml decides about figures and pages; the looks of the theme do not."""
    return {
        "site_name": settings.name,
        "site_url": settings.url,
        "site_description": settings.description,
        "copyright": settings.copyright,
        "extra": {
            "sources_required": settings.sources_required,
            "authors": list(settings.authors),
            **({"license": settings.license} if settings.license else {}),
            "published_by": settings.published_by,
            "reviewed_by": settings.reviewed_by,
            "contact": list(settings.contact),
            "map": {"borders": settings.borders},
            "data": list(settings.data),
            "views": [view._asdict() for view in settings.views],
        },
    }


def _lock(lock: locks.Lock | None, articles: Sequence[Article]) -> dict[str, Any] | None:
    """The lines of the lock that are of published words of these articles, and the signatures of their texts."""
    if lock is None:
        return None
    keys = {(article.id, each.kind, each.text) for article in articles for each in wanted(article)}
    ids = {article.id for article in articles}
    return {
        "entries": [
            {
                "article": e.article,
                "kind": e.kind,
                "text": e.text,
                "paragraph": e.paragraph,
                "paragraph_sha256": e.paragraph_sha256,
                "capture_sha256": e.capture_sha256,
                "words": e.words,
                "capture_words": e.capture_words,
            }
            for key in sorted(keys & lock.entries.keys())
            for e in sorted(lock.entries[key])
        ],
        "signatures": [
            {
                "article": id_,
                "capture_sha256": signed.capture_sha256,
                "runs": signed.signature.runs,
                "slots": base64.b64encode(signed.signature.slots).decode(),
            }
            for id_, signed in sorted(lock.signed.items())
            if id_ in ids
        ],
    }
