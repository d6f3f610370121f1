"""The derivation of a claim's figures: each supporting article under the origin that it is counted for."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from dossier.model.figures import ClaimFigures, Trail, counted


@dataclass(frozen=True, slots=True)
class Entry:
    """An article, and the trails by which it is listed there."""

    article: str
    trails: tuple[Trail, ...]


@dataclass(frozen=True, slots=True)
class Ledger:
    """The derivation of "12 → 4, and 3 unknown"."""

    origins: tuple[tuple[str, tuple[Entry, ...]], ...]
    """The counted origins, each with the articles that lead to it; an article may stand under several."""
    unknown: tuple[Entry, ...]
    """Supporting articles without a known origin."""
    unknown_beside: tuple[Entry, ...]
    """Articles with a known origin that also have an account or a chain whose origin is unknown."""
    same_text: tuple[tuple[str, str], ...]
    """(article, the article counted instead): the same text, undeclared."""
    repeated: tuple[tuple[str, int], ...]
    """Articles with several supporting accounts, and how many; each is counted once."""
    articles: int
    withheld: int
    """Accounts that the editors withhold, counted nowhere else."""

    @property
    def result(self) -> str:
        """Articles, origins and unknown in one line: "12 → 4, and 3 unknown"."""
        return f"{self.articles} → {len(self.origins)}, and {len(self.unknown)} unknown"


def ledger_of(figures: ClaimFigures) -> Ledger:
    """The derivation of a claim's figures, from the figures alone."""
    supporting = [account for account in figures.accounts if account.supports]
    trails: dict[str, list[Trail]] = {}
    for account in supporting:
        trails.setdefault(account.article, []).extend(account.trails)

    def leading(origin: str) -> tuple[Entry, ...]:
        return tuple(
            Entry(article, tuple(dict.fromkeys(trail for trail in found if trail.origin == origin)))
            for article, found in trails.items()
            if any(trail.origin == origin for trail in found)
        )

    def without(article: str) -> Entry:
        return Entry(article, tuple(dict.fromkeys(t for t in trails[article] if t.origin is None)))

    unknown = set(figures.unknown)
    accounts = Counter(account.article for account in supporting)
    beside = [id_ for id_, found in trails.items() if id_ not in unknown and not all(t.origin for t in found)]
    return Ledger(
        origins=tuple((origin, leading(origin)) for origin in figures.origins),
        unknown=tuple(without(article) for article in figures.unknown),
        unknown_beside=tuple(without(article) for article in beside),
        same_text=tuple(figures.same_text.items()),
        repeated=tuple((article, number) for article, number in accounts.items() if number > 1),
        articles=len(figures.articles),
        withheld=figures.withheld,
    )


def withheld_accounts_line(number: int) -> str:
    """ "1 account is withheld by the editors and is not counted; so which articles have no account is not said"."""
    verb = "is withheld by the editors and is" if number == 1 else "are withheld by the editors and are"
    return f"{counted(number, 'account')} {verb} not counted; so which articles have no account is not said"
