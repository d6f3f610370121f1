"""An article's page: how to cite it, what it rests on, what it says, and the words it printed."""

from __future__ import annotations

from datetime import date

from markupsafe import Markup

from dossier.cite import STYLES, Citation, reference_of
from dossier.cite.names import name as name_of
from dossier.derive.names import publisher_name
from dossier.model.addresses import host_of
from dossier.model.bylines import shown
from dossier.model.corpus import Corpus
from dossier.model.headlines import headline
from dossier.model.pages import Page
from dossier.model.records import Article, Event
from dossier.render.accounts import rows
from dossier.render.renderer import Renderer

LONGEST = 20_000
"""Characters of a citation on an article's page; a longer one, with hundreds of authors, is in the bibliography only."""


def plain(cited: Citation | str) -> str:
    """A citation as plain text for copying."""
    return cited.plain if isinstance(cited, Citation) else cited


def draw(renderer: Renderer, article: Article) -> Page:
    """The page of an article."""
    corpus, beside, claims = renderer.corpus, renderer.relations, renderer.figures.claims
    links = renderer.links("../..")
    cited = reference_of(corpus, article)
    name = publisher_name(corpus, article)
    return renderer.record_page(
        "article.html",
        article,
        "articles/",
        title=f"{name}: {headline(article.title)}",
        publisher=name,
        host=host_of(article.url) if article.url else "",
        authors=[_byline(author) for author in article.authors],
        neighbours=beside.neighbours[article.id],
        resting=beside.resting_on.get(article.id, []),
        formatted=Markup(renderer.note_style.entry(cited).linked),
        citations=[
            of for style in STYLES if len((of := (style.label, plain(style.cite(cited))))[1]) <= LONGEST
        ],
        citing=[id_ for id_ in corpus.cited_by.get(article.id, ()) if id_ != article.id],
        quoted_words=sum(len(text.split()) for text in {q.text for c in article.claims for q in c.quotes}),
        rows=rows(links, [claims[id_].accounts[n] for id_, n in beside.accounts_of.get(article.id, ())]),
        event_ids=sorted(article.events, key=lambda id_: _time(corpus, id_)),
        map=renderer.small_map(list(article.places), "../..", f"Places named by {name}"),
        elsewhere=corpus.mentions.get(article.id, []),
    )


def _byline(author: str) -> str:
    """An author in reading order: "Gabriel García Márquez", also where the file has the family name first."""
    split = name_of(author)
    return split.direct if author.startswith(f"{split.family},") else shown(author)


def _time(corpus: Corpus, event: str) -> tuple[tuple[date, date, str], str]:
    """The sort key of events."""
    record = corpus.records[event]
    assert isinstance(record, Event)
    return record.when.sort_key, event
