"""A claim's page: the sentence first, the sources under it, their words, how they know, what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.model.records import Claim, Finding
from dossier.render.accounts import Row, rows, wordings
from dossier.render.chaingraph import chain_graph
from dossier.render.html import Links
from dossier.render.renderer import Renderer

RELATIONS = (
    ("contradicts", "Cannot hold together with"),
    ("contrary_to", "Stands uneasily beside"),
    ("supports", "Supports"),
    ("undercuts", "Undercuts"),
)


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page a claim."""
    corpus = renderer.corpus
    links = Links(corpus, "../..")
    claims = corpus.of(Claim)
    for claim in claims:
        figures = renderer.figures.claims[claim.id]
        accounts = rows(links, figures.accounts)
        relations = [(name, list(getattr(claim, key))) for key, name in RELATIONS if getattr(claim, key)]
        pointing = [
            (name, [other.id for other in claims if claim.id in getattr(other, key)])
            for key, name in RELATIONS
        ]
        yield renderer.record_page(
            "claim.html",
            claim,
            "claims/",
            figures_=figures,
            rows=accounts,
            wordings=wordings,
            graph=chain_graph(links, figures.accounts, f"Where each account leads: {claim.title}"),
            utterance=utterance(claim, accounts),
            relations=relations,
            pointing=[(name, ids) for name, ids in pointing if ids],
            coverage=renderer.figures.coverage.get(claim.id),
            findings=[f.id for f in corpus.of(Finding) if claim.id in f.rests_on],
            elsewhere=corpus.mentions.get(claim.id, []),
        )


def utterance(claim: Claim, accounts: list[Row]) -> list[Row]:
    """The rows that quote one speaker's words, where they quote them in more than one wording."""
    if not claim.speaker:
        return []
    quoting = [row for row in accounts if row.account.quotes]
    texts = {quote.text for row in quoting for quote in row.account.quotes}
    return quoting if len(texts) > 1 else []
