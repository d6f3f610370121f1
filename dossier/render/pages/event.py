"""An event's page: when, where, who, and each source on it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from dossier.derive.names import publisher_name
from dossier.model.corpus import Corpus
from dossier.model.pages import Page
from dossier.model.parts import Stance
from dossier.model.records import Article, Claim, Event
from dossier.render.accounts import Row, rows
from dossier.render.network.chains import told_apart
from dossier.render.renderer import Renderer

SIGNS: dict[Stance, str] = {"asserts": "●", "reports": "○", "denies": "✕", "differs": "◇"}
"""Stances as signs."""
COLUMNS = 8
"""Sources that the matrix shows: those with most accounts."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Claims by sources: what each source says of each claim."""

    sources: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Stance | None]]]
    more: int
    """Sources that it leaves out."""
    apart: Mapping[str, str] = field(default_factory=dict)
    """What tells those of its sources apart that are not the only one of their outlet: the date; else the headline."""


def matrix(corpus: Corpus, accounts: Sequence[tuple[str, Sequence[Row]]]) -> Matrix:
    """The matrix of these claims; empty where a single claim or a single source would be all of it."""
    stances = {
        (id_, row.article.id): row.account.stance for id_, found in accounts for row in reversed(found)
    }
    counted = Counter(article for _, article in stances)
    if len(accounts) < 2 or len(counted) < 2:
        return Matrix((), (), 0)
    by_weight = sorted(counted, key=lambda id_: (-counted[id_], id_))
    sources = by_weight[:COLUMNS]
    rows_ = [(id_, [stances.get((id_, source)) for source in sources]) for id_, _ in accounts]
    outlets = {source: publisher_name(corpus, _article(corpus, source)) for source in sources}
    names = Counter(outlets.values())
    namesakes = [source for source, outlet in outlets.items() if names[outlet] > 1]
    return Matrix(sources, rows_, len(by_weight) - len(sources), told_apart(corpus, namesakes))


def _article(corpus: Corpus, id_: str) -> Article:
    article = corpus.records[id_]
    assert isinstance(article, Article)
    return article


def _time(corpus: Corpus, claim: str, event: Event) -> tuple[date, date, str]:
    """When the claim was, as far as it is known; else when the event was."""
    record = corpus.records[claim]
    assert isinstance(record, Claim)
    return (record.when or event.when).sort_key


def draw(renderer: Renderer, event: Event) -> Page:
    """The page of an event."""
    corpus, claims_of = renderer.corpus, renderer.figures.claims
    links = renderer.links("../..")
    article_ids = list(corpus.articles_by.get(event.id, []))
    mentions = corpus.mentions.get(event.id, [])
    claims = renderer.relations.claims_on.get(event.id, ())
    accounts = [(id_, rows(links, claims_of[id_].accounts)) for id_ in claims]
    accounts.sort(
        key=lambda pair: (_time(corpus, pair[0], event), -len(claims_of[pair[0]].articles), pair[0])
    )
    on_it = set(article_ids)
    articles = [a for id_ in article_ids if isinstance(a := corpus.records[id_], Article)]
    heard = {row.article.id for _, found in accounts for row in found}
    # A list of those without any account would tell by elimination whose account is withheld.
    listed = bool(claims) and not any(claims_of[id_].withheld for id_ in claims)
    return renderer.record_page(
        "event.html",
        event,
        "events/",
        neighbours=renderer.relations.neighbours[event.id],
        map=renderer.small_map(list(event.places), "../..", f"Places of: {event.title}"),
        claims=accounts,
        matrix=matrix(corpus, accounts),
        signs=SIGNS,
        publisher_name=partial(publisher_name, corpus),
        legend=", ".join(f"{sign} {stance}" for stance, sign in SIGNS.items()),
        coverage=renderer.figures.coverage.get(event.id),
        not_carried=[a.id for a in articles if a.read == "full" and a.id not in heard] if listed else [],
        article_ids=article_ids,
        sentences={m.source: m for m in mentions if m.source in on_it},
        elsewhere=[m for m in mentions if m.source not in on_it],
    )
