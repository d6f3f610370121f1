"""Numbers of a dossier that mkdocs.yml can set a least or a most for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from dossier.lint.orphan_record import orphans
from dossier.lint.subject import Subject
from dossier.model.quotations import wanted
from dossier.model.records import Actor, Article, Claim, Event, Finding, Place


def _cited_actors(subject: Subject) -> int:
    """Actors that an article names, or whose words an account reports."""
    corpus = subject.corpus
    cited = {id_ for article in corpus.articles for id_ in article.actors}
    cited.update(account.by for article in corpus.articles for account in article.claims if account.by)
    return len(cited & {actor.id for actor in corpus.actors})


def _claims(holds: Callable[[int, int], bool]) -> Callable[[Subject], int]:
    """The number of claims whose numbers of articles and of independent origins fulfil a condition."""
    return lambda subject: sum(
        holds(len(f.articles), len(f.origins)) for f in subject.figures.claims.values()
    )


def _unverified(subject: Subject) -> int:
    """Quotations, names and labels that the lock does not have."""
    verified = subject.lock.entries if subject.lock else {}
    return sum(
        (article.id, want.kind, want.text) not in verified
        for article in subject.corpus.articles
        for want in wanted(article)
    )


MEASURES: Mapping[str, Callable[[Subject], int]] = {
    "articles": lambda subject: len(subject.corpus.articles),
    "actors": lambda subject: subject.corpus.count(Actor),
    "cited_actors": _cited_actors,
    "places": lambda subject: subject.corpus.count(Place),
    "events": lambda subject: subject.corpus.count(Event),
    "findings": lambda subject: subject.corpus.count(Finding),
    "claims": lambda subject: subject.corpus.count(Claim),
    "claims_with_two_origins": _claims(lambda articles, origins: origins >= 2),
    "claims_of_unknown_origin": _claims(lambda articles, origins: articles > 0 and not origins),
    "orphans": lambda subject: len(orphans(subject.corpus)),
    "unarchived": lambda subject: sum(not article.archived for article in subject.corpus.of(Article)),
    "read_in_part": lambda subject: sum(article.read != "full" for article in subject.corpus.of(Article)),
    "unverified": _unverified,
}
"""What can be counted, by the name that mkdocs.yml has for it."""
