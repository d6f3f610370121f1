"""A publisher's page: who it is, what it printed, the labels it used, and who rests on it."""

from __future__ import annotations

from dossier.model.pages import Page
from dossier.model.records import Article, Publisher
from dossier.render.renderer import Renderer, in_explore


def draw(renderer: Renderer, publisher: Publisher) -> Page:
    """The page of a publisher."""
    corpus = renderer.corpus
    article_ids = list(corpus.articles_by.get(publisher.id, []))
    own = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
    labels = [
        (actor, label, article)
        for article in own
        for actor, naming in sorted(article.actors.items())
        for label in naming.called
    ]
    return renderer.record_page(
        "publisher.html",
        publisher,
        "publishers/",
        in_explore=in_explore("outlet", publisher.id),
        labels=labels,
        article_ids=article_ids,
        rested_on=list(renderer.relations.resting_on.get(publisher.id, ())),
        origin_of=renderer.relations.origin_of.get(publisher.id, ()),
        elsewhere=corpus.mentions.get(publisher.id, []),
    )
