"""Tables of records other than sources: actors, outlets, places, events, claims, findings, pages; a row a record."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.derive.tables.columns import (
    Column,
    Row,
    Source,
    Table,
    date_cells,
    dated,
    key_to,
    needed,
    number,
    text,
    web,
    words_at,
    words_of,
)
from dossier.model.geography import Precision
from dossier.model.records import (
    KINDS,
    Actor,
    Article,
    Event,
    Finding,
    Place,
    Publisher,
)
from dossier.model.withholding import Degree

ID = needed("id", "The record's id, unique in the whole dossier and permanent.")
TITLE = needed("title", "Its name, in the dossier's words.")
PUBLISHED_AS = needed(
    "published_as",
    "How much of the name is published: `name`, or the title is a `role` or `initials`.",
    ("name", "role", "initials"),
)


def _degree(publish: Degree) -> str:
    return "role" if publish == "withhold" else publish


def _records(source: Source) -> Iterator[Row]:
    corpus = source.corpus
    for id_, record in sorted(corpus.records.items()):
        outlet = source.known(record.publisher) if isinstance(record, Article) else None
        yield id_, record.kind, record.title, outlet, record.address, record.withheld


def _actors(source: Source) -> Iterator[Row]:
    for actor in source.corpus.actors:
        yield actor.id, actor.title, actor.type, _degree(actor.publish)


def _publishers(source: Source) -> Iterator[Row]:
    for outlet in source.corpus.publishers:
        grade = (outlet.grade.letter, outlet.grade.because) if outlet.grade else (None, None)
        yield (
            *(outlet.id, outlet.title, outlet.medium, outlet.country, outlet.url, outlet.language),
            *(source.known(outlet.is_), source.known(outlet.edition_of), *grade, _degree(outlet.publish)),
        )


def _places(source: Source) -> Iterator[Row]:
    for place in source.corpus.places:
        known: Row = (None, None, None, None)
        if place.location:
            lat, lon = place.location.shown
            known = float(lat), float(lon), place.location.precision, place.location.radius
        yield place.id, place.title, place.type, source.known(place.within), *known, _degree(place.publish)


def _events(source: Source) -> Iterator[Row]:
    for event in source.corpus.of(Event):
        yield event.id, event.title, *date_cells(event.when), _degree(event.publish)


def _findings(source: Source) -> Iterator[Row]:
    for finding in source.corpus.of(Finding):
        yield finding.id, finding.title, finding.confidence


def _pages(source: Source) -> Iterator[Row]:
    for page in source.corpus.pages:
        yield page.id, page.title, page.description


RECORDS = Table(
    name="records",
    about="Every record of the dossier, of whatever kind: what keys that may lead to several kinds lead to.",
    columns=(
        ID,
        needed("kind", "What it is.", KINDS),
        needed(
            "title", "Its name; of an article the headline as its outlet printed it: show the outlet with it."
        ),
        key_to(
            "outlet", "publishers", "Of an article, the outlet that printed the headline.", required=False
        ),
        Column(name="page", about="Its page, below the address of the site; the front page is empty."),
        number("withheld", "How many records it names that the editors withhold."),
    ),
    key=("id",),
    rows=_records,
)
ACTORS = Table(
    name="actors",
    about="Persons, groups, state bodies, states and organisations that the sources name.",
    columns=(
        key_to("id", "records", ID.about),
        TITLE,
        needed("type", "What it is.", words_at(Actor, "type")),
        PUBLISHED_AS,
    ),
    key=("id",),
    rows=_actors,
)
PUBLISHERS = Table(
    name="publishers",
    about="Outlets and agencies whose reports were read, or on which those rest.",
    columns=(
        key_to("id", "records", ID.about),
        TITLE,
        text("medium", "What it is.", values=words_at(Publisher, "medium")),
        text("country", "Where it is based: ISO 3166-1 alpha-2."),
        web("url", "Its address."),
        text("language", "Its language: BCP 47."),
        key_to("is_actor", "actors", "The actor that it is, and is counted as.", required=False),
        key_to("edition_of", "publishers", "The outlet of which it is another language.", required=False),
        text(
            "grade", "How reliable it is held to be: NATO STANAG 2511.", values=("A", "B", "C", "D", "E", "F")
        ),
        text("grade_because", "Why."),
        PUBLISHED_AS,
    ),
    key=("id",),
    rows=_publishers,
)
PLACES = Table(
    name="places",
    about="Places, with the precision to which their position is known.",
    columns=(
        key_to("id", "records", ID.about),
        TITLE,
        needed("type", "What it is.", words_at(Place, "type")),
        key_to("within", "places", "The place that it lies in.", required=False),
        Column(
            name="lat",
            about="Latitude, WGS 84 degrees, north positive; no more digits than the precision bears.",
            type="number",
        ),
        Column(
            name="lon",
            about="Longitude, WGS 84 degrees, east positive; no more digits than the precision bears.",
            type="number",
        ),
        text("precision", "How well the position is known.", values=words_of(Precision)),
        Column(
            name="radius_m",
            about="Metres around the position within which the place lies.",
            type="integer",
        ),
        PUBLISHED_AS,
    ),
    key=("id",),
    rows=_places,
)
EVENTS = Table(
    name="events",
    about="What happened, and when, no finer than the sources know it.",
    columns=(
        key_to("id", "records", ID.about),
        TITLE,
        *dated("happened", "When it happened.", required=True),
        PUBLISHED_AS,
    ),
    key=("id",),
    rows=_events,
)
FINDINGS = Table(
    name="findings",
    about="The analysts' judgements, and how sure they are.",
    columns=(
        key_to("id", "records", ID.about),
        TITLE,
        needed("confidence", "How sure the authors are of this reading.", words_at(Finding, "confidence")),
    ),
    key=("id",),
    rows=_findings,
)
PAGES = Table(
    name="pages",
    about="The front page, and pages about the dossier.",
    columns=(
        key_to("id", "records", ID.about),
        TITLE,
        text("description", "What the page is about, in one sentence."),
    ),
    key=("id",),
    rows=_pages,
)
