"""An article's page: how to cite it, what it rests on, what it says, and the words it printed."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from dossier.cite import STYLES, Citation, chicago_bibliography, reference
from dossier.model.figures import AccountFigures, Figures
from dossier.model.pages import Page
from dossier.model.records import Article
from dossier.render.accounts import rows
from dossier.render.html import publisher_name
from dossier.render.renderer import Renderer, neighbours


def plain(cited: Citation | str) -> str:
    """A citation as the text that is copied."""
    return cited.plain if isinstance(cited, Citation) else cited


def accounts_by_article(figures: Figures) -> dict[str, list[AccountFigures]]:
    """The traced accounts of each article, in its own order."""
    found: dict[str, list[AccountFigures]] = {}
    for claim in figures.claims.values():
        for account in claim.accounts:
            found.setdefault(account.article, []).append(account)
    return {
        article: sorted(accounts, key=lambda account: account.number) for article, accounts in found.items()
    }


Context = tuple[dict[str, list[AccountFigures]], dict[str, int], dict[str, tuple[str | None, str | None]]]


def _context(renderer: Renderer) -> Context:
    """The accounts of each article; the events in their order; what was printed before and after each article."""
    corpus = renderer.corpus
    return (
        accounts_by_article(renderer.figures),
        {event.id: number for number, event in enumerate(corpus.events)},
        neighbours([article.id for article in reversed(corpus.articles)]),
    )


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page an article."""
    corpus = renderer.corpus
    links = renderer.links("../..")
    traced, order, around = renderer.once(_context)
    for article in renderer.share(corpus.of(Article)):
        cited = reference(article, corpus.publisher_of(article))
        name = publisher_name(corpus, article)
        yield renderer.record_page(
            "article.html",
            article,
            "articles/",
            title=f"{name}: “{article.title}”",
            publisher=name,
            neighbours=around[article.id],
            resting=corpus.resting_on.get(article.id, []),
            formatted=Markup(chicago_bibliography(cited).linked),
            citations=[(style.label, plain(style.cite(cited))) for style in STYLES],
            citing=[id_ for id_ in corpus.cited_by.get(article.id, ()) if id_ != article.id],
            quoted_words=sum(
                len(text.split()) for text in {q.text for c in article.claims for q in c.quotes}
            ),
            rows=rows(links, tuple(traced.get(article.id, ()))),
            event_ids=sorted(article.events, key=lambda id_: order.get(id_, 0)),
            map=renderer.small_map(list(article.places), "../..", f"Places named by {name}"),
            elsewhere=corpus.mentions.get(article.id, []),
        )
