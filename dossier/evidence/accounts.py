"""Pairs the accounts of an article in two states, and tells whether a number rose or fell."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dossier.model.corpus import Corpus
from dossier.model.differences import KINDS
from dossier.model.inheritance import chains_of
from dossier.model.parts import Account, Chain
from dossier.model.records import Article

Pair = tuple[Account | None, Account | None]


def chains(rests_on: Sequence[Chain]) -> list[str]:
    """The chains of something, one text each."""
    return [" > ".join(chain.chain) for chain in rests_on]


def paired(was: Article, now: Article) -> list[Pair]:
    """Pairs of accounts from both states: first equal ones, then those that differ in quotations only, then the rest in
    order.

    The order in which accounts are written has no meaning.
    """
    if was is now:
        return [(account, account) for account in was.claims]
    old, new, pairs = list(was.claims), list(now.claims), []
    alike: tuple[Callable[[Account, Account], bool], ...] = (
        lambda one, other: one == other,
        lambda one, other: _unquoted(one) == _unquoted(other),
        lambda one, other: one.claim == other.claim,
    )
    for same in alike:
        for account in list(old):
            match = next((other for other in new if same(account, other)), None)
            if match is not None:
                old.remove(account)
                new.remove(match)
                pairs.append((account, match))
    return [*pairs, *((account, None) for account in old), *((None, account) for account in new)]


def changed_accounts(before: Corpus, was: Article, after: Corpus, now: Article) -> list[Pair]:
    """The pairs that differ in more than quotations; inherited chains are part of an account."""
    return [
        (old, new)
        for old, new in paired(was, now)
        if old is None
        or new is None
        or (old is not new and _unquoted(old) != _unquoted(new))
        or sorted(effective(before, was, old)) != sorted(effective(after, now, new))
    ]


def effective(corpus: Corpus, article: Article, account: Account) -> list[str]:
    """The chains of an account, including inherited ones, one text each."""
    return chains(chains_of(corpus.records, article, account))


def declared(article: Article) -> list[str]:
    """What an article declares for its accounts to inherit, one text each: `carries`, `rests_on`, `subject`."""
    carried = [f"carries {text}" for text in chains([article.carries] if article.carries else [])]
    about = [f"on {', '.join(sorted(article.subject))}"] if article.subject else []
    return [*carried, *chains(article.rests_on), *about]


def _unquoted(account: Account) -> Account:
    rests_on = tuple(sorted(account.rests_on, key=lambda chain: chain.chain))
    return replace(account, quotes=(), rests_on=rests_on)


def fallen(weaker: str, before: int, after: int) -> str:
    """The kind `weaker` if a number has fallen, else its mirror."""
    return weaker if after < before else KINDS[weaker].mirror


def apart(old: Iterable[str], new: Iterable[str]) -> tuple[list[str], list[str]]:
    """The entries that only the one has, and those that only the other has."""
    was, now = set(old), set(new)
    return sorted(was - now), sorted(now - was)
