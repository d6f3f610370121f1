"""Corpora in a few lines: articles with chains, and what else they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dossier.evidence import assess
from dossier.link import corpus_of
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures, Figures
from dossier.model.parts import Account, Basis, Chain, Control, Stance
from dossier.model.records import Actor, Article, Claim, Event, Publisher, Record

DAY = Window.parse("2022-12-28")


def chains(*written: str) -> tuple[Chain, ...]:
    """`reuters > ria` as in front matter."""
    return tuple(Chain(chain=tuple(part.strip() for part in text.split(">"))) for text in written)


def account(
    *rests_on: str,
    claim: str = "c",
    stance: Stance = "asserts",
    basis: Basis = "on-record",
    value: str | None = None,
) -> Account:
    """An account of the claim `c`, unless another is named."""
    return Account(claim=claim, stance=stance, basis=basis, value=value, rests_on=chains(*rests_on), by="x y")


def article(
    id_: str,
    *accounts: Account,
    publisher: str = "",
    rests_on: Sequence[str] = (),
    carries: str = "",
    subject: Sequence[str] = ("e",),
    published: str = "2022-12-29",
    read: str = "full",
    events: Sequence[str] = ("e",),
) -> Article:
    """An article of the outlet `outlet-ID`, unless another is named."""
    return Article(
        id=id_,
        path=f"content/articles/{id_}.md",
        title=id_,
        publisher=publisher or f"outlet-{id_}",
        published=Window.parse(published),
        accessed=Window.parse("2026-11-20"),
        language="en",
        read="full" if read == "full" else "opening",
        carries=chains(carries)[0] if carries else None,
        rests_on=chains(*rests_on),
        subject=tuple(subject),
        events=tuple(events),
        claims=accounts,
    )


def corpus(*records: Record) -> Corpus:
    """The corpus of these, of a claim `c` on an event `e`, and of every outlet that an article names."""
    found: dict[str, Record] = {
        "c": Claim(id="c", path="content/claims/c.md", title="C", about=("e",), event="e"),
        "e": Event(id="e", path="content/events/e.md", title="E", when=DAY),
    }
    for record in records:
        if isinstance(record, Article):
            found[record.publisher] = outlet(record.publisher)
    found |= {record.id: record for record in records}
    return corpus_of(dict(sorted(found.items())), {}, {id_: f"{id_}.md" for id_ in found})


def outlet(
    id_: str, *, is_: str | None = None, edition_of: str | None = None, held: str | None = None
) -> Publisher:
    """A publisher."""
    control = Control(actor=held) if held else None
    path = f"content/publishers/{id_}.md"
    return Publisher(id=id_, path=path, title=id_, is_=is_, edition_of=edition_of, controlled_by=control)


def actor(id_: str, *, state: bool = False, held: str | None = None) -> Actor:
    """A state body, or a state."""
    control = Control(actor=held) if held else None
    kind = "state" if state else "government-body"
    return Actor(id=id_, path=f"content/actors/{id_}.md", title=id_, type=kind, controlled_by=control)  # type: ignore[arg-type]


def figures(*records: Record, claim: str = "c") -> ClaimFigures:
    """The figures of one claim."""
    return assess(corpus(*records)).claims[claim]


def all_figures(*records: Record) -> Figures:
    """All figures."""
    return assess(corpus(*records))


def counts(found: ClaimFigures) -> Mapping[str, int]:
    """The three numbers of the sentence."""
    return {"articles": len(found.articles), "origins": len(found.origins), "unknown": len(found.unknown)}
