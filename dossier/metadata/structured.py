"""Structured data by kind: a record as a node of schema.org (JSON-LD 1.1).

Claims are `Claim`, never `ClaimReview`: the dossier counts who says so and gives no verdict. Other records are named by
`@id`, the address of their page with `#record`; at most `MOST` of them, for the page lists all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from dossier.cite import reference_of
from dossier.cite.names import Name, names
from dossier.config import Settings
from dossier.derive.names import publisher_name
from dossier.metadata.dates import coverage, iso, span
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures
from dossier.model.headlines import is_printed
from dossier.model.inheritance import all_chains
from dossier.model.records import Actor, Article, Claim, Event, Finding, FreePage, Place, Publisher, Record
from dossier.model.withholding import withholds

Node = dict[str, Any]
MOST = 10
"""Other records that a node names in one property."""
RECORD = "#record"
"""What tells a record from the page about it."""
ACTORS = {"person": "Person", "government-body": "GovernmentOrganization", "state": "Country"}
PLACES = {"city": "City", "country": "Country"} | dict.fromkeys(
    ("district", "region", "province"), "AdministrativeArea"
)
OUTLETS = ("newspaper", "agency", "broadcaster", "magazine", "website")
REGISTERS = {
    "wikidata": (re.compile("Q[1-9][0-9]*"), "http://www.wikidata.org/entity/{}"),
    "viaf": (re.compile("[1-9][0-9]*"), "http://viaf.org/viaf/{}"),
    "isni": (re.compile("[0-9]{15}[0-9X]"), "https://isni.org/isni/{}"),
    "lei": (re.compile("[A-Z0-9]{18}[0-9]{2}"), "urn:lei:{}"),
}
"""The registers of actors: what a key looks like there, and the address of what it is the key of."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The addresses of pages: absolute where the site's address is known, else relative to one page."""

    settings: Settings
    root: str
    """From the page to the site's root."""

    def to(self, address: str) -> str:
        """The address of a page or file of the site."""
        return (
            f"{self.settings.url}{quote(address)}" if self.settings.url else f"{self.root}/{quote(address)}"
        )


@dataclass(frozen=True, slots=True)
class Nodes:
    """Makes the nodes of one page."""

    corpus: Corpus
    claims: Mapping[str, ClaimFigures]
    at: Addresses

    def of(self, record: Record, description: str) -> Node:
        """The node of a record; properties without a value are left out."""
        page = self.at.to(record.address)
        node: Node = {"@context": "https://schema.org", "@id": page + RECORD}
        if isinstance(record, Article):
            node["mainEntityOfPage"] = page
        else:
            within = "isPartOf" if isinstance(record, (Claim, Finding, FreePage)) else "subjectOf"
            node |= {"url": page, "description": description, within: self._dossier()}
        node |= _OF[type(record)](self, record)
        return {key: value for key, value in node.items() if value}

    def page(self, address: str, title: str, description: str, published: Window | None = None) -> Node:
        """The node of a page of no record; of a release's, with its date."""
        page = self.at.to(address)
        return {
            "@context": "https://schema.org",
            "@type": "WebPage",
            "@id": page,
            "url": page,
            "name": title,
            **({"description": description} if description else {}),
            **({"datePublished": iso(published)} if published else {}),
            "isPartOf": self._dossier(),
        }

    def _dossier(self) -> Node:
        return {"@id": self.at.to("") + "#dossier"}

    def _refer(self, ids: Iterable[str]) -> list[Node]:
        found = [self.corpus.records[id_] for id_ in dict.fromkeys(ids) if id_ in self.corpus.records]
        return [{"@id": self.at.to(record.address) + RECORD, "name": record.title} for record in found[:MOST]]

    def _other_names(self, record: Record) -> list[str]:
        return [name for name in self.corpus.aliases.get(record.id, ()) if name != record.title][:MOST]


def _article(nodes: Nodes, article: Article) -> Node:
    reference = reference_of(nodes.corpus, article)
    publisher = nodes.corpus.publisher_of(article)
    medium = publisher.medium if publisher else None
    bodies = {reference.publisher, *reference.bodies}
    chained = [id_ for chain in all_chains(article) for id_ in chain.chain]
    rested_on = [id_ for id_ in chained if isinstance(nodes.corpus.records.get(id_), Article)]
    return {
        "@type": "NewsArticle" if medium in (*OUTLETS, None) else "Article",
        "headline" if is_printed(article.title) else "name": article.title,
        "inLanguage": article.language,
        "author": [_author(person, bodies) for person in names(reference)[:MOST]],
        "datePublished": iso(article.published),
        "publisher": {
            "@type": _outlet(medium),
            "@id": nodes.at.to(f"publishers/{article.publisher}/") + RECORD,
            "name": publisher_name(nodes.corpus, article),
        },
        "url": article.url,
        "archivedAt": article.archived,
        "citation": nodes._refer(rested_on),
    }


def _author(person: Name, bodies: set[str]) -> Node:
    if person.given:
        return {"@type": "Person", "name": person.direct}
    return (
        {"@type": "Organization", "name": person.family}
        if person.family in bodies
        else {"name": person.family}
    )


def _outlet(medium: str | None) -> str:
    return "NewsMediaOrganization" if medium in OUTLETS else "Organization"


def _actor(nodes: Nodes, actor: Actor) -> Node:
    return {
        "@type": ACTORS.get(actor.type, "Organization"),
        "name": actor.title,
        "alternateName": nodes._other_names(actor),
        "sameAs": [] if withholds(actor) else list(_registered(actor)),
    }


def _registered(actor: Actor) -> Iterator[str]:
    for register, key in actor.identifiers.items():
        shape, address = REGISTERS[register]
        if shape.fullmatch(key):
            yield address.format(key)


def _publisher(nodes: Nodes, publisher: Publisher) -> Node:
    hidden = withholds(publisher)
    country = None if hidden else publisher.country
    return {
        "@type": _outlet(publisher.medium),
        "name": publisher.title,
        "alternateName": nodes._other_names(publisher),
        "sameAs": None if hidden else publisher.url,
        "knowsLanguage": publisher.language,
        "address": {"@type": "PostalAddress", "addressCountry": country} if country else None,
    }


def _place(nodes: Nodes, place: Place) -> Node:
    node: Node = {
        "@type": PLACES.get(place.type, "Place"),
        "name": place.title,
        "alternateName": nodes._other_names(place),
        "containedInPlace": nodes._refer([place.within] if place.within else []),
    }
    if place.location:
        lat, lon = place.location.shown
        node["geo"] = {
            "@type": "GeoCircle",
            "geoMidpoint": {"@type": "GeoCoordinates", "latitude": str(lat), "longitude": str(lon)},
            "geoRadius": place.location.radius,
        }
    return node


def _event(nodes: Nodes, event: Event) -> Node:
    begin, end = span(event.when)
    return {
        "@type": "Event",
        "name": event.title,
        "startDate": begin,
        "endDate": end,
        "disambiguatingDescription": f"When: {event.when.wording}",
        "location": nodes._refer(event.places),
    }


def _claim(nodes: Nodes, claim: Claim) -> Node:
    figures = nodes.claims[claim.id]
    return {
        "@type": "Claim",
        "name": claim.title,
        "about": nodes._refer([*([claim.event] if claim.event else []), *claim.about]),
        "temporalCoverage": coverage(claim.when) if claim.when else None,
        "appearance": [{"@id": nodes.at.to(f"articles/{id_}/") + RECORD} for id_ in figures.articles[:MOST]],
    }


def _finding(nodes: Nodes, finding: Finding) -> Node:
    return {
        "@type": "Report",
        "name": finding.title,
        "disambiguatingDescription": f"How sure we are of this reading: {finding.confidence}",
        "author": body(nodes.at.settings),
        "isBasedOn": nodes._refer(finding.rests_on),
    }


def _page(nodes: Nodes, free: FreePage) -> Node:
    kind = "AboutPage" if free.id.startswith("about/") else "WebPage"
    return {"@type": kind, "name": free.title, "author": body(nodes.at.settings)}


def body(settings: Settings) -> Node | None:
    """Who stands for the dossier; None where mkdocs.yml does not say."""
    return {"@type": "Organization", "name": settings.published_by} if settings.published_by else None


_OF: dict[type[Record], Any] = {
    Article: _article,
    Actor: _actor,
    Publisher: _publisher,
    Place: _place,
    Event: _event,
    Claim: _claim,
    Finding: _finding,
    FreePage: _page,
}
