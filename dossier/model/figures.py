"""What the evidence amounts to: computed once, shown with the rows it counts, explained on request (DESIGN §4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dossier.model.parts import Basis, Stance


@dataclass(frozen=True, slots=True)
class Trail:
    """Where one account leads by one of its chains."""

    links: tuple[str, ...]
    """Ids, nearest first, from what the article names to the end; `own` and `unknown` stand for themselves."""
    origin: str | None
    """The publisher or actor it ends in, normalised; None where that is unknown."""
    why: str = ""
    """The rule that ends it, in words."""


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """One account of a claim, traced."""

    article: str
    number: int
    """Which of the article's accounts, counted from 0."""
    stance: Stance
    basis: Basis
    trails: tuple[Trail, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """The known origins, each once."""
        return tuple(dict.fromkeys(trail.origin for trail in self.trails if trail.origin))


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigures:
    """The figures of one claim, in this dossier."""

    claim: str
    accounts: tuple[AccountFigures, ...] = ()
    articles: tuple[str, ...] = ()
    """Articles with a supporting account (asserts, reports), each once."""
    origins: tuple[str, ...] = ()
    """The distinct known origins of those."""
    unknown: tuple[str, ...] = ()
    """Supporting articles with no known origin; never counted as an origin."""
    controllers: tuple[str, ...] = ()
    """The distinct recorded roots of `controlled_by` over the origins."""
    uncontrolled: tuple[str, ...] = ()
    """Origins whose controller is not recorded."""
    denied_by: tuple[str, ...] = ()
    differs_by: tuple[str, ...] = ()
    contradicting: tuple[str, ...] = ()
    """Claims it contradicts, or that contradict it, that have a known origin."""
    silent: tuple[str, ...] = ()
    """Articles read in full, on the claim's event, and not too early, that have no account of it."""
    bases: Mapping[str, Basis] = field(default_factory=dict)
    """The strongest basis of each origin; of unknown origins, under the empty text."""

    @property
    def dissent(self) -> tuple[str, ...]:
        """Articles that deny or differ."""
        return tuple(dict.fromkeys((*self.denied_by, *self.differs_by)))

    @property
    def sole_controller(self) -> str | None:
        """The one recorded controller of all its origins, where there is one and no origin is without."""
        alone = len(self.controllers) == 1 and not self.uncontrolled and self.origins
        return self.controllers[0] if alone else None

    @property
    def sentence(self) -> str:
        """ "Reported by 7 articles, from 3 independent origins (1 unknown)."""
        if not self.articles:
            return "No article in this dossier supports it."
        unknown = f" ({len(self.unknown)} unknown)" if self.unknown else ""
        return (
            f"Reported by {counted(len(self.articles), 'article')}, "
            f"from {counted(len(self.origins), 'independent origin')}{unknown}."
        )

    @property
    def dissent_sentence(self) -> str:
        """What stands against it, in words."""
        parts = [
            (len(self.denied_by), "denied by {}", "article"),
            (len(self.differs_by), "{} with another value", "article"),
            (len(self.contradicting), "contradicted by {}", "other claim"),
        ]
        said = [text.format(counted(number, noun)) for number, text, noun in parts if number]
        return f"Dissent: {'; '.join(said)}." if said else "No dissent."


@dataclass(frozen=True, slots=True)
class LeftOut:
    """An article that is not part of the dossier as of a day."""

    article: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class AsOf:
    """The day as of which the dossier is built, and what that leaves out."""

    day: date
    left_out: tuple[LeftOut, ...]
    claims_left_out: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who carried it: each list sorted, each entry once."""

    publishers: tuple[str, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    """ISO 3166-1 codes; outlets whose country is not recorded are left out and counted in `without_country`."""
    without_country: int
    controllers: tuple[str, ...]
    """Recorded roots of control over the outlets."""
    without_controller: int


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a dossier, and the circles met on the way."""

    claims: Mapping[str, ClaimFigures] = field(default_factory=dict)
    accounts_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each actor, place, event and article, the claims about it, in the order of their ids."""
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """Who carried each event and claim."""
    circles: tuple[tuple[str, ...], ...] = ()
    """Articles that rest on one another in a ring, each ring once, beginning with its first id."""
    silent_links: tuple[tuple[str, int, str], ...] = ()
    """(article, account, target): the target is an article that has no account of the claim."""


def weakness(figures: ClaimFigures, confidence: str) -> str:
    """Why a claim does not bear a finding of that confidence, in words; empty where it does.

    High wants two independent origins and no dissent, moderate a known origin; low is for the rest (after ICD 203).
    """
    if confidence == "low":
        return ""
    if not figures.origins:
        return "has no known origin"
    if confidence == "high" and len(figures.origins) < 2:
        return "has one origin"
    if confidence == "high" and (figures.dissent or figures.contradicting):
        return "is disputed"
    return ""


def counted(number: int, noun: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"
