"""The version of a record: a digest of what it says, and, of a claim, of what is counted for it (docs/decisions/0025).

It depends on nothing but these values, as the complete JSON has them: neither on the form of the file, nor on the markup of
the page. A key that is not set is no part of it, so that a new key of the schema leaves the versions of records without it
as they are. Nor is what is withheld: a digest would confirm what somebody guesses of it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from dossier.model.corpus import Corpus
from dossier.model.figures import AccountFigures, ClaimFigures, Figures, Trail
from dossier.model.front_matter import front_matter
from dossier.model.pages import RETIRED
from dossier.model.records import Record
from dossier.model.retired import Retired

DIGITS = 12
"""Hexadecimal digits that are shown of SHA-256: two records of a dossier differ in them."""


def record_version(record: Record, figures: ClaimFigures | None = None) -> str:
    """The version of a record; `figures` are those of a claim."""
    said = [record.kind, record.id, front_matter(record), record.body.text]
    return digest([*said, _plain(figures) if figures else None])


def tombstone_version(entry: Retired) -> str:
    """The version of the page of a withdrawn record."""
    said = [entry.kind, entry.id, entry.date.text, entry.reason, entry.said, entry.replaced_by]
    return f"{RETIRED}{digest(said)}"


def versions_of(corpus: Corpus, figures: Figures) -> dict[str, str]:
    """The versions of all pages that have one, by address."""
    versions = {entry.address: tombstone_version(entry) for entry in corpus.retired}
    for record in corpus.records.values():
        versions[record.address] = record_version(record, figures.claims.get(record.id))
    return versions


def dossier_version(versions: Mapping[str, str]) -> str:
    """The version of the dossier: a digest of those of its pages."""
    return digest(sorted(versions.items()))


def digest(value: Any) -> str:
    """The digits that are shown of the digest of a plain value."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(written.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]


_NAMES: dict[type, tuple[str, ...]] = {
    ClaimFigures: (
        *("accounts", "articles", "bases", "claim", "contradicting", "contradicting_unknown", "contrary"),
        *("controllers", "denied_by", "differs_by", "origins", "same_text", "silent", "uncontrolled"),
        *("unknown", "withheld"),
    ),
    AccountFigures: ("article", "basis", "number", "stance", "trails"),
    Trail: ("end", "links", "origin", "why"),
}
"""The figures that are part of a version. A field that is added to these classes is none, unless it is entered here: else
an update of the program would change the version of every claim.
"""


def _plain(value: Any) -> Any:
    """Figures as plain values; what is empty is left out."""
    if value is None or isinstance(value, (str, int)):
        return value
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, tuple):
        return [_plain(of) for of in value]
    return {name: _plain(of) for name in _NAMES[type(value)] if (of := getattr(value, name))}
