"""What the formats of the graph say of a node and of an edge."""

from __future__ import annotations

from dossier.derive.graph import Edge
from dossier.model.dates import Window
from dossier.model.records import Article, Claim, Event, Record

NODE = ("label", "kind", "page", "date", "earliest", "latest")
EDGE = ("relation", "words", "date", "earliest", "latest")


def node_values(record: Record) -> tuple[str, ...]:
    """The values of `NODE`: the date is when an event happened, an article was published, or a claim says it was."""
    when = None
    if isinstance(record, (Event, Claim)):
        when = record.when
    elif isinstance(record, Article):
        when = record.published
    return (record.title, record.kind, record.address, *_ends(when))


def edge_values(edge: Edge) -> tuple[str, ...]:
    """The values of `EDGE`."""
    return (edge.kind, edge.words, *_ends(edge.when))


def _ends(when: Window | None) -> tuple[str, ...]:
    if when is None:
        return "", "", ""
    return (when.edtf, *(day.isoformat() if day else "" for day in (when.earliest, when.latest)))
