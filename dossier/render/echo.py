"""The echo of a claim: its headlines as they came out, under the origins they lead to, with the two numbers beside them.

A page of its own, without script, that another page may frame: a radio button for each day shows what was there by then.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dossier.model.corpus import Corpus
from dossier.model.dates import wording_of_day
from dossier.model.figures import ClaimFigures
from dossier.model.records import Article

STYLE = "assets/dossier/echo.css"
LEAST = 2
"""Articles from which on a claim has an echo."""
FRAMES = 12
"""Days to choose from, at most; more are joined to stretches. `echo.css` has a rule for each."""
COLUMNS, SLIPS = 8, 10
"""Origins that are drawn, and headlines below each."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A headline, and the frame from which on it is there."""

    article: str
    frame: int


@dataclass(frozen=True, slots=True)
class Frame:
    """What was there by a day."""

    number: int
    day: str
    """The day, in words."""
    articles: int
    origins: int


@dataclass(frozen=True, slots=True)
class Column:
    """An origin, and the headlines that lead to it."""

    origin: str
    slips: Sequence[Slip]
    more: int


@dataclass(frozen=True, slots=True)
class Echo:
    """The echo of one claim."""

    frames: Sequence[Frame]
    columns: Sequence[Column]
    columns_left_out: int
    unknown: Sequence[Slip]
    unknown_left_out: int
    against: Sequence[Slip]
    against_left_out: int
    articles: Sequence[str]
    """All supporting articles as they came out."""

    @property
    def against_articles(self) -> list[str]:
        """The articles that speak against the claim, as far as they are drawn."""
        return [slip.article for slip in self.against]


def echo_of(corpus: Corpus, figures: ClaimFigures, against: Iterable[str]) -> Echo | None:
    """The echo of a claim; None where fewer than `LEAST` articles support it. `against` are the articles that do not."""
    if len(figures.articles) < LEAST:
        return None
    others = [id_ for id_ in dict.fromkeys(against) if id_ not in figures.articles]
    landed = {id_: _landing(corpus, id_) for id_ in (*figures.articles, *others)}
    frames = _frames(sorted({landed[id_] for id_ in figures.articles}))
    last = len(frames)

    def slips(ids: Iterable[str]) -> list[Slip]:
        found = [
            Slip(id_, next((n for n, day in enumerate(frames, 1) if landed[id_] <= day), last)) for id_ in ids
        ]
        return sorted(found, key=lambda slip: (landed[slip.article], slip.article))

    under: dict[str, dict[str, None]] = {origin: {} for origin in figures.origins}
    for account in figures.accounts:
        if account.supports and account.article not in figures.same_text:
            for origin in account.origins:
                under[origin][account.article] = None
    led = {article for articles in under.values() for article in articles}
    columns = [(origin, slips(articles)) for origin, articles in under.items()]
    columns.sort(key=lambda column: (-len(column[1]), column[0]))
    unknown = slips(id_ for id_ in figures.articles if id_ not in led)
    contrary = slips(others)
    return Echo(
        frames=_counted(frames, slips(figures.articles), columns),
        columns=[Column(id_, found[:SLIPS], max(0, len(found) - SLIPS)) for id_, found in columns[:COLUMNS]],
        columns_left_out=max(0, len(columns) - COLUMNS),
        unknown=unknown[:SLIPS],
        unknown_left_out=max(0, len(unknown) - SLIPS),
        against=contrary[:SLIPS],
        against_left_out=max(0, len(contrary) - SLIPS),
        articles=[slip.article for slip in slips(figures.articles)],
    )


def speaking_against(claims: Mapping[str, ClaimFigures], figures: ClaimFigures) -> list[str]:
    """The articles that deny a claim or give another value, and those that support what contradicts it."""
    contrary = (account for id_ in figures.contradictions for account in claims[id_].accounts)
    return [
        *(account.article for account in figures.accounts if not account.supports),
        *(account.article for account in contrary if account.supports),
    ]


def _landing(corpus: Corpus, id_: str) -> date:
    """The first day on which an article can have been published; of one without a first day, the last."""
    article = corpus.records[id_]
    assert isinstance(article, Article)
    when = article.published
    return when.earliest or when.latest or date.max


def _frames(days: Sequence[date]) -> list[date]:
    """The last days of at most `FRAMES` stretches, each with as many of these days."""
    if len(days) <= FRAMES:
        return list(days)
    return [days[(n + 1) * len(days) // FRAMES - 1] for n in range(FRAMES)]


def _counted(
    frames: Sequence[date], slips: Sequence[Slip], columns: Sequence[tuple[str, Sequence[Slip]]]
) -> list[Frame]:
    begins = [min(slip.frame for slip in found) for _, found in columns]
    return [
        Frame(
            number,
            "no day known" if day == date.max else wording_of_day(day),
            sum(slip.frame <= number for slip in slips),
            sum(begin <= number for begin in begins),
        )
        for number, day in enumerate(frames, 1)
    ]
