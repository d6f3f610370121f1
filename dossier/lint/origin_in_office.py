"""A person and the body that the person held office in, counted as two origins of one claim."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures
from dossier.model.inheritance import chains_of
from dossier.model.records import Actor, Article

Offices = dict[str, list[tuple[str, str, Window | None]]]
"""By person: the body, the role there, and when it was held."""


def origin_in_office(subject: Subject, report: Report) -> None:
    """A statement made in office ends in the body that issued it: a spokesman adds no origin to the ministry's own word."""
    offices: Offices = {
        actor.id: [(role.of, role.as_, role.when) for role in actor.roles if role.of]
        for actor in subject.corpus.of(Actor)
        if actor.type == "person" and actor.roles
    }
    if not subject.complete:
        return
    for figures in subject.figures.claims.values():
        if len(figures.origins) > 1 and not offices.keys().isdisjoint(figures.origins):
            for spot, way, role, body, other in _counted_twice(subject.corpus, figures, offices):
                same = "" if body == other else ", of the same body"
                message = f'"{way[-1]}", {role} of "{body}", counts as an origin of "{figures.claim}" beside "{other}"{same}'
                hint = f"said in office, it ends in {body}; if not, write {{chain: {' > '.join(way)}, because: …}}"
                report.warning("origin-in-office", spot, message, hint)


def _counted_twice(
    corpus: Corpus, figures: ClaimFigures, offices: Offices
) -> Iterator[tuple[Spot, tuple[str, ...], str, str, str]]:
    """Each chain that ends in a person: place, chain, role, body, and the other origin that stands for the body."""
    for traced in figures.accounts:
        article = corpus.records[traced.article]
        if not traced.supports or not isinstance(article, Article):
            continue
        account = article.claims[traced.number]
        for chain in chains_of(corpus.records, article, account):
            person = chain.chain[-1] if chain.chain else ""
            if chain.because or person not in traced.origins:
                continue
            held = {
                body: role
                for body, role, when in offices.get(person, ())
                if when is None or when.overlaps(article.published)
            }
            for other in figures.origins:
                shared = (
                    [other]
                    if other in held
                    else [body for body, *_ in offices.get(other, ()) if body in held]
                )
                if shared and other != person:
                    key = ("claims", traced.number, "rests_on" if account.rests_on else "claim")
                    yield Spot(article.path, key), chain.chain, held[shared[0]], shared[0], other
                    break
