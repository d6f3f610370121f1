"""A claim's page: the sentence first, the sources under it, their words, how they know, what it leads to."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.model.pages import Page
from dossier.model.records import Claim
from dossier.render.accounts import Row, rows, wordings
from dossier.render.chaingraph import chain_graph
from dossier.render.relations import RELATIONS
from dossier.render.renderer import Renderer

WORDS = {
    "contradicts": ("Cannot hold together with", "Cannot hold together with"),
    "contrary_to": ("Stands uneasily beside", "Stands uneasily beside"),
    "supports": ("Supports", "Supported by"),
    "undercuts": ("Undercuts", "Undercut by"),
}
"""Relations of claims, in words, and the same seen from the other side."""


def draw(renderer: Renderer, claim: Claim) -> Page:
    """The page of a claim."""
    corpus = renderer.corpus
    links = renderer.links("../..")
    pointing = renderer.relations.pointing.get(claim.id, ())
    figures = renderer.figures.claims[claim.id]
    accounts = rows(links, figures.accounts)
    relations = related(claim, pointing)
    return renderer.record_page(
        "claim.html",
        claim,
        "claims/",
        figures_=figures,
        rows=accounts,
        wordings=wordings,
        graph=chain_graph(links, figures.accounts, f"Where each account leads: {claim.title}"),
        utterance=utterance(claim, accounts),
        relations=relations,
        uneasy=len(dict(relations).get("Stands uneasily beside", ())),
        coverage=renderer.figures.coverage.get(claim.id),
        findings=[id_ for key, id_ in pointing if key == "finding"],
        elsewhere=corpus.mentions.get(claim.id, []),
    )


def related(claim: Claim, pointing: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """The claims that this one names, and those that name it, by the words for the relation; each once."""
    found: dict[str, dict[str, None]] = {}
    for key, named in RELATIONS:
        onward, back = WORDS[key]
        found.setdefault(onward, {}).update(dict.fromkeys(named(claim)))
        found.setdefault(back, {}).update(dict.fromkeys(id_ for of, id_ in pointing if of == key))
    return [(name, list(ids)) for name, ids in found.items() if ids]


def utterance(claim: Claim, accounts: list[Row]) -> list[Row]:
    """The rows that quote one speaker's words, where they quote them in more than one wording."""
    if not claim.speaker:
        return []
    quoting = [row for row in accounts if row.account.quotes]
    texts = {quote.text for row in quoting for quote in row.account.quotes}
    return quoting if len(texts) > 1 else []
