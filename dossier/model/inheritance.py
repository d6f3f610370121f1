"""What an account rests on: its own chains, or those it inherits from its article. Nothing else is inherited.

The rule is decision 1 of `docs/decisions`: a number never rises because somebody wrote nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dossier.model.parts import Account, Chain
from dossier.model.records import Article, Claim, Record


def chains_of(records: Mapping[str, Record], article: Article, account: Account) -> tuple[Chain, ...]:
    """The chains of an account; empty where nothing is declared for it.

    The first of these that there is: its own `rests_on`; the article's `carries`; the article's `rests_on`, provided that
    the claim's event is among the article's `subject`.
    """
    if account.rests_on:
        return account.rests_on
    if article.carries is not None:
        return (article.carries,)
    claim = records.get(account.claim)
    if isinstance(claim, Claim) and claim.event in article.subject:
        return article.rests_on
    return ()


def all_chains(article: Article) -> Iterator[Chain]:
    """Every chain that an article names, for its whole or for an account."""
    if article.carries is not None:
        yield article.carries
    yield from article.rests_on
    for account in article.claims:
        yield from account.rests_on
