"""What changed, as Atom feeds (RFC 4287): one of the dossier, and one an actor."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from dossier.config import Settings
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures, counted
from dossier.model.history import STATUSES, Change, Status
from dossier.model.records import Article

ADDRESS = "feed.xml"
"""Under the site, and under each actor's page."""
MOST_ENTRIES, MOST_NAMED = 30, 20
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(
    corpus: Corpus, figures: Figures, changes: Sequence[Change], settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """Each feed by its address; none without an address of the site, for its entries are known by theirs."""
    if not changes or not settings.url:
        return
    yield ADDRESS, _feed(corpus, settings, settings.name, "", [(c, c.records) for c in changes])
    for actor in corpus.actors:
        about = frozenset(
            (
                actor.id,
                *corpus.articles_by.get(actor.id, ()),
                *corpus.events_by.get(actor.id, ()),
                *figures.accounts_by.get(actor.id, ()),
            )
        )
        found = [(change, records) for change in changes if (records := change.only(about))]
        yield (
            f"{actor.address}{ADDRESS}",
            _feed(corpus, settings, f"{actor.title} - {settings.name}", actor.address, found, changes[-1]),
        )


def _feed(
    corpus: Corpus,
    settings: Settings,
    title: str,
    address: str,
    entries: Sequence[tuple[Change, Sequence[tuple[Status, str]]]],
    oldest: Change | None = None,
) -> bytes:
    """A feed of entries, newest first; an empty one is as old as `oldest`."""
    latest = entries[0][0] if entries else oldest
    assert latest is not None
    page = settings.url + address
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(page + ADDRESS)}</id>",
        f'<link rel="self" href={_attribute(page + ADDRESS)}/>',
        f"<link href={_attribute(page)}/>",
        f"<updated>{_time(latest)}</updated>",
        f"<author><name>{_text(settings.name)}</name></author>",
    ]
    for change, records in entries[:MOST_ENTRIES]:
        where = f"{settings.url}changes/#{change.anchor}"
        lines += [
            "<entry>",
            f"<title>{_text(change.subject)}</title>",
            f"<id>{_text(where if not address else f'{page}{ADDRESS}#{change.anchor}')}</id>",
            f"<link href={_attribute(where)}/>",
            f"<updated>{_time(change)}</updated>",
            f"<content>{_text(_told(corpus, records))}</content>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _told(corpus: Corpus, records: Sequence[tuple[Status, str]]) -> str:
    """ "Added: Afrin, Idlib and 3 more. Removed: …" """
    parts = []
    for status in STATUSES:
        ids = [id_ for found, id_ in records if found == status]
        names = [_name(corpus, id_) for id_ in ids[:MOST_NAMED]]
        more = f" and {counted(len(ids) - len(names), 'other record')}" if len(ids) > len(names) else ""
        if names:
            parts.append(f"{status.capitalize()}: {'; '.join(names)}{more}.")
    return "\n".join(parts)


def _name(corpus: Corpus, id_: str) -> str:
    """A record's title; a headline as that of the outlet that printed it."""
    record = corpus.records.get(id_)
    if isinstance(record, Article):
        outlet = corpus.publisher_of(record)
        return f"{outlet.title if outlet else record.publisher}, “{record.title}”"
    return record.title if record else id_


def _time(change: Change) -> str:
    return change.when.strftime("%Y-%m-%dT%H:%M:%SZ")


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text), quote=False)


def _attribute(text: str) -> str:
    # As `xml.sax.saxutils.quoteattr`, which brings the standard library's web client with it.
    value = _text(text).replace("\n", "&#10;").replace("\r", "&#13;").replace("\t", "&#9;")
    if '"' in value and "'" not in value:
        return f"'{value}'"
    return '"' + value.replace('"', "&quot;") + '"'
