"""Same texts in the dossier: compares a new text's signature with those in the lock, and of captures not in it yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.model.signatures import ENOUGH, Signature, share, signature
from dossier.store.captures import Unreadable, load


@dataclass(frozen=True, slots=True)
class Reprint:
    """An article of the dossier whose text is nearly the same."""

    article: str
    share: float
    """The share of the shorter text's runs of words, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The result of comparing a new text with the dossier's."""

    reprints: Sequence[Reprint] = ()
    """Nearest first."""
    texts: int = 0
    """The number of articles it was compared with."""
    not_compared: int = 0
    """Articles that have neither a signature in the lock nor a capture at hand."""


def compared(
    blocks: Sequence[str], articles: Iterable[str], locked: Mapping[str, Signature], captures: Path
) -> Compared:
    """Compare a text with those of `articles`."""
    ours = signature(blocks)
    found, others, without = [], 0, 0
    for id_ in articles:
        signed = locked.get(id_) or _of_capture(captures, id_)
        if signed is None:
            without += 1
            continue
        others += 1
        if (alike := share(ours, signed)) >= ENOUGH:
            found.append(Reprint(id_, alike))
    return Compared(sorted(found, key=lambda r: (-r.share, r.article)), others, without)


def _of_capture(captures: Path, article: str) -> Signature | None:
    """The signature of a capture at hand; None if it cannot be read, which `dossier verify` reports."""
    try:
        capture = load(captures, article)
    except Unreadable:
        return None
    return signature(capture.blocks) if capture else None
