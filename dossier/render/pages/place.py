"""A place's page: where it is, as precisely as known; what happened there; who names it."""

from __future__ import annotations

from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.model.records import Place
from dossier.render.maps.markers import precision_words
from dossier.render.renderer import Renderer, feed_link, in_explore


def draw(renderer: Renderer, place: Place) -> Page:
    """The page of a place."""
    corpus = renderer.corpus
    return renderer.record_page(
        "place.html",
        place,
        "places/",
        in_explore=in_explore("place", place.id),
        head=feed_link(renderer.settings, "../..", place.address) if renderer.common.changes else "",
        map=renderer.small_map([place.id], "../..", f"Map: {place.title}") if place.location else "",
        precision=precision_words(place.location) if place.location else "",
        around=within(corpus, place),
        inside=list(corpus.places_in.get(place.id, [])),
        event_ids=list(corpus.events_by.get(place.id, [])),
        claim_ids=renderer.figures.accounts_by.get(place.id, ()),
        article_ids=list(corpus.articles_by.get(place.id, [])),
        elsewhere=corpus.mentions.get(place.id, []),
    )


def within(corpus: Corpus, place: Place) -> list[str]:
    """The places around a place, nearest first; a cycle is followed once."""
    around: list[str] = []
    at: str | None = place.within
    while at and at not in around and at != place.id:
        around.append(at)
        outer = corpus.records.get(at)
        at = outer.within if isinstance(outer, Place) else None
    return around
