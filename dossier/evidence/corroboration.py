"""A claim's figures: articles, independent origins, unknown, controllers, dissent, silence, bases (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache, partial

from dossier.evidence.control import controller
from dossier.evidence.coverage import coverage
from dossier.evidence.origins import Tracer, circles
from dossier.model.corpus import Corpus
from dossier.model.figures import AccountFigures, ClaimFigures, Figures
from dossier.model.parts import BASES, Basis
from dossier.model.records import Article, Claim, Event

SUPPORTING = ("asserts", "reports")


def assess(corpus: Corpus) -> Figures:
    """The figures of every claim."""
    tracer = Tracer(corpus)
    root = cache(partial(controller, corpus))
    outlet_root = cache(lambda outlet: root(tracer.normalised(outlet)))
    accounts: dict[str, list[AccountFigures]] = {}
    for article in corpus.articles:
        for number, account in enumerate(article.claims):
            traced = AccountFigures(
                article.id, number, account.stance, account.basis, tracer.trails(article, number)
            )
            accounts.setdefault(account.claim, []).append(traced)
    claims = corpus.of(Claim)
    contradicted = _contradictions(claims)
    with_origin = {
        claim.id
        for claim in claims
        if any(traced.origins for traced in accounts.get(claim.id, ()) if traced.stance in SUPPORTING)
    }
    figures = {
        claim.id: _figures(
            corpus, claim, accounts.get(claim.id, []), contradicted[claim.id] & with_origin, root
        )
        for claim in claims
    }
    about: dict[str, list[str]] = {}
    for claim in claims:
        for target in dict.fromkeys([*claim.about, *([claim.event] if claim.event else [])]):
            about.setdefault(target, []).append(claim.id)
        if claim.speaker and claim.id not in about.setdefault(claim.speaker, []):
            about[claim.speaker].append(claim.id)
    carried = {id_: tuple(dict.fromkeys(t.article for t in f.accounts)) for id_, f in figures.items()}
    carried |= {event.id: tuple(corpus.articles_by.get(event.id, ())) for event in corpus.events}
    return Figures(
        claims=figures,
        coverage={
            id_: coverage(corpus, articles, outlet_root) for id_, articles in carried.items() if articles
        },
        accounts_by={target: tuple(ids) for target, ids in about.items()},
        circles=tuple(sorted(circles(corpus))),
        silent_links=tuple(sorted(tracer.silent)),
    )


def _contradictions(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """`contradicts` holds both ways, whichever side it is written on."""
    found: dict[str, set[str]] = {claim.id: set() for claim in claims}
    for claim in claims:
        for other in claim.contradicts:
            if other in found:
                found[claim.id].add(other)
                found[other].add(claim.id)
    return found


def _figures(
    corpus: Corpus,
    claim: Claim,
    accounts: list[AccountFigures],
    contradicting: set[str],
    root: Callable[[str], str | None],
) -> ClaimFigures:
    supporting = [(traced, traced.origins) for traced in accounts if traced.stance in SUPPORTING]
    articles = tuple(dict.fromkeys([traced.article for traced, _ in supporting]))
    origins = {origin for _, of in supporting for origin in of}
    known = {traced.article for traced, of in supporting if of}
    roots = {origin: root(origin) for origin in origins}
    return ClaimFigures(
        claim=claim.id,
        accounts=tuple(accounts),
        articles=articles,
        origins=tuple(sorted(origins)),
        unknown=tuple(article for article in articles if article not in known),
        controllers=tuple(sorted({held for held in roots.values() if held})),
        uncontrolled=tuple(sorted(origin for origin, held in roots.items() if not held)),
        denied_by=tuple(dict.fromkeys(t.article for t in accounts if t.stance == "denies")),
        differs_by=tuple(dict.fromkeys(t.article for t in accounts if t.stance == "differs")),
        contradicting=tuple(sorted(contradicting)),
        silent=_silent(corpus, claim, {traced.article for traced in accounts}),
        bases=_bases([(t.basis, of) for t, of in supporting if of or t.article not in known]),
    )


def _bases(supporting: list[tuple[Basis, Sequence[str]]]) -> dict[str, Basis]:
    """The strongest basis of each origin, never of an article."""
    found: dict[str, Basis] = {}
    for basis, origins in supporting:
        for origin in origins or ("",):
            if origin not in found or BASES.index(basis) < BASES.index(found[origin]):
                found[origin] = basis
    return dict(sorted(found.items()))


def _silent(corpus: Corpus, claim: Claim, heard: set[str]) -> tuple[str, ...]:
    """Articles read in full that list the claim's event, are not too early, and have no account of it."""
    event = corpus.records.get(claim.event) if claim.event else None
    if not isinstance(event, Event):
        return ()
    ends = (claim.when or event.when).latest
    on_it = (corpus.records.get(id_) for id_ in corpus.articles_by.get(event.id, ()))
    return tuple(
        article.id
        for article in on_it
        if isinstance(article, Article)
        and article.read == "full"
        and event.id in article.events
        and article.id not in heard
        and ends is not None
        and (article.published.earliest or date.min) >= ends
    )
