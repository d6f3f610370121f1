"""The metadata in a page's `<head>`, as finished HTML."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dossier.cite import reference_of
from dossier.config import Settings
from dossier.metadata.dossier import dossier_nodes
from dossier.metadata.structured import Addresses, Nodes
from dossier.metadata.tags import of_page, of_source
from dossier.model.corpus import Corpus
from dossier.model.dates import Window
from dossier.model.figures import ClaimFigures
from dossier.model.records import Article, Record
from dossier.model.scripted import json_in_html


class Subject(NamedTuple):
    """What a page is about."""

    address: str
    title: str
    description: str
    record: Record | None = None
    published: Window | None = None
    """The date of a page that has one: of a release."""


def head_of(
    subject: Subject,
    corpus: Corpus,
    claims: Mapping[str, ClaimFigures],
    settings: Settings,
    root: str,
    covers: Window | None,
) -> str:
    """The tags and the JSON-LD of a page; `root` is the way from it to the site's root."""
    at = Addresses(settings, root)
    nodes = Nodes(corpus, claims, at)
    record = subject.record
    if not subject.address:
        node = dossier_nodes(at, subject.description, covers)
    elif record is not None:
        node = nodes.of(record, subject.description)
    else:
        node = nodes.page(subject.address, subject.title, subject.description, subject.published)
    address = at.to(subject.address) if settings.url else ""
    tags = (
        of_source(reference_of(corpus, record), address)
        if isinstance(record, Article)
        else of_page(
            settings, subject.title, address, settings.name if subject.address else "", subject.published
        )
    )
    return f'{tags}<script type="application/ld+json">{json_in_html(node)}</script>'
