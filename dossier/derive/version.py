"""The version of a record: a digest of what it says, and, of a claim, of what is counted for it (docs/decisions/0025).

It depends on nothing but these values: neither on the form of the file, nor on the markup of the page. A key that is not
set is no part of it, so that a new key of the schema leaves the versions of records without it as they are. Withheld
accounts and quotations are left out: a digest would confirm what somebody guesses of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures, Figures
from dossier.model.pages import RETIRED
from dossier.model.parts import Account, Body, Quote
from dossier.model.records import Record
from dossier.model.retired import Retired

DIGITS = 12
"""Hexadecimal digits that are shown of SHA-256: two records of a dossier differ in them."""
_LEFT_OUT = frozenset({"path", "withheld"})


def record_version(record: Record, figures: ClaimFigures | None = None) -> str:
    """The version of a record; `figures` are those of a claim."""
    said = {"kind": record.kind, "id": record.id, **_plain(record)}
    return digest([said, _plain(figures) if figures else None])


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


@cache
def _names(of: type) -> tuple[str, ...]:
    return tuple(sorted(each.name for each in fields(of) if each.name not in _LEFT_OUT))


def _plain(value: Any) -> Any:
    if value is None or isinstance(value, (str, int, float)):
        return value
    if isinstance(value, Window):
        return value.text
    if isinstance(value, Body):
        return value.text
    if isinstance(value, Mapping):
        return {key: _plain(of) for key, of in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(of) for of in value if not _is_withheld(of)]
    if is_dataclass(value) and not isinstance(value, type):
        found = ((key, getattr(value, key)) for key in _names(type(value)))
        plain = ((key, _plain(of)) for key, of in found if of)
        return {key: of for key, of in plain if of}
    return str(value)


def _is_withheld(value: Any) -> bool:
    return isinstance(value, (Account, Quote)) and value.publish is not None
