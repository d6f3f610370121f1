"""The differences between two states of a dossier, as evidence: a kind that explains itself, and the words of both
states.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal

from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.parts import Kind

Weight = Literal["weaker", "stronger", "neutral"]
"""What a change does to the evidence."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A compiled state of a dossier, as far as a comparison needs it."""

    corpus: Corpus
    figures: Figures
    verified: frozenset[tuple[str, str, str]] | None = None
    """Article, kind and text of each line of the lock; None if there is no lock."""
    broken: frozenset[str] = frozenset()
    """Addresses of records whose files exist but cannot be read."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A kind of difference."""

    mirror: str
    """The kind that it becomes when the two states change places."""
    weight: Weight
    meaning: str
    """The kind in a sentence."""
    noun: str
    """What the words of both states say: "independent origins"."""


def _pair(
    one: str, other: str, weight: Weight, nouns: str, sentences: tuple[str, str]
) -> dict[str, Explained]:
    """Two kinds that mirror one another; `weight` is that of the first."""
    turned: dict[Weight, Weight] = {"weaker": "stronger", "stronger": "weaker", "neutral": "neutral"}
    return {
        one: Explained(other, weight, sentences[0], nouns),
        other: Explained(one, turned[weight], sentences[1], nouns),
    }


def _alone(kind: str, noun: str, sentence: str) -> dict[str, Explained]:
    return {kind: Explained(kind, "neutral", sentence, noun)}


KINDS: dict[str, Explained] = {
    # records
    "added": Explained("removed", "neutral", "A record is new.", ""),
    "removed": Explained("added", "weaker", "A record is gone.", ""),
    **_pair(
        "retired",
        "reinstated",
        "neutral",
        "",
        (
            "A record was withdrawn, and its address says why.",
            "A record that had been withdrawn is there again.",
        ),
    ),
    **_pair(
        "unreadable",
        "readable",
        "weaker",
        "",
        ("A record's file has errors, and nothing can be said of it.", "A record's file can be read again."),
    ),
    **_alone("retitled", "title", "A record has another title."),
    **_alone("changed", "", "Other keys of a record, or its text, have changed."),
    # claims
    **_alone(
        "recounted",
        "counting rule",
        "The two states are written for different counting rules: their numbers do not compare, and are not compared.",
    ),
    **_pair(
        "origins-fell",
        "origins-rose",
        "weaker",
        "independent origins",
        ("A claim has fewer independent origins.", "A claim has more independent origins."),
    ),
    **_alone(
        "origins-exchanged",
        "independent origins",
        "A claim has as many independent origins, and not the same.",
    ),
    **_pair(
        "support-fell",
        "support-rose",
        "weaker",
        "supporting articles",
        (
            "Fewer articles support a claim; its independent origins are the same.",
            "More articles support a claim; its independent origins are the same.",
        ),
    ),
    **_pair(
        "unknown-rose",
        "unknown-fell",
        "weaker",
        "supporting articles with no known origin",
        (
            "More of the articles that support a claim have no known origin.",
            "Fewer of the articles that support a claim have no known origin.",
        ),
    ),
    **_pair(
        "dissent-rose",
        "dissent-fell",
        "weaker",
        "articles that deny or differ",
        (
            "More articles deny a claim, or give another value.",
            "Fewer articles deny a claim, or give another value.",
        ),
    ),
    **_pair(
        "contradiction-rose",
        "contradiction-fell",
        "weaker",
        "claims that contradict it",
        ("More claims contradict a claim.", "Fewer claims contradict a claim."),
    ),
    **_pair(
        "relation-added",
        "relation-removed",
        "neutral",
        "related claim",
        ("A claim names another it stands to.", "A claim no longer names another it stood to."),
    ),
    **_pair(
        "confidence-lowered",
        "confidence-raised",
        "weaker",
        "confidence",
        ("A finding is held with less confidence.", "A finding is held with more confidence."),
    ),
    **_pair(
        "waiver-added",
        "waiver-removed",
        "neutral",
        "waiver",
        ("A weakening is let pass, and why is told.", "A waiver is gone."),
    ),
    # accounts
    **_pair(
        "account-removed",
        "account-added",
        "weaker",
        "account",
        (
            "An article has an account of a claim less; the claim's figures are the same.",
            "An article has an account of a claim more; the claim's figures are the same.",
        ),
    ),
    **_pair(
        "account-withheld",
        "account-disclosed",
        "weaker",
        "account",
        (
            "An account of a claim is withheld: no figure counts it any more.",
            "An account of a claim is published that was withheld.",
        ),
    ),
    **_pair(
        "basis-weakened",
        "basis-strengthened",
        "weaker",
        "how the article knows",
        ("An article knows a claim by a weaker basis.", "An article knows a claim by a stronger basis."),
    ),
    **_alone(
        "account-changed", "account", "An article says something else of a claim; the figures are the same."
    ),
    **_alone(
        "sourcing-changed", "rests on", "What a text rests on has changed; no claim's figures follow from it."
    ),
    # the words of a page
    **_pair(
        "appearance-removed",
        "appearance-added",
        "neutral",
        "actor",
        ("An actor no longer appears in an article.", "An actor appears in an article."),
    ),
    **_pair(
        "name-removed",
        "name-added",
        "neutral",
        "name as printed",
        (
            "A name that an article prints is no longer recorded.",
            "A name that an article prints is recorded.",
        ),
    ),
    **_pair(
        "label-added",
        "label-removed",
        "neutral",
        "label as printed",
        ("A label that an outlet used is recorded.", "A label that an outlet used is no longer recorded."),
    ),
    **_pair(
        "quote-removed",
        "quote-added",
        "weaker",
        "quotation",
        ("A quotation is gone.", "A quotation is new."),
    ),
    **_alone("quote-changed", "quotation", "A quotation has changed; whether it is verified has not."),
    **_pair(
        "quote-unverified",
        "quote-verified",
        "weaker",
        "text as printed",
        (
            "A quotation, name or label was verified, and is not as it stands now.",
            "A quotation, name or label is verified that was not.",
        ),
    ),
    **_pair(
        "lock-removed",
        "lock-added",
        "weaker",
        "dossier.lock",
        (
            "The lock is gone: nothing counts as verified.",
            "There is a lock: what was verified is written down.",
        ),
    ),
    # what is at hand of a source, and who vouches
    **_pair(
        "archived-copy-removed",
        "archived-copy-added",
        "weaker",
        "archived copy",
        ("An article has no archived copy any more.", "An article has an archived copy."),
    ),
    **_pair(
        "source-removed",
        "source-added",
        "weaker",
        "source of",
        (
            "A role, a control or a participant has no source any more.",
            "A role, a control or a participant has a source.",
        ),
    ),
    **_alone("archived-copy-changed", "archived copy", "An article has another archived copy."),
    **_alone("source-changed", "source of", "A role, a control or a participant has another source."),
    # time and place
    **_pair(
        "window-widened",
        "window-narrowed",
        "weaker",
        "date",
        ("A date is known less finely.", "A date is known more finely."),
    ),
    **_alone("window-moved", "date", "A date has become another, as fine as it was."),
    **_pair(
        "precision-coarsened",
        "precision-sharpened",
        "weaker",
        "precision",
        ("A place's point is known less well.", "A place's point is known better."),
    ),
}
"""Every kind of difference, in the order in which those of one record are listed."""


WHOLE = "the whole article"
"""Of a cause: its account was added or removed with the article."""


@dataclass(frozen=True, slots=True)
class Cause:
    """An account behind a change of a claim's figures, in both states; empty where there was none."""

    article: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One difference. Titles are those of the later state, and are not compared."""

    kind: str
    """One of `KINDS`."""
    record: Kind | Literal["lock", "rule"]
    id: str
    title: str = field(default="", compare=False)
    outlet: str = field(default="", compare=False)
    """An article's publisher: a headline or a label is shown beside it."""
    subject: str = ""
    """The part of the record: a key, a claim, an actor."""
    before: str = ""
    after: str = ""
    because: tuple[Cause, ...] = ()

    @property
    def explained(self) -> Explained:
        """Its kind."""
        return KINDS[self.kind]


def mirrored(difference: Difference) -> Difference:
    """The same difference, seen from the later state to the earlier."""
    return replace(
        difference,
        kind=difference.explained.mirror,
        before=difference.after,
        after=difference.before,
        because=tuple(Cause(cause.article, cause.after, cause.before) for cause in difference.because),
    )
