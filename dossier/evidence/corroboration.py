"""A claim's figures: articles, independent origins, unknown, controllers, dissent, silence, bases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from dossier.evidence.changes import accounts_by_claim, contradicted, contrary, taken_over
from dossier.evidence.control import controller
from dossier.evidence.coverage import coverage
from dossier.evidence.origins import Tracer, circles
from dossier.evidence.same_text import counted_instead, groups_of
from dossier.model.corpus import Corpus
from dossier.model.figures import AccountFigures, ClaimFigures, Coverage, Figures, SameText
from dossier.model.parts import BASES, Basis
from dossier.model.records import Article, Claim, Event
from dossier.tracking import Deferred, OnDemand, Recorder, Tracked, memoised


def assess(corpus: Corpus, same_texts: Iterable[SameText] = ()) -> Figures:
    """The figures of every claim.

    `same_texts` are pairs of articles with one text of which neither says whose it is; pairs with an article that is not
    in the corpus are ignored.
    """
    counting = _Counting(corpus, same_texts)
    figures = counting.on_demand()
    counting.follow_all()
    return Figures(
        claims=dict(figures.claims),
        coverage=dict(figures.coverage),
        accounts_by=dict(figures.accounts_by),
        circles=tuple(sorted(circles(corpus))),
        silent_links=tuple(sorted(counting.tracer.silent)),
        same_texts=figures.same_texts,
    )


def assess_on_demand(
    corpus: Corpus, same_texts: Iterable[SameText] = (), before: tuple[Corpus, Figures] | None = None
) -> Figures:
    """As `assess`; but what is of one record is counted when it is first read, and what only rules look at, circles and
    silent links, is left out.

    `before` is an earlier state, counted on demand: figures that depend on nothing that has changed are taken over.
    """
    changed = taken_over(before[0], corpus) if before else None
    figures = _Counting(corpus, same_texts, Recorder()).on_demand()
    if before and changed and before[1].same_texts == figures.same_texts:
        now, then = figures.claims, before[1].claims
        assert isinstance(now, OnDemand)
        assert isinstance(then, OnDemand)
        now.take_over(then, changed)
    return figures


def _claims_about(claims: Sequence[Claim]) -> dict[str, list[str]]:
    """For each record, the claims that are about it, or say that it spoke."""
    about: dict[str, list[str]] = {}
    for claim in claims:
        for target in dict.fromkeys([*claim.about, *([claim.event] if claim.event else [])]):
            about.setdefault(target, []).append(claim.id)
        if claim.speaker and claim.id not in about.setdefault(claim.speaker, []):
            about[claim.speaker].append(claim.id)
    return about


class _Counting:
    """Counts what is asked for, in whatever order: what is counted of a claim follows no account of another claim."""

    def __init__(
        self, corpus: Corpus, same_texts: Iterable[SameText], recorder: Recorder | None = None
    ) -> None:
        """`recorder` records the records, and the rows of accounts and of articles, that are read for a claim's figures."""
        given, withheld = corpus.derived(accounts_by_claim, Article)
        self._claims = {claim.id: claim for claim in corpus.of(Claim)}
        self._contradicted = corpus.derived(contradicted, Claim)
        self._contrary = corpus.derived(contrary, Claim)
        self._about = corpus.derived(_claims_about, Claim)
        self._events = corpus.events
        self._same = tuple(pair for pair in same_texts if {pair.one, pair.other} <= corpus.records.keys())
        self._groups = groups_of(self._same)
        if recorder is not None:
            # A claim's row is what is written of it elsewhere: its accounts, and the claims that it contradicts.
            corpus = replace(
                corpus,
                records=Tracked(corpus.records, recorder, "records"),
                articles_by=Tracked(corpus.articles_by, recorder, "index_rows"),
            )
            given = Tracked(given, recorder, "index_rows")
        self._corpus, self._given, self._withheld = corpus, given, withheld
        self.tracer = Tracer(corpus, given)
        self._root = memoised(partial(controller, corpus), corpus.records)
        self._outlet_root = memoised(
            lambda outlet: self._root(self.tracer.normalised(outlet)), corpus.records
        )
        self._accounts = memoised(self._traced, corpus.records)
        self._figures = OnDemand(self._claims, self._counted, recorder)

    def on_demand(self) -> Figures:
        """The figures, each counted when it is first read."""
        about = self._about

        def carried() -> OnDemand[Coverage]:
            ids = [id_ for id_ in self._claims if self._given.get(id_)]
            ids += [event.id for event in self._events if self._corpus.articles_by.get(event.id)]
            return OnDemand(ids, self._coverage)

        def weight(id_: str) -> tuple[int, str]:
            return -len(self._figures[id_].articles), id_

        return Figures(
            claims=self._figures,
            coverage=Deferred(carried),
            accounts_by=OnDemand(about, lambda target: tuple(sorted(about[target], key=weight))),
            same_texts=self._same,
        )

    def follow_all(self) -> None:
        """Follow every account, those of a claim that cannot be read as well."""
        for claim in self._given:
            self._accounts(claim)

    def _traced(self, claim: str) -> list[AccountFigures]:
        """The accounts of a claim, followed to their origins, in the order of articles."""
        return [
            AccountFigures(
                article.id,
                number,
                article.claims[number].stance,
                article.claims[number].basis,
                self.tracer.trails(article, number),
            )
            for article, number in self._given.get(claim, ())
        ]

    def _supporting(self, claim: str) -> list[AccountFigures]:
        return [traced for traced in self._accounts(claim) if traced.supports]

    def _counted(self, id_: str) -> ClaimFigures:
        against = self._contradicted.get(id_, set())
        with_origin = {other for other in against if any(t.origins for t in self._supporting(other))}
        return _figures(
            self._corpus,
            self._claims[id_],
            self._accounts(id_),
            self._root,
            contradicting=tuple(sorted(with_origin)),
            contradicting_unknown=tuple(sorted(against - with_origin)),
            contrary=tuple(sorted(self._contrary.get(id_, set()) - against)),
            contradictors={traced.article for other in against for traced in self._supporting(other)},
            withheld=self._withheld.get(id_, []),
            groups=self._groups,
            outlet=lambda article: self.tracer.normalised(_article(self._corpus, article).publisher),
        )

    def _coverage(self, id_: str) -> Coverage:
        """Of the articles with an account of a claim, or on an event."""
        corpus = self._corpus
        if id_ in self._claims:
            articles = dict.fromkeys(article.id for article, _ in self._given[id_])
        else:
            articles = dict.fromkeys(corpus.articles_by[id_])
        return coverage(corpus, tuple(articles), self._outlet_root)


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
        # Whoever reads which articles have no account could tell by elimination whose account is withheld.
        silent=() if withheld else _silent(corpus, claim, {*(t.article for t in accounts), *contradictors}),
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
