"""Suggestions beside a draft: candidates, credits, reprints, quotations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.ingest.candidates import Candidate, Words, named, quotations
from dossier.ingest.credits import Credit, credits
from dossier.ingest.happened import claims, events
from dossier.ingest.reprints import Compared, compared
from dossier.ingest.source import Source
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.signatures import Signature


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Each with the words that matched."""

    candidates: Mapping[str, Sequence[Candidate]]
    """By key of the article: actors, places, events, claims; and `either`, actors whose words may mean a place."""
    credits: Sequence[Credit]
    compared: Compared
    """Articles with nearly the same text."""
    quotations: Sequence[Words]


def suggest(
    source: Source, publisher: str, corpus: Corpus, captures: Path, locked: Mapping[str, Signature]
) -> Suggestions:
    """The suggestions for a source's text; `locked` are the signatures in the lock."""
    blocks = [source.title.value if source.title else "", *source.paragraphs]
    published = Window.parse(source.published.value) if source.published else None
    ids = [article.id for article in corpus.articles] if source.paragraphs else []
    return Suggestions(
        candidates=candidates(corpus, blocks, published),
        credits=credits(corpus, blocks, source.authors, publisher),
        compared=compared(blocks, ids, locked, captures),
        quotations=quotations(blocks),
    )


def candidates(
    corpus: Corpus, blocks: Sequence[str], published: Window | None
) -> dict[str, Sequence[Candidate]]:
    """The actors and places that a text names, the events that it may be about, and the claims on them."""
    names = named(corpus, blocks)
    about = events(corpus, blocks, names.all, published)
    return {
        "actors": names.actors,
        "either": names.either,
        "places": names.places,
        "events": about,
        "claims": claims(corpus, blocks, about),
    }
