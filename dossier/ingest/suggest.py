"""Suggestions beside a draft: candidates, credits, reprints, quotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.ingest.candidates import Candidate, Words, named
from dossier.ingest.credits import Credit, credits, unnamed_credit
from dossier.ingest.happened import claims, events
from dossier.ingest.labels import labels
from dossier.ingest.paragraphs import searchable
from dossier.ingest.proposals import Proposal, proposals
from dossier.ingest.reprints import Compared, compared
from dossier.ingest.source import Source
from dossier.ingest.unrecorded import repeated_names
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.records import Claim
from dossier.model.signatures import Signature


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Each with the words that matched."""

    candidates: Mapping[str, Sequence[Candidate]]
    """By key of the article: actors, places, events, claims; and `either`, actors whose words may mean a place."""
    accounts: Sequence[Proposal]
    """The accounts that the text most likely gives, best first."""
    events: Sequence[Candidate]
    """The events of those accounts, and the likeliest event."""
    labels: Mapping[str, Sequence[Words]]
    """By actor."""
    unknown: frozenset[tuple[str, str]]
    """Actors and places, and words that name them in a spelling which the dossier has not."""
    unrecorded: Sequence[tuple[str, int]]
    """Names that the text repeats and no record has, with how often they occur."""
    credits: Sequence[Credit]
    unnamed_credit: str
    """A credit to agencies that names none; empty if there is none."""
    compared: Compared
    """Articles with nearly the same text."""


def suggest(
    source: Source, publisher: str, corpus: Corpus, captures: Path, locked: Mapping[str, Signature]
) -> Suggestions:
    """The suggestions for a source's text; `locked` are the signatures in the lock."""
    blocks = [source.title.value if source.title else "", *source.paragraphs]
    whole, blocks = blocks, searchable(blocks)
    published = Window.parse(source.published.value) if source.published else None
    ids = [article.id for article in corpus.articles] if source.paragraphs else []
    language = source.language.value.partition("-")[0] if source.language else ""
    names = named(corpus, blocks, language)
    about = events(corpus, blocks, names.all, published)
    accounts = proposals(corpus, blocks, language, published, names.all, about) if source.paragraphs else []
    known = (name for several in corpus.aliases.values() for name in several)
    claimed = {claim.event for p in accounts if isinstance(claim := corpus.records[p.claim], Claim)}
    return Suggestions(
        candidates={
            "actors": names.actors,
            "either": names.either,
            "places": names.places,
            "events": about,
            "claims": claims(corpus, blocks, about),
        },
        accounts=accounts,
        events=[event for number, event in enumerate(about) if not number or event.id in claimed],
        labels=labels(corpus, blocks, names.all, [candidate.id for candidate in names.actors]),
        unknown=names.unknown,
        unrecorded=repeated_names(blocks, [*known, *(word for _, word in names.unknown)]),
        credits=credits(corpus, blocks, source.authors, publisher),
        unnamed_credit=unnamed_credit(blocks),
        compared=compared(whole, ids, locked, captures),
    )
