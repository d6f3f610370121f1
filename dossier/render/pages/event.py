"""An event's page: when, where, who, and each source on it."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.model.records import Article, Claim
from dossier.render.accounts import rows
from dossier.render.renderer import Renderer, neighbours


def _context(
    renderer: Renderer,
) -> tuple[dict[str, list[Claim]], dict[str, tuple[str | None, str | None]]]:
    """The claims on each event; what happened before and after it."""
    claims_on: dict[str, list[Claim]] = {}
    for claim in renderer.corpus.of(Claim):
        if claim.event:
            claims_on.setdefault(claim.event, []).append(claim)
    return claims_on, neighbours([event.id for event in renderer.corpus.events])


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page an event."""
    corpus = renderer.corpus
    links = renderer.links("../..")
    claims_on, around = renderer.once(_context)
    for event in renderer.share(corpus.events):
        article_ids = list(corpus.articles_by.get(event.id, []))
        mentions = corpus.mentions.get(event.id, [])
        claims = claims_on.get(event.id, [])
        accounts = [(claim.id, rows(links, renderer.figures.claims[claim.id].accounts)) for claim in claims]
        accounts.sort(key=lambda pair: (-len(renderer.figures.claims[pair[0]].articles), pair[0]))
        heard = {row.article.id for _, found in accounts for row in found}
        articles = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
        yield renderer.record_page(
            "event.html",
            event,
            "events/",
            neighbours=around[event.id],
            map=renderer.small_map(list(event.places), "../..", f"Places of: {event.title}"),
            claims=accounts,
            coverage=renderer.figures.coverage.get(event.id),
            not_carried=[a.id for a in articles if a.read == "full" and a.id not in heard] if claims else [],
            article_ids=article_ids,
            sentences={m.source: m for m in mentions if m.source in article_ids},
            elsewhere=[m for m in mentions if m.source not in article_ids],
        )
