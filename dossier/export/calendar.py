"""Events as iCalendar (RFC 5545): an all-day entry from the first to the last day that a date may mean.

No day of it is known to be the day: the wording stands in the summary, and the date as EDTF in `X-EDTF`. A date that is
open on one side has no such days, and is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

from dossier.config import Settings
from dossier.export.cells import storable
from dossier.model.corpus import Corpus
from dossier.model.records import Event

OCTETS = 75
"""Of a line, at most, without its end."""
_SPECIAL = re.compile(r"([\\;,])")


def is_open(event: Event) -> bool:
    """Whether a calendar cannot hold the event's date: one of its ends is not known, or none follows its last day."""
    return event.when.earliest is None or event.when.latest in (None, date.max)


def calendar(corpus: Corpus, events: Sequence[Event], settings: Settings) -> Iterator[bytes]:
    """A calendar of those events whose date has two ends."""
    yield _lines(
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Dossier//Dossier//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(settings.name)}",
    )
    read = corpus.read_until
    # When it was read last: nothing of the day on which the file is written.
    stamp = _day((read.latest or read.earliest) if read else None) + "T000000Z"
    for event in events:
        if not is_open(event):
            yield _entry(corpus, event, settings, stamp)
    yield _lines("END:VCALENDAR")


def _entry(corpus: Corpus, event: Event, settings: Settings, stamp: str) -> bytes:
    when = event.when
    assert when.earliest
    assert when.latest
    summary = event.title if when.is_certain_day else f"{event.title} ({when.wording})"
    about = f"When: {when.wording}."
    if not when.is_certain_day:
        about += " The entry covers every day that this may mean; which it was is not known."
    where = "; ".join(corpus.records[id_].title for id_ in event.places if id_ in corpus.records)
    host = urlsplit(settings.url).hostname or "dossier.invalid"
    return _lines(
        "BEGIN:VEVENT",
        f"UID:{event.id}@{host}",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{_day(when.earliest)}",
        f"DTEND;VALUE=DATE:{_day(when.latest + timedelta(days=1))}",
        f"SUMMARY:{_text(summary)}",
        f"DESCRIPTION:{_text(about)}",
        *([f"LOCATION:{_text(where)}"] if where else []),
        *([f"URL:{settings.url}{event.address}"] if settings.url else []),
        f"X-EDTF:{_text(when.edtf)}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    )


def _day(day: date | None) -> str:
    day = day or date(1970, 1, 1)
    return f"{day.year:04}{day.month:02}{day.day:02}"


def _text(text: str) -> str:
    """A text as a value of the type TEXT, in one line."""
    lines = re.split(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]", text)
    return "\\n".join(_SPECIAL.sub(r"\\\1", storable(line)) for line in lines)


def _lines(*lines: str) -> bytes:
    """Lines, each folded where it is longer than 75 octets, and never within a character."""
    return b"".join(_folded(line.encode("utf-8", "replace")) + b"\r\n" for line in lines)


def _folded(line: bytes) -> bytes:
    parts, most = [], OCTETS
    while len(line) > most:
        at = most
        while line[at] & 0xC0 == 0x80:
            at -= 1
        parts.append(line[:at])
        line, most = line[at:], OCTETS - 1
    return b"\r\n ".join([*parts, line])
