"""Random small dossiers, for hypothesis.

Claims `c`, `d` and `f` on one event; articles with accounts of them that rest on their own reporting, on one another, on
two bodies, on what is unknown, or on nothing that is declared.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

from dossier.evidence import assess
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures, SameText
from dossier.model.parts import BASES, Account, Basis, Stance
from dossier.model.records import Article, Claim, Event, Finding, FreePage, Record
from support.corpora import DAY, account, actor, article, corpus

CLAIMS = ("c", "d", "f")
IDS = ("k", "l", "m", "n", "o")
"""Articles, in the order in which they may rest on one another, and on later ones too."""
STANCES: tuple[Stance, ...] = ("asserts", "reports", "denies", "differs")


@dataclass(frozen=True)
class Drawn:
    """A random dossier."""

    records: tuple[Record, ...]
    same: tuple[SameText, ...] = ()

    @property
    def corpus(self) -> Corpus:
        return corpus(*self.records)

    @property
    def figures(self) -> Figures:
        return assess(self.corpus, self.same)

    def articles(self) -> list[Article]:
        return [record for record in self.records if isinstance(record, Article)]


def chains(ids: Sequence[str]) -> st.SearchStrategy[list[str]]:
    ends = ["own", "unknown", "x", "y", "x > unknown", "outlet-k", *ids]
    return st.lists(st.sampled_from(ends), max_size=2, unique=True)


@st.composite
def accounts(draw: st.DrawFn, ids: Sequence[str] = ()) -> Account:
    basis: Basis = draw(st.sampled_from(BASES))
    stance: Stance = draw(st.sampled_from(STANCES))
    claim = draw(st.sampled_from(CLAIMS))
    return account(*draw(chains(ids)), claim=claim, stance=stance, basis=basis)


@st.composite
def articles(draw: st.DrawFn, id_: str, ids: Sequence[str]) -> Article:
    return article(
        id_,
        *draw(st.lists(accounts(ids), max_size=4)),
        rests_on=draw(chains(ids)),
        carries=draw(st.sampled_from(["", "", "x", "outlet-k", "k"])),
        subject=draw(st.sampled_from([(), ("e",)])),
        published=f"2022-12-{draw(st.integers(28, 31))}",
        read=draw(st.sampled_from(["full", "opening"])),
        events=draw(st.sampled_from([(), ("e",)])),
    )


@st.composite
def dossiers(draw: st.DrawFn) -> Drawn:
    ids = IDS[: draw(st.integers(1, 5))]
    drawn = tuple(draw(articles(id_, ids)) for id_ in ids)
    claims = [
        Claim(
            id=id_,
            path=f"content/claims/{id_}.md",
            title=f"Claim {id_}",
            about=("e",),
            event="e",
            contradicts=tuple(draw(st.sets(st.sampled_from([o for o in CLAIMS if o != id_]), max_size=1))),
            contrary_to=tuple(draw(st.sets(st.sampled_from([o for o in CLAIMS if o != id_]), max_size=1))),
        )
        for id_ in CLAIMS
    ]
    pairs = [(one, other) for one in ids for other in ids if one < other]
    same = draw(st.lists(st.sampled_from(pairs), max_size=3, unique=True)) if pairs else []
    others = (
        Event(id="e", path="content/events/e.md", title="The event", when=DAY),
        Finding(id="g", path="content/findings/g.md", title="A finding", confidence="low", rests_on=CLAIMS),
        FreePage(id="index", path="content/index.md", title="Home"),
    )
    found = (actor("x"), actor("y"), *others, *claims, *drawn)
    return Drawn(found, tuple(SameText(one, other, 0.9) for one, other in same))
