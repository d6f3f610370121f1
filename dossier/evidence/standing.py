"""Differences in the figures of claims: origins, support, dissent; and changed accounts that leave the figures as they
were.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from dossier.evidence.accounts import apart, changed_accounts, declared, effective, fallen
from dossier.model.dates import Window
from dossier.model.differences import WHOLE, Cause, Difference, Snapshot
from dossier.model.figures import ClaimFigures
from dossier.model.parts import BASES, Account
from dossier.model.records import Article

_SUPPORT = ("origins-fell", "origins-rose", "origins-exchanged", "support-fell", "support-rose")
"""Kinds that already state a change of the articles of unknown origin, which then has no kind of its own."""


def in_figures(
    before: Snapshot, after: Snapshot, comparable: set[str], both: set[str]
) -> Iterator[Difference]:
    """Differences in figures of the claims `comparable`, and in accounts of the records of `both` that no figure shows."""
    articles = [
        (was, now)
        for id_, now in after.corpus.records.items()
        if id_ in both and isinstance(now, Article) and isinstance(was := before.corpus.records[id_], Article)
    ]
    causes: dict[str, list[Cause]] = {}
    pairs = []
    for was, now in articles:
        for old, new in changed_accounts(before.corpus, was, after.corpus, now):
            claim = (new or old).claim  # type: ignore[union-attr]
            ends = (
                effective(before.corpus, was, old) if old else [],
                effective(after.corpus, now, new) if new else [],
            )
            pairs.append((now.id, claim, old, new, ends))
            causes.setdefault(claim, []).append(Cause(now.id, _account(old, ends[0]), _account(new, ends[1])))
    used: set[tuple[str, str]] = set()
    for id_ in sorted(before.figures.claims.keys() & after.figures.claims.keys() & comparable):
        told = list(_of_claim(before.figures.claims[id_], after.figures.claims[id_], causes.get(id_, ())))
        used |= {(cause.article, id_) for d in told for cause in d.because}
        yield from told
    for article, claim, old_account, new_account, ends in pairs:
        if old_account and new_account and old_account.publish != new_account.publish:
            kind = "account-withheld" if new_account.publish else "account-disclosed"
            yield Difference(kind=kind, record="article", id=article, subject=claim)
        elif (article, claim) not in used and claim in both:
            yield from _of_account(article, claim, old_account, new_account, ends)
    changed = {article for article, _, old_account, new_account, _ in pairs if old_account and new_account}
    for was, now in articles:
        # What no account has to do with is a change all the same.
        inherited = (declared(was), declared(now))
        if sorted(inherited[0]) != sorted(inherited[1]) and now.id not in changed:
            yield Difference(
                kind="sourcing-changed",
                record="article",
                id=now.id,
                before="; ".join(inherited[0]),
                after="; ".join(inherited[1]),
            )


def _of_claim(old: ClaimFigures, new: ClaimFigures, causes: Sequence[Cause]) -> Iterator[Difference]:
    def change(kind: str, was: Sequence[str], now: Sequence[str]) -> Difference:
        lost, won = apart(was, now)
        sides = ((was, lost), (now, won))
        beside = ("", "")
        if kind in _SUPPORT and len(old.unknown) != len(new.unknown):
            beside = (f" ({len(old.unknown)} of unknown origin)", f" ({len(new.unknown)} of unknown origin)")
        before, after = (
            f"{len(ids)}{unknown}, with {', '.join(own)}" if own else f"{len(ids)}{unknown}"
            for (ids, own), unknown in zip(sides, beside, strict=True)
        )
        articles = {*old.articles, *new.articles, *old.dissent, *new.dissent}
        because = _of_whole_articles(old, new, articles - {cause.article for cause in causes})
        return Difference(
            kind=kind, record="claim", id=new.claim, before=before, after=after, because=(*causes, *because)
        )

    if set(old.origins) != set(new.origins):
        same = len(old.origins) == len(new.origins)
        kind = "origins-exchanged" if same else fallen("origins-fell", len(old.origins), len(new.origins))
        yield change(kind, old.origins, new.origins)
    elif len(old.articles) != len(new.articles):
        yield change(fallen("support-fell", len(old.articles), len(new.articles)), old.articles, new.articles)
    elif len(old.unknown) != len(new.unknown):
        yield change(fallen("unknown-fell", len(old.unknown), len(new.unknown)), old.unknown, new.unknown)
    if len(old.dissent) != len(new.dissent):
        yield change(fallen("dissent-fell", len(old.dissent), len(new.dissent)), old.dissent, new.dissent)
    against = (old.contradictions, new.contradictions)
    if len(against[0]) != len(against[1]):
        yield change(fallen("contradiction-fell", len(against[0]), len(against[1])), *against)


def _of_whole_articles(old: ClaimFigures, new: ClaimFigures, ids: set[str]) -> Iterator[Cause]:
    """Articles that were added or removed."""
    was, now = ({account.article for account in figures.accounts} for figures in (old, new))
    for id_ in sorted(ids & (was ^ now)):
        yield Cause(id_, WHOLE if id_ in was else "", WHOLE if id_ in now else "")


def _account(account: Account | None, ends: Sequence[str]) -> str:
    """An account in a few words."""
    if account is None:
        return ""
    by = f" by {account.by}" if account.by else ""
    value = f" ({account.value})" if account.value else ""
    when = f", {account.when.wording}" if account.when else ""
    rests_on = "; ".join(ends) or "nothing declared"
    return f"{account.stance}{by}{value}, {account.basis}{when}, rests on {rests_on}"


def _of_account(
    article: str,
    claim: str,
    old: Account | None,
    new: Account | None,
    ends: tuple[Sequence[str], Sequence[str]],
) -> Iterator[Difference]:
    def change(kind: str, before: str, after: str) -> Difference:
        return Difference(kind=kind, record="article", id=article, subject=claim, before=before, after=after)

    if old is None or new is None:
        said = [f"{a.stance}, {a.basis}" if a else "" for a in (old, new)]
        yield change("account-added" if new else "account-removed", *said)
        return
    if old.basis != new.basis:
        kind = fallen("basis-weakened", -BASES.index(old.basis), -BASES.index(new.basis))
        yield change(kind, old.basis, new.basis)
    kept: Callable[[Account], tuple[Any, ...]] = attrgetter("stance", "by", "value", "when")
    was, now = kept(old), kept(new)
    if was != now:
        yield change(
            "account-changed", *("; ".join(_word(part) for part in parts if part) for parts in (was, now))
        )
    if sorted(ends[0]) != sorted(ends[1]):
        yield change("sourcing-changed", "; ".join(ends[0]), "; ".join(ends[1]))


def _word(value: Any) -> str:
    return value.text if isinstance(value, Window) else str(value)
