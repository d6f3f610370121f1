"""The words of differences that are not repeated: those of what is withheld in either state, or now
(docs/decisions/0004).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier.model.corpus import Corpus
from dossier.model.differences import Cause, Difference
from dossier.model.records import Article
from dossier.model.withholding import withholds

_OF_FIGURES = ("origins-", "support-", "unknown-", "dissent-")
"""Kinds that follow from accounts; if a withheld account was removed from such a difference, its words are dropped."""
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Silence:
    """What some states of a dossier withhold, as far as differences can refer to it."""

    unpublished: frozenset[str] = frozenset()
    """Ids of records of which nothing is published."""
    unnamed: frozenset[str] = frozenset()
    """Ids of records whose full name is not published."""
    accounts: frozenset[tuple[str, str]] = frozenset()
    """(article, claim) of withheld accounts."""
    quotations: frozenset[tuple[str, str]] = frozenset()
    """(article, claim) of accounts with a withheld quotation."""

    def __bool__(self) -> bool:
        return bool(self.unpublished or self.unnamed or self.accounts or self.quotations)

    def about(self, d: Difference) -> bool:
        """True of a difference in a record of which nothing is published, or in what leads to it."""
        return d.id in self.unpublished or d.subject in self.unpublished

    def hides(self, d: Difference) -> bool:
        """True for a difference that a reader must not see even without its words: it would reveal whose account it is,
        or its stance.
        """
        articles = {article for article, claim in self.accounts if d.record == "claim" and claim == d.id}
        return (
            self.about(d)
            or (d.id, d.subject) in self.accounts
            or (bool(articles) and d.kind.startswith(_OF_FIGURES) and not any(_texts(d)))
            or any(not articles.isdisjoint(_ID.findall(text)) for text in (_texts(d) if articles else ()))
        )

    def of(self, d: Difference) -> Difference:
        """The difference without the words that must not be repeated."""
        if d.record == "claim" and (of_claim := {a for a, claim in self.accounts if claim == d.id}):
            d = _without_accounts(d, of_claim)
        if not self._is_silent(d):
            return d
        title = "" if d.id in self.unpublished else d.title
        subject = "" if self._names_one(d.subject) and d.subject not in self.unpublished else d.subject
        return replace(d, title=title, subject=subject, before="", after="", because=())

    def _is_silent(self, d: Difference) -> bool:
        pair = d.id, d.subject
        return (
            self.about(d)
            or d.id in self.unnamed
            or d.subject in self.unnamed
            or pair in self.accounts
            or (pair in self.quotations and d.kind.startswith("quote-"))
            or any(map(self._names_one, (d.subject, *_texts(d))))
        )

    def _names_one(self, text: str) -> bool:
        return not self.unpublished.isdisjoint(_ID.findall(text))


def _texts(d: Difference) -> Iterator[str]:
    yield from (d.before, d.after)
    for cause in d.because:
        yield from (cause.article, cause.before, cause.after)


def _without_accounts(d: Difference, articles: set[str]) -> Difference:
    """A difference of a claim's figures without the articles whose account of it is withheld."""

    def named(cause: Cause) -> bool:
        return not articles.isdisjoint(_ID.findall(f"{cause.article} {cause.before} {cause.after}"))

    if not articles.isdisjoint(_ID.findall(f"{d.before} {d.after}")):
        d = replace(d, before="", after="")
    return replace(d, because=tuple(cause for cause in d.because if not named(cause)))


def silence(*states: Corpus) -> Silence:
    """What is withheld in any of these states."""
    accounts: set[tuple[str, str]] = set()
    quotations: set[tuple[str, str]] = set()
    for article in (article for state in states for article in state.of(Article)):
        for account in article.claims:
            if account.publish:
                accounts.add((article.id, account.claim))
            elif any(quote.publish for quote in account.quotes):
                quotations.add((article.id, account.claim))
    return Silence(
        frozenset().union(*(state.unpublished for state in states)),
        frozenset(id_ for state in states for id_, record in state.records.items() if withholds(record)),
        frozenset(accounts),
        frozenset(quotations),
    )
