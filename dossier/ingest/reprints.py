"""Near-duplicates among captures: reprints of one agency's text, found by the runs of words that two texts share.

Exact and deterministic: of the runs of four words of the shorter text, the share that the longer has too. A new
text is held against each capture once, a set's intersection; MinHash would pay from some ten thousand captures on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.ingest.candidates import fold
from dossier.store.captures import Unreadable, load

RUN = 4
"""Words of a run. Carriers cut and re-lead a text; four words outlive that, three are often a title and a name."""
ENOUGH = 0.7
"""Measured on 22 texts: two reports of one statement share up to 0.57 of their runs, for both quote it; reprints 0.86."""
FEWEST = 20
"""Runs under which a text is too short to tell."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Reprint:
    """A text of the dossier that is nearly the same."""

    article: str
    share: float
    """Of the shorter text's runs of words, from 0 to 1."""


def runs(blocks: Sequence[str]) -> frozenset[tuple[str, ...]]:
    """The runs of four words of a text, headline apart: outlets write their own."""
    words = [word for block in blocks[1:] for word in _WORD.findall(fold(block)[0])]
    return frozenset(tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def texts_in(folder: Path, articles: Iterable[str]) -> dict[str, frozenset[tuple[str, ...]]]:
    """The runs of the captures at hand; what cannot be read is none, `dossier verify` reports it."""
    found = {}
    for article in articles:
        try:
            capture = load(folder, article)
        except Unreadable:
            continue
        if capture is not None:
            found[article] = runs(capture.blocks)
    return found


def reprints(
    text: frozenset[tuple[str, ...]], others: Mapping[str, frozenset[tuple[str, ...]]]
) -> list[Reprint]:
    """The texts that are nearly the same as `text`, the nearest first."""
    found = []
    for id_, other in others.items():
        shorter = min(len(text), len(other))
        share = len(text & other) / shorter if shorter >= FEWEST else 0
        if share >= ENOUGH:
            found.append(Reprint(id_, share))
    return sorted(found, key=lambda r: (-r.share, r.article))
