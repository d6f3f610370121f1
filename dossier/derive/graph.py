"""The dossier as a graph: its records, and every relation between two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.derive.relations import RELATIONS
from dossier.derive.selection import Selection
from dossier.model.dates import Window
from dossier.model.records import Actor, Article, Claim, Event, Finding, Place, Publisher, Record


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation of two records, from the one whose file says so."""

    source: str
    target: str
    kind: str
    """The relation: `reports`, `controlled_by`, …"""
    words: str = ""
    """More about it: a role, or how an article knows."""
    when: Window | None = None


def nodes(of: Selection) -> list[Record]:
    """The records, and those that they refer to, in the order of their ids."""
    return sorted((*of.records, *of.referred), key=lambda record: record.id)


def edges(of: Selection) -> Iterator[Edge]:
    """The relations that selected records have, each once, in the order of the records that say so."""
    ids = of.named
    for record in of.records:
        for edge in dict.fromkeys(_of(of, record)):
            if edge.target in ids:
                yield edge


def _of(of: Selection, record: Record) -> Iterator[Edge]:
    id_ = record.id
    match record:
        case Article():
            yield from _of_article(record)
        case Actor():
            for role in record.roles:
                if role.of:
                    yield Edge(id_, role.of, "role_in", role.as_, role.when)
            if record.controlled_by:
                yield Edge(id_, record.controlled_by.actor, "controlled_by")
        case Publisher():
            if record.controlled_by:
                yield Edge(id_, record.controlled_by.actor, "controlled_by")
            if record.is_:
                yield Edge(id_, record.is_, "is")
            if record.edition_of:
                yield Edge(id_, record.edition_of, "edition_of")
        case Place():
            if record.within:
                yield Edge(id_, record.within, "within")
        case Event():
            yield from (Edge(id_, place, "at") for place in record.places)
            yield from (Edge(id_, each.actor, "participant", each.as_ or "") for each in record.actors)
            yield from (Edge(id_, article, "source") for article in record.sources)
        case Claim():
            yield from (Edge(id_, about, "about") for about in record.about)
            if record.event:
                yield Edge(id_, record.event, "on")
            if record.speaker:
                yield Edge(id_, record.speaker, "said_by")
            for relation, named in RELATIONS:
                yield from (Edge(id_, other, relation) for other in named(record))
            f = of.figures.claims[id_]
            yield from (Edge(id_, origin, "origin", f.bases[origin]) for origin in f.origins)
        case Finding():
            yield from (Edge(id_, claim, "rests_on") for claim in record.rests_on)
        case _:
            pass


def _of_article(article: Article) -> Iterator[Edge]:
    id_ = article.id
    yield Edge(id_, article.publisher, "published_by", "", article.published)
    yield from (Edge(id_, actor, "names") for actor in article.actors)
    yield from (Edge(id_, place, "names") for place in article.places)
    yield from (Edge(id_, event, "names") for event in article.events)
    yield from (Edge(id_, event, "subject") for event in article.subject)
    for account in article.claims:
        if not account.publish:
            yield Edge(id_, account.claim, account.stance, account.basis, account.when)
    chains = [*([article.carries] if article.carries else []), *article.rests_on]
    chains += [chain for account in article.claims if not account.publish for chain in account.rests_on]
    for chain in chains:
        links = [id_, *(link for link in chain.chain if link not in ("own", "unknown"))]
        if len(links) > 1:
            yield Edge(id_, links[1], "rests_on", chain.because or "")
