"""The facets of each record for Explore, derived from the corpus and its figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dossier.derive.names import publisher_name
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import Figures
from dossier.model.parts import Account, Kind
from dossier.model.records import (
    Actor,
    Article,
    Claim,
    Event,
    Finding,
    Place,
    Publisher,
    Record,
)

KINDS: dict[Kind, str] = {
    "finding": "Findings",
    "claim": "Claims",
    "article": "Sources",
    "event": "Events",
    "actor": "Actors",
    "place": "Places",
    "publisher": "Outlets",
}
FACETS = {
    "kind": "Kind",
    "actor": "Actor",
    "place": "Place",
    "outlet": "Outlet",
    "language": "Language of the source",
    "country": "Outlet based in",
    "year": "Year",
    "stance": "Stance",
    "basis": "How a source knows",
    "origins": "Independent origins",
    "dissent": "Dissent",
}
"""The facets that readers filter by, in the order shown."""
NONE = "-"
"""The value for what has none of a facet; no id is so written."""
WITHOUT = {"year": "no date", "place": "no place"}
"""Facets of which records without any value can be chosen, and what that is called."""
MOST_ORIGINS = 3


@dataclass(slots=True)
class Entry:
    """One record, and its values of each facet."""

    record: Record
    detail: str = ""
    """One line of plain text under the title."""
    when: Window | None = None
    sources: int = 0
    """The number of articles: that name the record, or account for the claim, or for the claims under a finding."""
    values: dict[str, list[str]] = field(default_factory=dict)

    def add(self, facet: str, values: Iterable[str]) -> None:
        """Add values of a facet, without duplicates."""
        known = self.values.get(facet)
        self.values[facet] = list(dict.fromkeys([*known, *values] if known else values))


class _Reader:
    """Derives the entries of all records from a corpus and its figures."""

    def __init__(self, corpus: Corpus, figures: Figures) -> None:
        self.corpus, self.figures = corpus, figures
        self.around = {place.id: tuple(self._around(place)) for place in corpus.places}
        self.printed = {article.id: self._outlet(article) for article in corpus.articles}
        self.readers: dict[str, Callable[[Entry], None]] = {
            "article": self.article,
            "actor": self.actor,
            "event": self.event,
            "place": self.place,
            "publisher": self.publisher,
            "claim": self.claim,
            "finding": self.finding,
        }
        self.claims: dict[str, Entry] = {}

    def _around(self, place: Place) -> Iterator[str]:
        seen: list[str] = []
        at: Record | None = place
        while isinstance(at, Place) and at.id not in seen:
            seen.append(at.id)
            at = self.corpus.records.get(at.within or "")
        return iter(seen)

    def entries(self) -> list[Entry]:
        """All entries, sorted by kind and id; computed claims first, for findings use theirs."""
        entries_ = []
        for kind in sorted(KINDS, key=lambda kind: kind != "claim"):
            for record in (r for r in self.corpus.records.values() if r.kind == kind):
                entry = Entry(record)
                entry.add("kind", [kind])
                self.readers[kind](entry)
                entries_.append(entry)
                if kind == "claim":
                    self.claims[record.id] = entry
        _within_years(entries_)
        order = list(KINDS)
        return sorted(entries_, key=lambda entry: (order.index(entry.record.kind), entry.record.id))

    def _placed(self, entry: Entry, places: Iterable[str]) -> None:
        """Add places, and the places around them."""
        entry.add("place", [around for id_ in places for around in self.around.get(id_, ())])

    def _printed(self, entry: Entry, articles: Iterable[str]) -> None:
        """Add the outlets, languages and countries of articles."""
        outlets = [self.printed[id_] for id_ in articles if id_ in self.printed]
        entry.sources = len(outlets)
        once = dict.fromkeys(outlets)
        entry.add("outlet", [outlet for outlet, _, _ in once])
        entry.add("language", [language for _, language, _ in once])
        entry.add("country", [country for _, _, country in once if country])

    def _outlet(self, article: Article) -> tuple[str, str, str]:
        """The outlet of an article, its language, and the outlet's recorded country."""
        outlet = self.corpus.publisher_of(article)
        return article.publisher, article.language, outlet.country or "" if outlet else ""

    def _dated(self, entry: Entry, when: Window | None) -> None:
        entry.when = when

    def _told(self, entry: Entry, accounts: Iterable[Account]) -> None:
        published = [account for account in accounts if not account.publish]
        entry.add("stance", [account.stance for account in published])
        entry.add("basis", [account.basis for account in published])

    def _articles_by(self, id_: str) -> list[str]:
        return list(self.corpus.articles_by.get(id_, ()))

    def article(self, entry: Entry) -> None:
        """Add the facets of a source: who and what it names, who printed it, how it knows."""
        article = entry.record
        assert isinstance(article, Article)
        entry.detail = publisher_name(self.corpus, article)
        entry.add("actor", article.actors)
        self._placed(entry, article.places)
        self._printed(entry, [article.id])
        self._dated(entry, article.published)
        self._told(entry, article.claims)

    def actor(self, entry: Entry) -> None:
        """Add the facets of an actor: itself, and the places of its events."""
        actor = entry.record
        assert isinstance(actor, Actor)
        entry.detail = actor.type.replace("-", " ")
        entry.add("actor", [actor.id])
        events = [self.corpus.records[id_] for id_ in self.corpus.events_by.get(actor.id, ())]
        self._placed(entry, (place for e in events if isinstance(e, Event) for place in e.places))
        self._printed(entry, self._articles_by(actor.id))

    def event(self, entry: Entry) -> None:
        """Add the facets of an event: who, where, when, and who printed it."""
        event = entry.record
        assert isinstance(event, Event)
        entry.detail = ", ".join(self.corpus.records[id_].title for id_ in event.places)
        entry.add("actor", (participant.actor for participant in event.actors))
        self._placed(entry, event.places)
        self._dated(entry, event.when)
        self._printed(entry, self._articles_by(event.id))

    def place(self, entry: Entry) -> None:
        """Add the facets of a place: itself and the places around it."""
        place = entry.record
        assert isinstance(place, Place)
        entry.detail = place.type
        self._placed(entry, [place.id])
        self._printed(entry, self._articles_by(place.id))

    def publisher(self, entry: Entry) -> None:
        """Add the facets of an outlet: itself, its country, its language."""
        publisher = entry.record
        assert isinstance(publisher, Publisher)
        entry.detail = (publisher.medium or "").replace("-", " ")
        self._printed(entry, self._articles_by(publisher.id))
        entry.add("outlet", [publisher.id])
        entry.add("country", [publisher.country] if publisher.country else [])
        entry.add("language", [publisher.language] if publisher.language else [])

    def claim(self, entry: Entry) -> None:
        """Add the facets of a claim: what it is about, its accounts, and its figures."""
        claim = entry.record
        assert isinstance(claim, Claim)
        figures = self.figures.claims[claim.id]
        against = figures.disputed
        entry.detail = figures.line
        about = [self.corpus.records[id_] for id_ in claim.about if id_ in self.corpus.records]
        event = self.corpus.records.get(claim.event or "")
        entry.add("actor", [record.id for record in about if isinstance(record, Actor)])
        entry.add("actor", [claim.speaker] if claim.speaker else [])
        self._placed(entry, [record.id for record in about if isinstance(record, Place)])
        if isinstance(event, Event):
            self._placed(entry, event.places)
        self._dated(entry, claim.when or (event.when if isinstance(event, Event) else None))
        self._printed(entry, dict.fromkeys(account.article for account in figures.accounts))
        entry.add("stance", [account.stance for account in figures.accounts])
        entry.add("basis", [account.basis for account in figures.accounts])
        entry.add("origins", [str(min(len(figures.origins), MOST_ORIGINS))])
        entry.add("dissent", ["yes" if against else "no"])

    def finding(self, entry: Entry) -> None:
        """Add the facets of a finding: those of the claims under it, without their figures."""
        finding = entry.record
        assert isinstance(finding, Finding)
        entry.detail = f"{finding.confidence} confidence"
        for id_ in finding.rests_on:
            for facet in ("actor", "place", "outlet", "language", "country"):
                entry.add(facet, self.claims[id_].values.get(facet, ()))
        accounts = [account for id_ in finding.rests_on for account in self.figures.claims[id_].accounts]
        entry.sources = len({account.article for account in accounts})


def _within_years(entries: Sequence[Entry]) -> None:
    """Add to each entry with a date the years that it may be in, out of the years in which any date begins or ends."""
    windows = [entry.when for entry in entries if entry.when]
    years = sorted({day.year for w in windows for day in (w.earliest, w.latest) if day})
    for entry in entries:
        if (when := entry.when) is not None:
            first = when.earliest.year if when.earliest else 0
            last = when.latest.year if when.latest else 9999
            entry.add("year", (f"{year:04}" for year in years if first <= year <= last))


def entries(corpus: Corpus, figures: Figures) -> list[Entry]:
    """The entries of all records but free pages, by kind and id."""
    return _Reader(corpus, figures).entries()
