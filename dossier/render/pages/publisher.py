"""A publisher's page: who it is, what it printed, the labels it used, and who rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.model.records import Article
from dossier.render.renderer import Renderer


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page a publisher."""
    corpus = renderer.corpus
    origin_of = renderer.once(_origin_of)
    for publisher in renderer.share(corpus.publishers):
        article_ids = list(corpus.articles_by.get(publisher.id, []))
        own = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
        labels = [
            (actor, label, article)
            for article in own
            for actor, naming in sorted(article.actors.items())
            for label in naming.called
        ]
        yield renderer.record_page(
            "publisher.html",
            publisher,
            "publishers/",
            labels=labels,
            article_ids=article_ids,
            rested_on=list(corpus.resting_on.get(publisher.id, ())),
            origin_of=origin_of.get(publisher.id, []),
            elsewhere=corpus.mentions.get(publisher.id, []),
        )


def _origin_of(renderer: Renderer) -> dict[str, list[str]]:
    """The claims that have each publisher among their origins."""
    found: dict[str, list[str]] = {}
    for id_, figures in renderer.figures.claims.items():
        for origin in figures.origins:
            found.setdefault(origin, []).append(id_)
    return found
