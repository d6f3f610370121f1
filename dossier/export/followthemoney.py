"""Records as FollowTheMoney entities (schema of followthemoney 4), a JSON object a line, which Aleph and OpenAleph import.

A date that the schema cannot hold, for it has no windows, stands in a text alone. No label is in any of them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice

from dossier.config import Settings
from dossier.derive.selection import Selection
from dossier.export.cells import storable
from dossier.export.plain_dates import plain_date
from dossier.model.bylines import shown
from dossier.model.parts import Control, Sourced
from dossier.model.records import Actor, Article, Claim, Event, Place, Publisher, Record

SCHEMATA = {
    "person": "Person",
    "group": "Organization",
    "government-body": "PublicBody",
    "state": "PublicBody",
    "organisation": "Organization",
}
"""The schema of an actor, by its type."""
LANGUAGES = {
    **{
        "ar": "ara",
        "de": "deu",
        "en": "eng",
        "es": "spa",
        "fa": "fas",
        "fr": "fra",
        "he": "heb",
        "it": "ita",
    },
    **{
        "ja": "jpn",
        "nl": "nld",
        "pl": "pol",
        "pt": "por",
        "ru": "rus",
        "sv": "swe",
        "tr": "tur",
    },
    **{"uk": "ukr", "zh": "zho"},
}
"""Languages by their two letters (ISO 639-1), as the schema has them (ISO 639-3); others are left out."""
Values = Mapping[str, Sequence[str | None]]


def entities(of: Selection) -> Iterator[bytes]:
    """The entities of the selected records and of their links, and of records that they refer to, without those' links."""
    referred = (entity for record in of.referred for entity in islice(_of(of, record), 1))
    for schema, id_, values in chain((e for record in of.records for e in _of(of, record)), referred):
        properties = {
            name: written
            for name, texts in values.items()
            if (written := [storable(text) for text in dict.fromkeys(texts) if text and text.strip()])
        }
        entity = {"id": id_, "schema": schema, "properties": properties}
        yield (json.dumps(entity, ensure_ascii=False) + "\n").encode()


Entity = tuple[str, str, Values]


def _of(of: Selection, record: Record) -> Iterator[Entity]:
    match record:
        case Actor():
            yield from _actor(of, record)
        case Publisher():
            yield from _publisher(of, record)
        case Place():
            yield from _place(of.settings, record)
        case Event():
            yield from _event(of, record)
        case Article():
            yield from _article(of, record)
        case Claim():
            yield from _claim(of, record)
        case _:
            pass


def _named(record: Actor | Publisher | Place, settings: Settings) -> dict[str, Sequence[str | None]]:
    names = [record.title, *(named.name for named in record.names)]
    return {
        "name": names[:1],
        "alias": [n for n in names[1:] if n != names[0]],
        "sourceUrl": _page(settings, record),
    }


def _page(settings: Settings, record: Record) -> Sequence[str]:
    return [f"{settings.url}{record.address}"] if settings.url else []


def _actor(of: Selection, actor: Actor) -> Iterator[Entity]:
    values = {
        **_named(actor, of.settings),
        "wikidataId": [key for register, key in actor.identifiers.items() if register == "wikidata"],
        "leiCode": [key for register, key in actor.identifiers.items() if register == "lei"],
    }
    if actor.type == "state":
        values["classification"] = ["state"]
    yield SCHEMATA[actor.type], actor.id, values
    yield from _control(of, actor, actor.controlled_by)
    for number, role in enumerate(actor.roles, 1):
        if role.of in of.named:
            at = plain_date(role.when)
            when = {"date": [at.at], "startDate": [at.begin], "endDate": [at.end]}
            summary = [f"When: {role.when.wording}"] if role.when else []
            link = {"member": [actor.id], "organization": [role.of], "role": [role.as_], "summary": summary}
            yield "Membership", f"{actor.id}.role.{number}", {**link, **when, **_vouched(of, role)}


def _publisher(of: Selection, outlet: Publisher) -> Iterator[Entity]:
    values = {
        **_named(outlet, of.settings),
        "classification": [outlet.medium],
        "country": [outlet.country.lower()] if outlet.country else [],
        "website": [outlet.url],
    }
    yield "Organization", outlet.id, values
    yield from _control(of, outlet, outlet.controlled_by)
    for role, other in (("is", outlet.is_), ("edition of", outlet.edition_of)):
        if other in of.named:
            link = {"subject": [outlet.id], "object": [other], "role": [role]}
            yield "UnknownLink", f"{outlet.id}.{role.replace(' ', '-')}", link


def _control(of: Selection, record: Actor | Publisher, control: Control | None) -> Iterator[Entity]:
    if control and control.actor in of.named:
        link = {"subject": [record.id], "object": [control.actor], "role": ["controlled by"]}
        yield "UnknownLink", f"{record.id}.control", {**link, **_vouched(of, control)}


def _vouched(of: Selection, datum: Sourced) -> dict[str, Sequence[str | None]]:
    proof = [datum.source] if datum.source in of.named else []
    return {"proof": proof, "sourceUrl": [datum.reference]}


def _place(settings: Settings, place: Place) -> Iterator[Entity]:
    values: dict[str, Sequence[str | None]] = {**_named(place, settings), "full": [place.title]}
    if place.location:
        lat, lon = place.location.shown
        known = f"Position known to {place.location.precision}: within {place.location.radius} m"
        values |= {"latitude": [str(lat)], "longitude": [str(lon)], "remarks": [known]}
    yield "Address", place.id, values


def _event(of: Selection, event: Event) -> Iterator[Entity]:
    at = plain_date(event.when)
    yield (
        "Event",
        event.id,
        {
            "name": [event.title],
            "summary": [f"When: {event.when.wording}"],
            "date": [at.at],
            "startDate": [at.begin],
            "endDate": [at.end],
            "involved": [each.actor for each in event.actors if each.actor in of.named],
            "addressEntity": [place for place in event.places if place in of.named],
            "proof": [article for article in event.sources if article in of.named],
            "sourceUrl": _page(of.settings, event),
        },
    )


def _article(of: Selection, article: Article) -> Iterator[Entity]:
    outlet = of.corpus.publisher_of(article)
    published, read = plain_date(article.published), plain_date(article.accessed)
    yield (
        "Article",
        article.id,
        {
            "title": [article.title],
            "author": [shown(author) for author in article.authors],
            "publisher": [outlet.title if outlet else article.publisher],
            "publisherUrl": [outlet.url] if outlet else [],
            "sourceUrl": [article.url],
            "publishedAt": [published.at],
            "retrievedAt": [read.at],
            "summary": [f"Published: {article.published.wording}"],
            "language": [LANGUAGES.get(article.language.partition("-")[0])],
        },
    )
    links = [(article.publisher, "published by"), *((actor, "names") for actor in article.actors)]
    links += [(id_, "names") for id_ in (*article.places, *article.events)]
    for other, role in dict.fromkeys(links):
        if other in of.named:
            link = {"document": [article.id], "entity": [other], "role": [role]}
            yield "Documentation", f"{article.id}.{role.replace(' ', '-')}.{other}", link


def _claim(of: Selection, claim: Claim) -> Iterator[Entity]:
    about = dict.fromkeys([*claim.about, *([claim.event] if claim.event else [])])
    when = [f"When: {claim.when.wording}"] if claim.when else []
    yield (
        "Note",
        claim.id,
        {
            "name": [claim.title],
            "description": [of.figures.claims[claim.id].line_in_dossier, *when],
            "entity": [id_ for id_ in about if id_ in of.named],
            "proof": [id_ for id_ in of.figures.claims[claim.id].articles if id_ in of.named],
            "sourceUrl": _page(of.settings, claim),
        },
    )
