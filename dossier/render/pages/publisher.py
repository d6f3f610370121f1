"""A publisher's page: who it is, what it printed, the labels it used, and who rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.model.records import Article
from dossier.render.renderer import Renderer


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page a publisher."""
    corpus = renderer.corpus
    for publisher in corpus.publishers:
        article_ids = list(corpus.articles_by.get(publisher.id, []))
        own = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
        labels = [
            (actor, label, article)
            for article in own
            for actor, naming in sorted(article.actors.items())
            for label in naming.called
        ]
        resting = [
            a.id
            for a in corpus.articles
            if any(
                publisher.id in entry.chain
                for entry in (*a.rests_on, *(e for c in a.claims for e in c.rests_on))
            )
        ]
        yield renderer.record_page(
            "publisher.html",
            publisher,
            "publishers/",
            labels=labels,
            article_ids=article_ids,
            rested_on=resting,
            origin_of=[
                id_ for id_, figures in renderer.figures.claims.items() if publisher.id in figures.origins
            ],
            elsewhere=corpus.mentions.get(publisher.id, []),
        )
