"""How claims stand in two states: origins, support, dissent; and the accounts that changed without changing these."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from operator import attrgetter
from typing import Any

from dossier.evidence.accounts import apart, chains, changed_accounts, fallen
from dossier.model.dates import Window
from dossier.model.differences import WHOLE, Cause, Difference, Snapshot
from dossier.model.figures import ClaimFigures
from dossier.model.parts import BASES, Account
from dossier.model.records import Article


def in_figures(before: Snapshot, after: Snapshot, both: set[str]) -> Iterator[Difference]:
    """Claims whose figures changed, and accounts of which no figure tells."""
    articles = [
        (was, now)
        for id_, now in after.corpus.records.items()
        if id_ in both and isinstance(now, Article) and isinstance(was := before.corpus.records[id_], Article)
    ]
    causes: dict[str, list[Cause]] = {}
    pairs = []
    for was, now in articles:
        base = (chains(was.rests_on), chains(now.rests_on))
        for old, new in changed_accounts(was, now):
            claim = (new or old).claim  # type: ignore[union-attr]
            pairs.append((now.id, claim, old, new))
            causes.setdefault(claim, []).append(Cause(now.id, _account(old, base[0]), _account(new, base[1])))
    used: set[tuple[str, str]] = set()
    for id_ in sorted(before.figures.claims.keys() & after.figures.claims.keys() & both):
        told = list(_of_claim(before.figures.claims[id_], after.figures.claims[id_], causes.get(id_, ())))
        used |= {(cause.article, id_) for d in told for cause in d.because}
        yield from told
    for article, claim, old_account, new_account in pairs:
        if (article, claim) not in used and claim in both:
            yield from _of_account(article, claim, old_account, new_account)
    for was, now in articles:
        ends = (chains(was.rests_on), chains(now.rests_on))
        inheriting = [claim for id_, claim, *both_ in pairs if id_ == now.id and all(map(_inherits, both_))]
        if sorted(ends[0]) != sorted(ends[1]) and not any((now.id, claim) in used for claim in inheriting):
            before_, after_ = map("; ".join, ends)
            yield Difference(
                kind="sourcing-changed", record="article", id=now.id, before=before_, after=after_
            )


def _inherits(account: Account | None) -> bool:
    """True where it stands on what the whole article stands on."""
    return account is not None and not account.rests_on


def _of_claim(old: ClaimFigures, new: ClaimFigures, causes: Sequence[Cause]) -> Iterator[Difference]:
    def told(kind: str, was: Sequence[str], now: Sequence[str]) -> Difference:
        lost, won = apart(was, now)
        sides = ((was, lost), (now, won))
        before, after = (f"{len(ids)}, with {', '.join(own)}" if own else f"{len(ids)}" for ids, own in sides)
        articles = {*old.articles, *new.articles, *old.dissent, *new.dissent}
        because = _of_whole_articles(old, new, articles - {cause.article for cause in causes})
        return Difference(
            kind=kind, record="claim", id=new.claim, before=before, after=after, because=(*causes, *because)
        )

    if set(old.origins) != set(new.origins):
        same = len(old.origins) == len(new.origins)
        kind = "origins-exchanged" if same else fallen("origins-fell", len(old.origins), len(new.origins))
        yield told(kind, old.origins, new.origins)
    elif len(old.articles) != len(new.articles):
        yield told(fallen("support-fell", len(old.articles), len(new.articles)), old.articles, new.articles)
    elif len(old.unknown) != len(new.unknown):
        yield told(fallen("unknown-fell", len(old.unknown), len(new.unknown)), old.unknown, new.unknown)
    if len(old.dissent) != len(new.dissent):
        yield told(fallen("dissent-fell", len(old.dissent), len(new.dissent)), old.dissent, new.dissent)


def _of_whole_articles(old: ClaimFigures, new: ClaimFigures, ids: set[str]) -> Iterator[Cause]:
    """Articles that came or went."""
    was, now = ({account.article for account in figures.accounts} for figures in (old, new))
    for id_ in sorted(ids & (was ^ now)):
        yield Cause(id_, WHOLE if id_ in was else "", WHOLE if id_ in now else "")


def _account(account: Account | None, of_article: Sequence[str]) -> str:
    """An account in a few words."""
    if account is None:
        return ""
    by = f" by {account.by}" if account.by else ""
    value = f" ({account.value})" if account.value else ""
    when = f", {account.when.wording}" if account.when else ""
    rests_on = "; ".join(chains(account.rests_on) or of_article) or "nothing declared"
    return f"{account.stance}{by}{value}, {account.basis}{when}, rests on {rests_on}"


def _of_account(article: str, claim: str, old: Account | None, new: Account | None) -> Iterator[Difference]:
    def told(kind: str, before: str, after: str) -> Difference:
        return Difference(kind=kind, record="article", id=article, subject=claim, before=before, after=after)

    if old is None or new is None:
        said = [f"{a.stance}, {a.basis}" if a else "" for a in (old, new)]
        yield told("account-added" if new else "account-removed", *said)
        return
    if old.basis != new.basis:
        kind = fallen("basis-weakened", -BASES.index(old.basis), -BASES.index(new.basis))
        yield told(kind, old.basis, new.basis)
    kept: Callable[[Account], tuple[Any, ...]] = attrgetter("stance", "by", "value", "when")
    was, now = kept(old), kept(new)
    if was != now:
        yield told(
            "account-changed", *("; ".join(_word(part) for part in parts if part) for parts in (was, now))
        )
    ends = (chains(old.rests_on), chains(new.rests_on))
    if sorted(ends[0]) != sorted(ends[1]):
        yield told("sourcing-changed", "; ".join(ends[0]), "; ".join(ends[1]))


def _word(value: Any) -> str:
    return value.text if isinstance(value, Window) else str(value)
