"""Changes in the evidence as Atom feeds (RFC 4287): of the dossier, each actor, place and claim, and each saved view."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from dossier.config import Settings
from dossier.derive.facets import entries
from dossier.derive.views import address as address_of_view
from dossier.derive.views import shown_by
from dossier.model.corpus import Corpus
from dossier.model.dates import wording_of_day
from dossier.model.figures import Figures, counted
from dossier.model.history import Change, History
from dossier.model.pages import FEED, feed_of
from dossier.model.records import Claim
from dossier.model.wording import headline, sentence, title_of

MOST_ENTRIES, MOST_NAMED = 30, 20
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def feeds(
    corpus: Corpus, figures: Figures, changes: History, settings: Settings
) -> Iterator[tuple[str, bytes]]:
    """The feeds by address; none without an address of the site, which their entries are identified by."""
    if not changes or not settings.url:
        return
    yield FEED, _feed(corpus, settings, settings.name, "", FEED, changes)
    for record in (*corpus.actors, *corpus.places, *corpus.of(Claim)):
        about = frozenset(
            (
                record.id,
                *corpus.articles_by.get(record.id, ()),
                *corpus.events_by.get(record.id, ()),
                *figures.accounts_by.get(record.id, ()),
            )
        )
        found = [part for change in changes if (part := change.only(about))]
        at, title = f"{record.address}{FEED}", f"{record.title} - {settings.name}"
        yield at, _feed(corpus, settings, title, record.address, at, found, changes[-1])
    facets = entries(corpus, figures) if settings.views else []
    for view in settings.views:
        about = frozenset(entry.record.id for entry in shown_by(view.query, facets))
        found = [part for change in changes if (part := change.only(about))]
        page, at = address_of_view(view.query), feed_of(view.id)
        title = f"{view.title} - {settings.name}"
        yield at, _feed(corpus, settings, title, page, at, found, changes[-1])


def _feed(
    corpus: Corpus,
    settings: Settings,
    title: str,
    address: str,
    at: str,
    found: Sequence[Change],
    oldest: Change | None = None,
) -> bytes:
    """The feed of the page at an address, which stands `at` its own: entries, newest first; an empty one has the date
    `oldest`.
    """
    latest = found[0] if found else oldest
    assert latest is not None
    page, own = settings.url + address, settings.url + at
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">',
        f"<title>{_text(title)}</title>",
        f"<id>{_text(own)}</id>",
        f'<link rel="self" href={_attribute(own)}/>',
        f"<link href={_attribute(page)}/>",
        f"<updated>{_time(latest)}</updated>",
        f"<author><name>{_text(settings.name)}</name></author>",
    ]
    for change in found[:MOST_ENTRIES]:
        where = f"{settings.url}changes/#{change.anchor}"
        lines += [
            "<entry>",
            f"<title>{_text(_title(change))}</title>",
            f"<id>{_text(where if not address else f'{own}#{change.anchor}')}</id>",
            f"<link href={_attribute(where)}/>",
            f"<updated>{_time(change)}</updated>",
            f"<content>{_text(_told(corpus, change))}</content>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""]).encode()


def _title(change: Change) -> str:
    """The day, and the differences counted; without words of records, for a label would be shown away from its outlet."""
    what = headline(change.differences) or f"{counted(change.unread, 'file')} could not be read"
    return f"{wording_of_day(change.when.date())}: {what}"


def _told(corpus: Corpus, change: Change) -> str:
    """The reason, and one line a difference: "Why: … / Added: Quay Town; Pier / It was so: independent origins: 1 → 0"."""
    lines = [change.why]
    for word, kinds in (("Added", ("added", "reinstated")), ("Removed", ("removed", "retired"))):
        ids = [d.id for d in change.differences if d.kind in kinds]
        names = "; ".join(_named(corpus, id_) for id_ in ids[:MOST_NAMED])
        more = f" and {counted(len(ids) - MOST_NAMED, 'other record')}" if len(ids) > MOST_NAMED else ""
        if names:
            lines.append(f"{word}: {names}{more}.")
    others = [d for d in change.differences if d.kind not in ("added", "reinstated", "removed", "retired")]
    lines += [
        f"{_named(corpus, d.id)}{sentence(d, corpus, lambda text: _named(corpus, text), str)}"
        for d in others[:MOST_NAMED]
    ]
    if len(others) > MOST_NAMED:
        lines.append(f"And {counted(len(others) - MOST_NAMED, 'other difference')}.")
    return "\n".join(lines)


def _named(corpus: Corpus, id_: str) -> str:
    """A record's title in a text that has no markup: isolated, where it runs right to left (UAX #9)."""
    title = title_of(corpus, id_)
    return f"\u2068{title}\u2069" if _RTL.search(title) else title


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
