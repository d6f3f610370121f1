"""A claim's figures: articles, independent origins, unknown, controllers, dissent, silence, bases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import cache, partial

from dossier.evidence.control import controller
from dossier.evidence.coverage import coverage
from dossier.evidence.origins import Tracer, circles
from dossier.evidence.same_text import counted_instead, groups_of
from dossier.model.corpus import Corpus
from dossier.model.figures import AccountFigures, ClaimFigures, Figures, SameText
from dossier.model.parts import BASES, Basis
from dossier.model.records import Article, Claim, Event


def assess(corpus: Corpus, same_texts: Iterable[SameText] = ()) -> Figures:
    """The figures of every claim.

    `same_texts` are pairs of articles with one text of which neither says whose it is; pairs with an article that is not
    in the corpus are ignored.
    """
    tracer = Tracer(corpus)
    root = cache(partial(controller, corpus))

    def outlet_of(id_: str) -> str:
        return tracer.normalised(_article(corpus, id_).publisher)

    outlet_root = cache(lambda outlet: root(tracer.normalised(outlet)))
    accounts: dict[str, list[AccountFigures]] = {}
    withheld: dict[str, list[str]] = {}
    for article in corpus.articles:
        for number, account in enumerate(article.claims):
            if account.publish:
                withheld.setdefault(account.claim, []).append(article.id)
                continue
            traced = AccountFigures(
                article.id, number, account.stance, account.basis, tracer.trails(article, number)
            )
            accounts.setdefault(account.claim, []).append(traced)
    claims = corpus.of(Claim)
    contradicted = _both_ways(claims, lambda claim: claim.contradicts)
    contrary = _both_ways(claims, lambda claim: claim.contrary_to)
    supporting = {
        claim.id: [traced for traced in accounts.get(claim.id, ()) if traced.supports] for claim in claims
    }
    with_origin = {id_ for id_, found in supporting.items() if any(traced.origins for traced in found)}
    same = tuple(pair for pair in same_texts if {pair.one, pair.other} <= corpus.records.keys())
    groups = groups_of(same)
    figures = {}
    for claim in claims:
        against = contradicted[claim.id]
        figures[claim.id] = _figures(
            corpus,
            claim,
            accounts.get(claim.id, []),
            root,
            contradicting=tuple(sorted(against & with_origin)),
            contradicting_unknown=tuple(sorted(against - with_origin)),
            contrary=tuple(sorted(contrary[claim.id] - against)),
            contradictors={traced.article for other in against for traced in supporting[other]},
            withheld=withheld.get(claim.id, []),
            groups=groups,
            outlet=outlet_of,
        )
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
        accounts_by={
            target: tuple(sorted(ids, key=lambda id_: (-len(figures[id_].articles), id_)))
            for target, ids in about.items()
        },
        circles=tuple(sorted(circles(corpus))),
        silent_links=tuple(sorted(tracer.silent)),
        same_texts=same,
    )


def _both_ways(claims: Sequence[Claim], related: Callable[[Claim], Sequence[str]]) -> dict[str, set[str]]:
    """A symmetric relation, whichever side it is written on."""
    found: dict[str, set[str]] = {claim.id: set() for claim in claims}
    for claim in claims:
        for other in related(claim):
            if other in found:
                found[claim.id].add(other)
                found[other].add(claim.id)
    return found


def _published(corpus: Corpus, id_: str) -> tuple[tuple[date, date, str], str]:
    return _article(corpus, id_).published.sort_key, id_


def _article(corpus: Corpus, id_: str) -> Article:
    article = corpus.records[id_]
    assert isinstance(article, Article)
    return article


def _figures(
    corpus: Corpus,
    claim: Claim,
    accounts: list[AccountFigures],
    root: Callable[[str], str | None],
    *,
    contradicting: tuple[str, ...],
    contradicting_unknown: tuple[str, ...],
    contrary: tuple[str, ...],
    contradictors: set[str],
    withheld: list[str],
    groups: Mapping[str, frozenset[str]],
    outlet: Callable[[str], str],
) -> ClaimFigures:
    supporting = [(traced, traced.origins) for traced in accounts if traced.supports]
    articles = tuple(dict.fromkeys([traced.article for traced, _ in supporting]))
    known = {traced.article for traced, of in supporting if of}
    same_text: dict[str, str] = {}
    if groups:
        of_article: dict[str, set[str]] = {}
        for traced, of in supporting:
            of_article.setdefault(traced.article, set()).update(of)
        same_text = counted_instead(of_article, groups, outlet, partial(_published, corpus))
    origins = {origin for traced, of in supporting if traced.article not in same_text for origin in of}
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
        contradicting=contradicting,
        contradicting_unknown=contradicting_unknown,
        contrary=contrary,
        silent=_silent(corpus, claim, {*(traced.article for traced in accounts), *withheld, *contradictors}),
        bases=_bases(
            [
                (t.basis, [origin for origin in of if origin in origins])
                for t, of in supporting
                if origins.intersection(of) or t.article not in known
            ]
        ),
        same_text=same_text,
        withheld=len(withheld),
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
    """Articles read in full that list the claim's event, are not too early, and are not among those `heard`."""
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
