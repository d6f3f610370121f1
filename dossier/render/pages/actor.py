"""An actor's page: its names, what each source calls it, where and beside whom it appears."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dossier.derive.network import Network, around
from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.model.parts import Quote
from dossier.model.records import Actor, Article, Event
from dossier.render.accounts import Row, row, wordings
from dossier.render.network.svg import ego_graph, legend
from dossier.render.renderer import Renderer, feed_link

STYLE = '<link rel="stylesheet" href="../../assets/dossier/network.css">'
LISTED = 20
"""The most other actors that an actor's page lists."""


def draw(renderer: Renderer, actor: Actor) -> Page:
    """The page of an actor."""
    corpus = renderer.corpus
    article_ids = list(corpus.articles_by.get(actor.id, []))
    event_ids = list(corpus.events_by.get(actor.id, []))
    articles = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
    mentions, appears = corpus.mentions.get(actor.id, []), set(article_ids)
    places, says = _places(corpus, event_ids, articles)
    company = beside(actor, articles)
    return renderer.record_page(
        "actor.html",
        actor,
        "actors/",
        head=STYLE
        + (feed_link(renderer.settings, "../..", actor.address) if renderer.common.changes else ""),
        network=_network(renderer, actor),
        type=actor.type.replace("-", " "),
        namings=[
            (a, a.actors[actor.id]) for a in articles if a.actors[actor.id].named or a.actors[actor.id].called
        ],
        quotations=quotations(renderer, actor.id),
        claim_ids=renderer.figures.accounts_by.get(actor.id, ()),
        event_ids=event_ids,
        map=renderer.small_map(places, "../..", f"{says}: {actor.title}"),
        map_says=f"{says}.",
        beside=company[:LISTED],
        beside_more=max(0, len(company) - LISTED),
        article_ids=article_ids,
        sentences={m.source: m for m in mentions if m.source in appears},
        elsewhere=[m for m in mentions if m.source not in appears],
    )


def _network(renderer: Renderer, actor: Actor) -> dict[str, Any]:
    """The drawing of an actor's neighbours, and how many it leaves out."""
    lines = renderer.relations.lines.get(actor.id)
    network = lines.network if lines else Network({})
    return {
        "figure": ego_graph(renderer.links("../.."), network, actor.id, f"Network around {actor.title}"),
        "legend": legend([edge for _, edges in around(network, actor.id) for edge in edges]),
        "more": lines.more if lines else 0,
    }


def _places(corpus: Corpus, event_ids: list[str], articles: list[Article]) -> tuple[list[str], str]:
    """The places of an actor's events; if it has none, those of the sources that mention it."""
    events = [e for id_ in event_ids if isinstance(e := corpus.records[id_], Event)]
    of_events = [place for event in events for place in event.places]
    if of_events:
        return of_events, "Places of the events it took part in"
    return [
        place for article in articles for place in article.places
    ], "Places named by the sources that mention it"


def quotations(renderer: Renderer, actor: str) -> list[tuple[Row, Quote, str]]:
    """The accounts in which an actor is quoted."""
    links, claims = renderer.links("../.."), renderer.figures.claims
    rows = (
        row(links, claims[claim].accounts[number])
        for claim, number in renderer.relations.said_by.get(actor, ())
    )
    return [(each, quote, lang) for each in rows for quote, lang in wordings(each)]


def beside(actor: Actor, articles: list[Article]) -> list[tuple[str, int]]:
    """The actors that the same articles name, most frequent first."""
    counted = Counter(other for article in articles for other in article.actors if other != actor.id)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
