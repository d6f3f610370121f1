"""A record as JSON: its front matter, its text, and of a claim the figures with the rows that they count."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dossier.export.figured import figured
from dossier.indented import indented
from dossier.model.corpus import Corpus
from dossier.model.figures import Figures
from dossier.model.front_matter import dates_of, front_matter
from dossier.model.records import Claim, Record


def record_value(corpus: Corpus, figures: Figures, record: Record) -> dict[str, Any]:
    """The record as a value of JSON's types, as `schemas/dossier.json` describes it."""
    found: dict[str, Any] = {
        "id": record.id,
        "kind": record.kind,
        "title": record.title,
        "page": record.address,
        "file": corpus.files.get(record.id, ""),
        "front_matter": front_matter(record),
        "body": record.body.text,
    }
    if dates := dates_of(record):
        found["dates"] = dates
    if record.withheld:
        found["records_withheld"] = record.withheld
    if isinstance(record, Claim):
        found["figures"] = figured(figures.claims[record.id])
    return found


def referred_value(record: Record) -> dict[str, str]:
    """A record that is referred to, and not there: its id, kind, title and page."""
    return {"id": record.id, "kind": record.kind, "title": record.title, "page": record.address}


def referred_json(records: Iterable[Record]) -> bytes:
    """Such records as a file."""
    return (indented(list(map(referred_value, records)), " ") + "\n").encode("utf-8", "replace")


def record_json(corpus: Corpus, figures: Figures, record: Record) -> bytes:
    """The record as a file."""
    return (indented(record_value(corpus, figures, record), " ") + "\n").encode("utf-8", "replace")
