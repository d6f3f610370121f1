"""What the evidence amounts to: computed once, shown with the rows it counts, explained on request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dossier.model.parts import Basis, Stance

RULE = "2 (November 2026)"
"""The version of the counting rule, shown with every figure's derivation; its changes stand in `docs/decisions`."""
NO_ORIGIN = {
    "it does not say how it knows": "which does not say how it knows",
    "it has this from another outlet, and names none": "which has it from another outlet, and names none",
    "by its own account it is not the origin": "which by its own account is not the origin",
}
"""Reasons why the outlet or actor at a chain's end is no origin, and the same as a clause beside its name."""
SUPPORTING: tuple[Stance, ...] = ("asserts", "reports")
"""The stances that count as support of a claim."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The way from one account along one of its chains to an end."""

    links: tuple[str, ...]
    """Ids, nearest first, from what the article names to the end, with `own` and `unknown` as they are. Empty if nothing
    is declared.
    """
    origin: str | None
    """The publisher or actor it ends in, normalised; None where the origin is unknown."""
    why: str = ""
    """The rule that ends it, in words."""
    end: str | None = None
    """The publisher or actor at the end that is no origin, for the reason that `why` gives, one of `NO_ORIGIN`."""


@dataclass(frozen=True, slots=True)
class AccountFigures:
    """One account of a claim, followed to its origins."""

    article: str
    number: int
    """The account's number in its article, counted from 0."""
    stance: Stance
    basis: Basis
    trails: tuple[Trail, ...]

    @property
    def origins(self) -> tuple[str, ...]:
        """The known origins, each once."""
        return tuple(dict.fromkeys(trail.origin for trail in self.trails if trail.origin))

    @property
    def supports(self) -> bool:
        """True where it counts as support of the claim."""
        return self.stance in SUPPORTING


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFigures:
    """The figures of one claim, in this dossier."""

    claim: str
    accounts: tuple[AccountFigures, ...] = ()
    articles: tuple[str, ...] = ()
    """Articles with a supporting account (asserts, reports), each once."""
    origins: tuple[str, ...] = ()
    """The distinct known origins of those; undeclared same texts together add no more than one of them would."""
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
    contradicting_unknown: tuple[str, ...] = ()
    """Those that have none: shown, not counted."""
    contrary: tuple[str, ...] = ()
    """Claims it is contrary to, or that are contrary to it: shown, not counted."""
    silent: tuple[str, ...] = ()
    """Articles read in full, on the claim's event, not too early, without an account of it or of a contradicting claim."""
    bases: Mapping[str, Basis] = field(default_factory=dict)
    """The strongest basis of each origin; of unknown origins, under the empty text."""
    same_text: Mapping[str, str] = field(default_factory=dict)
    """For a supporting article whose text is another's, undeclared, and whose own origins are not counted: that other."""
    withheld: int = 0
    """Accounts that the editors withhold: they are not counted anywhere else."""

    @property
    def dissent(self) -> tuple[str, ...]:
        """Articles that deny or differ."""
        return tuple(dict.fromkeys((*self.denied_by, *self.differs_by)))

    @property
    def contradictions(self) -> tuple[str, ...]:
        """Every claim that cannot hold together with it, whether or not its origin is known."""
        return tuple(sorted((*self.contradicting, *self.contradicting_unknown)))

    @property
    def disputed(self) -> bool:
        """True where an article denies it or differs, or another claim contradicts it."""
        return bool(self.dissent or self.contradictions)

    @property
    def sole_controller(self) -> str | None:
        """The one recorded controller of all its origins, where there is one and no origin is without."""
        alone = len(self.controllers) == 1 and not self.uncontrolled
        return self.controllers[0] if alone else None

    @property
    def support(self) -> str:
        """ "Reported by 7 articles, from 3 independent origins (1 unknown)": a part of `line`, never shown by itself.

        Without a known origin: "Reported by 2 articles, none of known origin".
        """
        if not self.articles:
            return "No article supports it"
        if not self.origins:
            known = "of unknown" if len(self.articles) == 1 else "none of known"
            return f"Reported by {counted(len(self.articles), 'article')}, {known} origin"
        unknown = f" ({len(self.unknown)} unknown)" if self.unknown else ""
        return (
            f"Reported by {counted(len(self.articles), 'article')}, "
            f"from {counted(len(self.origins), 'independent origin')}{unknown}"
        )

    @property
    def against(self) -> str:
        """What speaks against it, in words: "No dissent" where nothing does."""
        parts = [
            (len(self.denied_by), "denied by {}", "article"),
            (len(self.differs_by), "another value in {}", "article"),
            (len(self.contradicting), "contradicted by {}", "claim"),
            (len(self.contradicting_unknown), "contradicted by {} of unknown origin (not counted)", "claim"),
        ]
        said = [text.format(counted(number, noun)) for number, text, noun in parts if number]
        if self.contrary:
            said += [] if said else ["no dissent"]
            stands = "stands" if len(self.contrary) == 1 else "stand"
            said.append(f"{counted(len(self.contrary), 'claim')} {stands} uneasily beside it (not counted)")
        text = "; ".join(said) or "no dissent"
        return text[:1].upper() + text[1:]

    @property
    def line(self) -> str:
        """The evidence in one line, as every page, list, citation and export has it: what speaks against it comes first.

        Where nothing does, "No dissent" comes last.
        """
        silent = ""
        if self.silent:
            has = "has" if len(self.silent) == 1 else "have"
            silent = f" {counted(len(self.silent), 'article')} read in full {has} no account of it."
        if self.disputed or self.contrary:
            return f"{self.against}. {self.support}.{silent}"
        return f"{self.support}. {self.against}.{silent}"

    @property
    def line_in_dossier(self) -> str:
        """The same where it leaves the dossier, in a citation, a feed or an export: "In this dossier: reported by …"."""
        return f"In this dossier: {self.line[:1].lower()}{self.line[1:]}"


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
    """The outlets that carried an event or a claim: each list sorted, without duplicates."""

    publishers: tuple[str, ...]
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    """ISO 3166-1 codes; outlets whose country is not recorded are left out and counted in `without_country`."""
    without_country: int
    controllers: tuple[str, ...]
    """Recorded roots of control over the outlets."""
    without_controller: int

    @property
    def controllers_known(self) -> bool:
        """True where the controllers of nine outlets of ten are recorded: fewer would single out those that are."""
        return self.without_controller * 10 <= len(self.publishers)


@dataclass(frozen=True, slots=True)
class SameText:
    """Two articles whose captures are nearly the same, by the signatures of the lock."""

    one: str
    other: str
    """The ids, in their order."""
    share: float
    """Of the shorter text's runs of words, the share that the longer has too, from 0 to 1; an estimate."""


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a dossier, and the circles met on the way."""

    claims: Mapping[str, ClaimFigures] = field(default_factory=dict)
    accounts_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """For each actor, place, event and article, the claims about it: those that most articles report come first."""
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    """Who carried each event and claim."""
    circles: tuple[tuple[str, ...], ...] = ()
    """Articles that rest on one another in a ring, each ring once, beginning with its first id."""
    silent_links: tuple[tuple[str, int, str], ...] = ()
    """(article, account, target): the target is an article that has no account of the claim."""
    same_texts: tuple[SameText, ...] = ()
    """Pairs of articles with one text of which neither says whose it is."""


def counted(number: int, noun: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Support:
    """What a finding rests on: each article and each origin once."""

    claims: int
    articles: int
    origins: int
    without_origin: int
    """Claims without a known origin."""
    disputed: int

    @property
    def sentence(self) -> str:
        """ "2 claims, 1 of them without a known origin, 1 disputed; 12 articles, 4 independent origins"."""
        weak = [f"{self.without_origin} of them without a known origin"] if self.without_origin else []
        weak += [f"{self.disputed} disputed"] if self.disputed else []
        claims = ", ".join([counted(self.claims, "claim"), *weak])
        return f"{claims}; {counted(self.articles, 'article')}, {counted(self.origins, 'independent origin')}"


def support_of(claims: Sequence[ClaimFigures]) -> Support:
    """The support that these claims have together."""
    return Support(
        len(claims),
        len({article for f in claims for article in f.articles}),
        len({origin for f in claims for origin in f.origins}),
        sum(not f.origins for f in claims),
        sum(f.disputed for f in claims),
    )
