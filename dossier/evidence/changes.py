"""The accounts of claims and what claims contradict; and which of a state's figures the next one can take over."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from dossier.model.corpus import Corpus, changed_ids, newest_first, with_rows
from dossier.model.records import Article, Claim, Record
from dossier.tracking import Dependencies


def accounts_by_claim(
    articles: Sequence[Article],
) -> tuple[Mapping[str, list[tuple[Article, int]]], Mapping[str, list[str]]]:
    """For each claim its published accounts, and the articles of those that are not; the newest articles first."""
    given: dict[str, list[tuple[Article, int]]] = {}
    withheld: dict[str, list[str]] = {}
    for article in newest_first(articles):
        for number, account in enumerate(article.claims):
            if account.publish:
                withheld.setdefault(account.claim, []).append(article.id)
            else:
                given.setdefault(account.claim, []).append((article, number))
    return given, withheld


def contradicted(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """For each claim, those that contradict it."""
    return _both_ways(claims, lambda claim: claim.contradicts)


def contrary(claims: Sequence[Claim]) -> dict[str, set[str]]:
    """For each claim, those that are contrary to it."""
    return _both_ways(claims, lambda claim: claim.contrary_to)


def _both_ways(claims: Sequence[Claim], related: Callable[[Claim], Sequence[str]]) -> dict[str, set[str]]:
    """A symmetric relation, whichever side it is written on."""
    ids = {claim.id for claim in claims}
    found: dict[str, set[str]] = {}
    for claim in claims:
        for other in related(claim):
            if other in ids:
                found.setdefault(claim.id, set()).add(other)
                found.setdefault(other, set()).add(claim.id)
    return found


def taken_over(before: Corpus, after: Corpus) -> Dependencies:
    """Take over the accounts of claims of which no changed article has, or had, one; returns what figures may depend on
    that differs between the two states: records, and rows of accounts and of articles.
    """
    ids = changed_ids(before.records, after.records)
    versions = [record for corpus in (before, after) for id_ in ids if (record := corpus.records.get(id_))]
    claims = {
        account.claim for record in versions if isinstance(record, Article) for account in record.claims
    }
    _take_accounts(before, after, ids, claims)
    followed = {id_ for id_ in ids if not _figures_alike(before.records.get(id_), after.records.get(id_))}
    rows = _differing(before.articles_by, after.articles_by)
    for relation in (contradicted, contrary):
        rows |= _differing(before.derived(relation, Claim), after.derived(relation, Claim))
    for record in versions:
        if record.id in followed and isinstance(record, Article):
            rows.update(account.claim for account in record.claims)
        elif record.id in followed and isinstance(record, Claim):
            rows.add(record.id)
    return Dependencies(frozenset(followed), index_rows=frozenset(rows))


def _take_accounts(before: Corpus, after: Corpus, ids: set[str], claims: set[str]) -> None:
    was = before.computed(accounts_by_claim, Article)
    if was is None or after.computed(accounts_by_claim, Article) is not None:
        return
    given, withheld = was
    members = {article.id for claim in claims for article, _ in given.get(claim, ())} | ids
    members |= {id_ for claim in claims for id_ in withheld.get(claim, ())}
    articles = [record for id_ in members if isinstance(record := after.records.get(id_), Article)]
    new_given, new_withheld = accounts_by_claim(articles)
    rows = with_rows(given, claims, new_given), with_rows(withheld, claims, new_withheld)
    after.set_derived(accounts_by_claim, Article, rows)


def _figures_alike(was: Record | None, now: Record | None) -> bool:
    """Whether two versions of a record differ at most in title and text, which no figure follows."""
    if was is None or now is None or type(was) is not type(now):
        return False
    return replace(now, title=was.title, body=was.body) == was


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> set[str]:
    """The keys whose values differ."""
    keys = before.keys() | after.keys()
    return {key for key in keys if (was := before.get(key)) is not (now := after.get(key)) and was != now}
