"""An event's page: when, where, who, and each source on it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.render.renderer import Renderer


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page an event."""
    corpus = renderer.corpus
    for event in corpus.events:
        article_ids = list(corpus.articles_by.get(event.id, []))
        mentions = corpus.mentions.get(event.id, [])
        yield renderer.record_page(
            "event.html",
            event,
            "events/",
            map=renderer.small_map(list(event.places), "../..", f"Places of: {event.title}"),
            article_ids=article_ids,
            sentences={m.source: m for m in mentions if m.source in article_ids},
            elsewhere=[m for m in mentions if m.source not in article_ids],
        )
