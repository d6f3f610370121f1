"""The dossier as JSON-LD 1.1: schema.org for what things are, PROV-O for what rests on what, Web Annotation for quotations.

Dates are `dcterms` texts of the type EDTF; schema.org has one only where it can hold it as it is known. A place is a circle.
There is no ClaimReview, for no verdict is given, and no label.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dossier.derive.selection import Selection
from dossier.export.licence import licence_of
from dossier.export.plain_dates import plain_date
from dossier.model.bylines import shown
from dossier.model.dates import Window
from dossier.model.headlines import is_printed
from dossier.model.records import Actor, Article, Claim, Event, Finding, Place, Publisher, Record

CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "@vocab": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "edtf": "http://id.loc.gov/datatypes/edtf/EDTF",
    "id": "@id",
    "type": "@type",
    **{
        name: {"@type": "@id"}
        for name in ("url", "publisher", "about", "appearance", "isPartOf", "license", "location", "sameAs")
    },
    "attendee": {"@type": "@id"},
    "containedInPlace": {"@type": "@id"},
    "parentOrganization": {"@type": "@id"},
    "archivedAt": {"@type": "@id"},
    "datePublished": {"@type": "xsd:string"},
    "startDate": {"@type": "xsd:string"},
    "endDate": {"@type": "xsd:string"},
    "date": {"@id": "dcterms:date", "@type": "edtf"},
    "issued": {"@id": "dcterms:issued", "@type": "edtf"},
    "derivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
    "attributedTo": {"@id": "prov:wasAttributedTo", "@type": "@id"},
    "primarySource": {"@id": "prov:hadPrimarySource", "@type": "@id"},
    "hasBody": {"@id": "oa:hasBody", "@type": "@id"},
    "hasTarget": "oa:hasTarget",
    "hasSource": {"@id": "oa:hasSource", "@type": "@id"},
    "hasSelector": "oa:hasSelector",
    "exact": "oa:exact",
    "note": "skos:note",
    "motivatedBy": {"@id": "oa:motivatedBy", "@type": "@id"},
}
TYPES = {
    "person": "Person",
    "group": "Organization",
    "government-body": "GovernmentOrganization",
    "state": "Country",
    "organisation": "Organization",
}
NOTE = (
    "A quotation has its exact words, and neither prefix nor suffix: the words around it belong to its source, and are not "
    "published. Its place stands in the tables."
)
NOWHERE = "https://dossier.invalid/"
"""The base of addresses where the site has none yet."""


def json_ld(of: Selection) -> Iterator[bytes]:
    """The graph, a node a line, in parts."""
    base = of.settings.url or NOWHERE
    context = json.dumps({"@base": base, **CONTEXT}, ensure_ascii=False)
    yield f'{{"@context": {context},\n"@graph": [\n'.encode()
    yield _line(_dataset(of))
    for record in of.records:
        for node in _of(of, record):
            yield b",\n" + _line(node)
    for record in of.referred:
        whole = next(_of(of, record))
        yield b",\n" + _line(
            {name: whole[name] for name in ("id", "type", "name", "headline") if name in whole}
        )
    yield b"\n]}\n"


def _line(node: dict[str, Any]) -> bytes:
    values = {name: value for name, value in node.items() if value not in (None, "", [], ())}
    return json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")


def _dataset(of: Selection) -> dict[str, Any]:
    licence = licence_of(of.settings)
    return {
        "id": "#dossier",
        "type": "Dataset",
        "name": of.settings.name,
        "description": of.settings.description,
        "license": licence.get("path"),
        "creditText": of.settings.published_by,
        "note": NOTE,
    }


def _of(of: Selection, record: Record) -> Iterator[dict[str, Any]]:
    node: dict[str, Any] = {"id": record.address or "./", "isPartOf": "#dossier"}
    match record:
        case Article():
            yield from _article(of, record, node)
        case Claim():
            yield _claim(of, record, node)
        case Actor():
            held = _at(of, record.controlled_by.actor) if record.controlled_by else None
            names = [each.name for each in record.names if each.name != record.title]
            yield {
                **node,
                "type": TYPES[record.type],
                "name": record.title,
                "alternateName": names,
                **({"parentOrganization": held} if held and record.type != "person" else {}),
            }
        case Publisher():
            held = _at(of, record.controlled_by.actor) if record.controlled_by else None
            yield {
                **node,
                "type": "NewsMediaOrganization",
                "name": record.title,
                "alternateName": [each.name for each in record.names if each.name != record.title],
                "url": record.url,
                "sameAs": _at(of, record.is_),
                "parentOrganization": held,
            }
        case Place():
            yield _place(of, record, node)
        case Event():
            yield _event(of, record, node)
        case Finding():
            yield {
                **node,
                "type": ["CreativeWork", "prov:Entity"],
                "name": record.title,
                "derivedFrom": [_at(of, id_) for id_ in record.rests_on if of.source.known(id_)],
            }
        case _:
            yield {**node, "type": "WebPage", "name": record.title}


def _at(of: Selection, id_: str | None) -> str | None:
    """The address of a record's page, relative to the site; None where there is no such record."""
    record = of.corpus.records.get(id_) if id_ else None
    return (record.address or "./") if record else None


def _dated(name: str, when: Window | None) -> dict[str, Any]:
    return {name: when.edtf} if when else {}


def _article(of: Selection, article: Article, node: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {
        **node,
        "type": ["NewsArticle", "prov:Entity"],
        "headline" if is_printed(article.title) else "name": article.title,
        "publisher": _at(of, article.publisher),
        "author": [shown(author) for author in article.authors],
        "url": article.url,
        "archivedAt": article.archived,
        "inLanguage": article.language,
        "datePublished": plain_date(article.published).at,
        **_dated("issued", article.published),
        "about": [_at(of, id_) for id_ in article.subject if of.source.known(id_)],
        "derivedFrom": _links(of, [*([article.carries] if article.carries else []), *article.rests_on]),
        "attributedTo": _at(of, article.publisher),
    }
    position = 0
    for account in article.claims:
        claim = _at(of, account.claim)
        if account.publish or claim is None:
            continue
        position += 1
        here = f"{article.address}#account-{position}"
        figures = of.figures.claims[account.claim]
        traced = next(
            each
            for each in figures.accounts
            if each.article == article.id and article.claims[each.number] is account
        )
        yield {
            "id": here,
            "type": "prov:Entity",
            "about": claim,
            "name": account.stance,
            "isPartOf": article.address,
            "derivedFrom": _links(of, account.rests_on),
            "primarySource": [at for origin in traced.origins if (at := _at(of, origin))],
            **_dated("date", account.when),
        }
        for number, quote in enumerate(account.quotes, 1):
            if not quote.publish:
                yield {
                    "id": f"{here}-quotation-{number}",
                    "type": "oa:Annotation",
                    "motivatedBy": "oa:linking",
                    "hasBody": claim,
                    "hasTarget": {
                        "type": "oa:SpecificResource",
                        "hasSource": article.url or article.address,
                        "hasSelector": {
                            "type": "oa:TextQuoteSelector",
                            "exact": {"@value": quote.text, "@language": quote.lang or article.language},
                        },
                    },
                }


def _links(of: Selection, chains: Any) -> list[str]:
    """What chains begin with: the nearest link of each that is a record."""
    found = (at for chain in chains if chain.chain and (at := _at(of, chain.chain[0])))
    return list(dict.fromkeys(found))


def _claim(of: Selection, claim: Claim, node: dict[str, Any]) -> dict[str, Any]:
    f = of.figures.claims[claim.id]
    return {
        **node,
        "type": ["Claim", "prov:Entity"],
        "name": claim.title,
        "description": f.line_in_dossier,
        "about": list(dict.fromkeys(at for id_ in (*claim.about, claim.event) if (at := _at(of, id_)))),
        "appearance": [at for id_ in f.articles if (at := _at(of, id_))],
        "primarySource": [at for id_ in f.origins if (at := _at(of, id_))],
        **_dated("date", claim.when),
    }


def _place(of: Selection, place: Place, node: dict[str, Any]) -> dict[str, Any]:
    geo: dict[str, Any] | None = None
    if place.location:
        lat, lon = place.location.shown
        point = {"type": "GeoCoordinates", "latitude": str(lat), "longitude": str(lon)}
        geo = {"type": "GeoCircle", "geoMidpoint": point, "geoRadius": f"{place.location.radius} m"}
    return {
        **node,
        "type": "Place",
        "name": place.title,
        "alternateName": [each.name for each in place.names if each.name != place.title],
        "containedInPlace": _at(of, place.within),
        "geo": geo,
    }


def _event(of: Selection, event: Event, node: dict[str, Any]) -> dict[str, Any]:
    at = plain_date(event.when)
    return {
        **node,
        "type": "Event",
        "name": event.title,
        "startDate": at.begin or at.at,
        "endDate": at.end,
        **_dated("date", event.when),
        "location": [place for id_ in event.places if (place := _at(of, id_))],
        "attendee": [who for each in event.actors if (who := _at(of, each.actor))],
        "derivedFrom": [source for id_ in event.sources if (source := _at(of, id_))],
    }
