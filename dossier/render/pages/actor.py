"""An actor's page: its names, what each source calls it, where and beside whom it appears."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from dossier.derive.network import Network, around
from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.model.parts import Quote
from dossier.model.records import Actor, Article, Event
from dossier.render.accounts import Row, row, wordings
from dossier.render.network.svg import ego_graph, legend
from dossier.render.renderer import Renderer, feed_link, in_explore

STYLE = '<link rel="stylesheet" href="../../assets/dossier/network.css">'
LISTED = 20
"""The most other actors that an actor's page lists."""
MAPPED, LINKED = 5, 5
"""Places, and relations that are more than a common source, from which on an actor's page draws them."""


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
        in_explore=in_explore("actor", actor.id),
        head=STYLE
        + (feed_link(renderer.settings, "../..", actor.address) if renderer.common.changes else ""),
        network=_network(renderer, actor),
        type=actor.type.replace("-", " "),
        named=_words(articles, lambda a: a.actors[actor.id].named),
        called=_words(articles, lambda a: a.actors[actor.id].called),
        quotations=quotations(renderer, actor.id),
        claim_ids=renderer.figures.accounts_by.get(actor.id, ()),
        event_ids=event_ids,
        map=renderer.small_map(places, "../..", f"{says}: {actor.title}") if len({*places}) >= MAPPED else "",
        map_says=f"{says}.",
        beside=company[:LISTED],
        beside_more=max(0, len(company) - LISTED),
        article_ids=article_ids,
        sentences={m.source: m for m in mentions if m.source in appears},
        elsewhere=[m for m in mentions if m.source not in appears],
    )


def _words(
    articles: Sequence[Article], of: Callable[[Article], Sequence[str]]
) -> list[tuple[tuple[str, str], list[str]]]:
    """The words that articles print for an actor, each with its language and the articles; the most frequent first."""
    found: dict[tuple[str, str], list[str]] = {}
    for article in articles:
        for word in of(article):
            found.setdefault((word, article.language), []).append(article.id)
    return sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))


def _network(renderer: Renderer, actor: Actor) -> dict[str, Any]:
    """The drawing of an actor's neighbours, and how many it leaves out; none where few are more than named beside it."""
    lines = renderer.relations.lines.get(actor.id)
    network = lines.network if lines else Network({})
    related = {edge for edge in network.of(actor.id) if edge.tie != "appears"}
    if len(related) < LINKED:
        return {"figure": ""}
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
    ], "Places named by the sources that mention this actor"


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
