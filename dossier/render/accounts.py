"""Accounts as rows of a table: who says what about a claim, in which words, and how they know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from dossier.derive.accounts import in_order
from dossier.model.checks import is_id
from dossier.model.figures import AccountFigures
from dossier.model.parts import Account, Quote
from dossier.model.phrases import BASIS
from dossier.model.records import Article
from dossier.render.html import Links, quoted


@dataclass(frozen=True, slots=True)
class Row:
    """The values of an account that a page shows."""

    article: Article
    account: Account
    traced: AccountFigures
    by: Markup

    @property
    def knows(self) -> str:
        """How it knows, in words."""
        return BASIS[self.account.basis]


def rows(links: Links, traced: Sequence[AccountFigures]) -> list[Row]:
    """The rows of a claim's accounts, in order of display."""
    return [row(links, traced[number]) for number in in_order(links.corpus, traced)]


def row(links: Links, traced: AccountFigures) -> Row:
    """An account as a row."""
    article = links.corpus.records[traced.article]
    assert isinstance(article, Article)
    account = article.claims[traced.number]
    return Row(article, account, traced, _by(links, account.by))


def _by(links: Links, by: str | None) -> Markup:
    if not by:
        return Markup()
    return links.record(by) if is_id(by) and by in links.corpus.records else quoted(by)


def wordings(row: Row) -> list[tuple[Quote, str]]:
    """The published quotations of a row, each with its language."""
    return [(q, q.lang or row.article.language) for q in row.account.quotes if not q.publish]
