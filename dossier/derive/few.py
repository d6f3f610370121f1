"""The relations that few pages show: what takes longest of them is computed for each actor by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from dossier.derive.network import Lines, Network, line_of, network_around
from dossier.derive.relations import Relations, relations, said_by
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.history import NO_HISTORY, History
from dossier.model.records import Article, Claim
from dossier.tracking import OnDemand


def relations_of_few(corpus: Corpus, figures: Figures, changes: History = NO_HISTORY) -> Relations:
    """As `relations`, with the same values for every actor; without a network of all."""
    actors = [actor.id for actor in corpus.actors]
    return replace(
        relations(corpus, figures, lambda: Network({}), changes),
        lines=OnDemand(actors, partial(_lines, corpus, figures)),
        said_by=OnDemand(actors, partial(_said_by, corpus, figures)),
    )


def _lines(corpus: Corpus, figures: Figures, actor: str) -> Lines:
    return line_of(network_around(corpus, figures, actor), actor)


def _claims_from(articles: Sequence[Article]) -> dict[str, set[str]]:
    """For each actor, the claims that articles have from it."""
    found: dict[str, set[str]] = {}
    for article in articles:
        for account in article.claims:
            if account.by:
                found.setdefault(account.by, set()).add(account.claim)
    return found


def _said_by(corpus: Corpus, figures: Figures, actor: str) -> tuple[tuple[str, int], ...]:
    quoted = corpus.derived(_claims_from, Article).get(actor, ())
    claims = [claim for claim in corpus.of(Claim) if claim.id in quoted or claim.speaker == actor]
    return said_by(corpus, figures, claims).get(actor, ())
