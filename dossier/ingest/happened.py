"""The events that a text may be about, best first, and the claims on them: scored by who, where, when and what happened.

A text seldom names an event. One name is no sign of it (a minister is in the news every day), so an event is listed only
if two things agree: two of its participants, or its place and what happened there, or a participant and the day. States
and whole countries occur in every text and count less than persons and towns. A person decides.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from dossier.ingest.candidates import Candidate, Spellings, Words
from dossier.model.corpus import Corpus
from dossier.model.dates import MONTHS, Window
from dossier.model.folding import fold, folded_with_places
from dossier.model.records import Actor, Claim, Event, Place

MOST_EVENTS = 6
MOST_CLAIMS = 12
ENOUGH = 4.0
"""Points from which an event is listed: say a participant and its place, or two participants and a day near by."""
SHOWN = 5
"""Matching words that are shown for an event."""
_LARGE = frozenset({"country", "region", "province"})
_EMPTY = frozenset(
    "that this with from into over about after before says their they were have been will host under later group".split()
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_ENDING = re.compile(r"(?:ings?|ers?|ed|es|s)$")
_OTHER_MONTHS = (
    "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık".split(),
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر".split(),
)
_DAYS = (
    "monday tuesday wednesday thursday friday saturday sunday".split(),
    "pazartesi salı çarşamba perşembe cuma cumartesi pazar".split(),
    "الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت الأحد".split(),
)
_MONTH = {
    fold(name): number for names in (MONTHS[1:], *_OTHER_MONTHS) for number, name in enumerate(names, 1)
}
_MONTH |= {fold(name[:3]): number for number, name in enumerate(MONTHS) if number and name != "May"}
_DAY = {fold(name): number for names in _DAYS for number, name in enumerate(names)}
_PRINTED = re.compile(
    rf"\b(?:(?P<d>\d{{1,2}})\s+)?(?P<m>{'|'.join(sorted(_MONTH, key=len, reverse=True))})\b"
    r"(?:\.?\s+(?P<d2>\d{1,2})(?!\d))?(?:\.?,?\s+(?P<y>\d{4}))?"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(_DAY)})\b")


@dataclass(slots=True)
class _Signs:
    """The evidence for an event, while it is collected."""

    points: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    words: list[Words] = field(default_factory=list)

    def add(self, kind: str, points: float, words: Words) -> None:
        self.points += points
        self.kinds[kind] += 1
        self.words.append(words)


@dataclass(frozen=True, slots=True)
class _Text:
    """A text, analysed once for all events."""

    names: Mapping[str, Sequence[Words]]
    """For each actor, place and event in the text, the words that name it."""
    stems: Mapping[str, Sequence[Words]]
    dates: Sequence[tuple[Window, Words]]
    published: Window | None


def events(
    corpus: Corpus, blocks: Sequence[str], found: Mapping[str, Sequence[Words]], published: Window | None
) -> list[Candidate]:
    """At most `MOST_EVENTS`, best first, each with the words that matched. `found` are the names in the blocks."""
    text = _Text(found, _stems(blocks), list(dates(blocks, published)), published)
    stems_by_id = {event.id: _stems_of(event) for event in corpus.of(Event)}
    among = Counter(stem for stems in stems_by_id.values() for stem in stems)
    names = _stems(_names(corpus))
    states = _states(corpus)
    scored = []
    for event in corpus.of(Event):
        rare = {stem: 1 / among[stem] for stem in stems_by_id[event.id] if stem not in names}
        signs = _signs(event, text, corpus, rare, states.get(event.id, ()))
        if signs and signs.points >= ENOUGH:
            scored.append((-signs.points, event.id, tuple(dict.fromkeys(signs.words))[:SHOWN]))
    return [Candidate(id_, words) for _, id_, words in sorted(scored)[:MOST_EVENTS]]


def claims(corpus: Corpus, blocks: Sequence[str], listed: Sequence[Candidate]) -> list[Candidate]:
    """The claims on these events, at most `MOST_CLAIMS`; in the order of events, those nearest to the text's words first."""
    stems = _stems(blocks)
    names = _stems(_names(corpus))
    stems_by_id = {
        claim.id: [s for s in _stems([claim.title]) if s not in names] for claim in corpus.of(Claim)
    }
    among = Counter(stem for several in stems_by_id.values() for stem in several)
    order = {candidate.id: place for place, candidate in enumerate(listed)}
    scored = []
    for claim in corpus.of(Claim):
        on = [order[id_] for id_ in (claim.event, *claim.about) if id_ in order]
        if on:
            shared = [stem for stem in stems_by_id[claim.id] if stem in stems]
            near = sum(1 / among[s] for s in shared) / (sum(1 / among[s] for s in stems_by_id[claim.id]) or 1)
            words = sorted(shared, key=lambda stem: (among[stem], stem))[:SHOWN]
            scored.append((min(on), -near, claim.id, tuple(stems[stem][0] for stem in words)))
    return [Candidate(id_, words) for _, _, id_, words in sorted(scored)[:MOST_CLAIMS]]


def _signs(
    event: Event, text: _Text, corpus: Corpus, rare: Mapping[str, float], states: Sequence[str]
) -> _Signs | None:
    """The evidence for an event; None if there is too little, or the text was published before it."""
    signs = _Signs()
    near = _near(event.when, text.published)
    if near is None:
        return None
    if event.id in text.names:
        signs.add("name", 5, text.names[event.id][0])
    for id_ in dict.fromkeys(p.actor for p in event.actors):
        record = corpus.records.get(id_)
        if id_ in text.names and isinstance(record, Actor) and record.type != "state":
            signs.add("who", 2 if signs.kinds["who"] < 3 else 0.5, text.names[id_][0])
    for id_ in event.places:
        place = corpus.records.get(id_)
        if id_ in text.names and isinstance(place, Place):
            large = place.type in _LARGE
            signs.add("where", (1 if large else 2) if not signs.kinds["where"] else 0.5, text.names[id_][0])
    for window, words in text.dates:
        if _meets(window, event.when) and not signs.kinds["when"]:
            signs.add("when", 2.5 if window.is_day and event.when.days <= 7 else 1, words)
    what = [stem for stem in rare if stem in text.stems]
    for stem in sorted(what, key=lambda stem: (-rare[stem], stem)):
        signs.add("what", rare[stem] * 1.5, text.stems[stem][0])
    for id_ in [id_ for id_ in states if id_ in text.names][:3]:
        signs.add("state", 0.5, text.names[id_][0])
    weight = math.fsum(rare[stem] for stem in what)
    agree = (
        3 * (signs.kinds["name"] > 0)
        + min(2, signs.kinds["who"])
        + (signs.kinds["where"] > 0)
        + (signs.kinds["when"] > 0 and event.when.days <= 7)
        + (weight >= 1 or _together(event, text, what))
    )
    signs.points += near
    return signs if agree >= 2 and any(signs.kinds[kind] for kind in ("name", "who", "where")) else None


def _together(event: Event, text: _Text, what: Sequence[str]) -> bool:
    """True if one paragraph names a place of the event and contains two of its words, however common."""
    here = {words.paragraph for id_ in event.places for words in text.names.get(id_, ())}
    among = Counter(n for stem in what for n in {words.paragraph for words in text.stems[stem]} if n in here)
    return any(several >= 2 for several in among.values())


def _near(when: Window, published: Window | None) -> float | None:
    """Points for a text published soon after the event, fewer for one much later; None for one published before."""
    if published is None or (when.earliest is None and when.latest is None):
        return 0.0
    if published.latest and when.earliest and when.earliest > published.latest:
        return None
    first, last = published.earliest or published.latest, when.latest or when.earliest
    if first is None or last is None:
        return 0.0
    if (when.earliest or last) > first:
        return -1.5
    days = (first - last).days
    return 2.0 if days <= 3 else 1.0 if days <= 14 else 0.0 if days <= 60 else -1.5


def _meets(one: Window, other: Window) -> bool:
    """True if a day may lie in both windows. An open window matches nothing: it would match every day."""
    if one.earliest is None or one.latest is None or other.earliest is None or other.latest is None:
        return False
    return one.earliest <= other.latest and other.earliest <= one.latest


def dates(blocks: Sequence[str], published: Window | None) -> Iterator[tuple[Window, Words]]:
    """The dates that a text prints. One without a year, or a weekday, means the last such day before publication."""
    out = published.earliest or published.latest if published else None
    for number, block in enumerate(blocks):
        folded, places = folded_with_places(block)
        for match in _PRINTED.finditer(folded):
            day, month = match["d"] or match["d2"], _MONTH[match["m"]]
            if (match["y"] or (day and out)) and (window := _window(match["y"], month, day, out)):
                yield window, Words(number, block[places[match.start()] : places[match.end() - 1] + 1])
        for match in _WEEKDAY.finditer(folded) if out else ():
            assert out
            meant = out - timedelta(days=(out.weekday() - _DAY[match[0]]) % 7)
            yield (
                Window.parse(meant.isoformat()),
                Words(number, block[places[match.start()] : places[match.end() - 1] + 1]),
            )


def _window(year: str | None, month: int, day: str | None, out: date | None) -> Window | None:
    if year is None:
        assert out
        year = str(out.year - (month > out.month))
    try:
        return Window.parse(f"{year}-{month:02}-{int(day):02}" if day else f"{year}-{month:02}")
    except ValueError:
        return None


def _stems(blocks: Sequence[str]) -> dict[str, list[Words]]:
    """The words of a text by approximate stems: "ministers", "ministerial"; "defence", "defense"."""
    stems: dict[str, list[Words]] = {}
    for number, block in enumerate(blocks):
        for match in _WORD.finditer(block):
            word = fold(match[0])
            if len(word) > 3 and word not in _EMPTY:
                stems.setdefault(_ENDING.sub("", word)[:5], []).append(Words(number, match[0]))
    return stems


def _stems_of(event: Event) -> list[str]:
    """The stems of what a record says happened: words of its title and of its participants' parts."""
    return list(_stems([event.title, *(p.as_ for p in event.actors if p.as_)]))


def _names(corpus: Corpus) -> list[str]:
    """Names that a title may contain, which say who and where and not what: of persons, states, places and months."""
    records = [*corpus.of(Place), *(a for a in corpus.of(Actor) if a.type in ("person", "state"))]
    return [*MONTHS, *(name for r in records for name in (r.title, *corpus.aliases.get(r.id, ())))]


def _states(corpus: Corpus) -> dict[str, list[str]]:
    """For each event, the states that take part, or that its title or a participant's part names."""
    spellings = Spellings(
        (actor.id, name)
        for actor in corpus.of(Actor)
        if actor.type == "state"
        for name in corpus.aliases.get(actor.id, (actor.title,))
    )
    found = {}
    for event in corpus.of(Event):
        ours = [p.actor for p in event.actors]
        named = [hit.id for hit in spellings.find([event.title, *(p.as_ for p in event.actors if p.as_)])]
        states = [i for i in ours if isinstance(a := corpus.records.get(i), Actor) and a.type == "state"]
        found[event.id] = list(dict.fromkeys([*states, *named]))
    return found
