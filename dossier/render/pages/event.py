"""An event's page: when, where, who, and each source on it."""

from __future__ import annotations

from dossier.model.pages import Page
from dossier.model.records import Article, Event
from dossier.render.accounts import rows
from dossier.render.renderer import Renderer


def draw(renderer: Renderer, event: Event) -> Page:
    """The page of an event."""
    corpus, claims_of = renderer.corpus, renderer.figures.claims
    links = renderer.links("../..")
    article_ids = list(corpus.articles_by.get(event.id, []))
    mentions = corpus.mentions.get(event.id, [])
    claims = renderer.relations.claims_on.get(event.id, ())
    accounts = [(id_, rows(links, claims_of[id_].accounts)) for id_ in claims]
    accounts.sort(key=lambda pair: (-len(claims_of[pair[0]].articles), pair[0]))
    on_it = set(article_ids)
    articles = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
    heard = {row.article.id for _, found in accounts for row in found}
    # A withheld account is not mentioned, not even as missing.
    heard |= {a.id for a in articles for account in a.claims if account.claim in claims}
    return renderer.record_page(
        "event.html",
        event,
        "events/",
        neighbours=renderer.relations.neighbours[event.id],
        map=renderer.small_map(list(event.places), "../..", f"Places of: {event.title}"),
        claims=accounts,
        coverage=renderer.figures.coverage.get(event.id),
        not_carried=[a.id for a in articles if a.read == "full" and a.id not in heard] if claims else [],
        article_ids=article_ids,
        sentences={m.source: m for m in mentions if m.source in on_it},
        elsewhere=[m for m in mentions if m.source not in on_it],
    )
