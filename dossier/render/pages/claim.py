"""A claim's page: the sentence first, the sources under it, their words, how they know, what it leads to."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.model.pages import Page
from dossier.model.records import Claim, Finding
from dossier.render.accounts import Row, rows, wordings
from dossier.render.chaingraph import chain_graph
from dossier.render.renderer import Renderer

RELATIONS = (
    ("contradicts", "Cannot hold together with", "Cannot hold together with"),
    ("contrary_to", "Stands uneasily beside", "Stands uneasily beside"),
    ("supports", "Supports", "Supported by"),
    ("undercuts", "Undercuts", "Undercut by"),
)
"""Relations of claims, in words, and the same seen from the other side."""


def pages(renderer: Renderer) -> Iterator[Page]:
    """A page a claim."""
    corpus = renderer.corpus
    links = renderer.links("../..")
    pointing = renderer.once(_pointing)
    for claim in renderer.share(corpus.of(Claim)):
        figures = renderer.figures.claims[claim.id]
        accounts = rows(links, figures.accounts)
        relations = related(claim, pointing)
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
            uneasy=len(dict(relations).get("Stands uneasily beside", ())),
            coverage=renderer.figures.coverage.get(claim.id),
            findings=pointing.get(("finding", claim.id), []),
            elsewhere=corpus.mentions.get(claim.id, []),
        )


Pointing = dict[tuple[str, str], list[str]]
"""By relation and claim, the ids of those that name the claim so."""


def _pointing(renderer: Renderer) -> Pointing:
    corpus = renderer.corpus
    found: Pointing = {}
    for claim in corpus.of(Claim):
        for key, _, _ in RELATIONS:
            for target in getattr(claim, key):
                found.setdefault((key, target), []).append(claim.id)
    for finding in corpus.of(Finding):
        for target in finding.rests_on:
            found.setdefault(("finding", target), []).append(finding.id)
    return found


def related(claim: Claim, pointing: Pointing) -> list[tuple[str, list[str]]]:
    """The claims that this one names, and those that name it, by the words for the relation; each once."""
    found: dict[str, dict[str, None]] = {}
    for key, onward, back in RELATIONS:
        found.setdefault(onward, {}).update(dict.fromkeys(getattr(claim, key)))
        found.setdefault(back, {}).update(dict.fromkeys(pointing.get((key, claim.id), ())))
    return [(name, list(ids)) for name, ids in found.items() if ids]


def utterance(claim: Claim, accounts: list[Row]) -> list[Row]:
    """The rows that quote one speaker's words, where they quote them in more than one wording."""
    if not claim.speaker:
        return []
    quoting = [row for row in accounts if row.account.quotes]
    texts = {quote.text for row in quoting for quote in row.account.quotes}
    return quoting if len(texts) > 1 else []
