"""The dossier itself as nodes of schema.org: a `WebSite`, and the `Dataset` that it publishes."""

from __future__ import annotations

from typing import Any

from dossier.config import DataFormat, Settings
from dossier.metadata.dates import coverage
from dossier.metadata.structured import Addresses, body
from dossier.model.dates import Window

DOWNLOADS = (
    ("claims.csv", "text/csv"),
    ("claims.json", "application/json"),
    ("places.geojson", "application/geo+json"),
    ("bibliography.bib", "application/x-bibtex"),
    ("bibliography.ris", "application/x-research-info-systems"),
    ("bibliography.json", "application/vnd.citationstyles.csl+json"),
)
"""The files that every dossier publishes, with their media types."""
OF_FORMATS: dict[DataFormat, tuple[str, str]] = {
    "csv": ("data/csv/datapackage.json", "application/json"),
    "jsonl": ("data/jsonl/claims.jsonl", "application/jsonl"),
    "sqlite": ("data/dossier.sqlite", "application/vnd.sqlite3"),
    "json": ("data/dossier.json", "application/json"),
    "api": ("api/v1/changes.json", "application/json"),
    "markdown": ("llms.txt", "text/markdown"),
    "kml": ("data/places.kml", "application/vnd.google-earth.kml+xml"),
    "ics": ("data/events.ics", "text/calendar"),
    "graphml": ("data/graph.graphml", "application/graphml+xml"),
    "gexf": ("data/graph.gexf", "application/gexf+xml"),
    "ftm": ("data/entities.ftm.json", "application/jsonl"),
    "jsonld": ("data/dossier.jsonld", "application/ld+json"),
}
"""Of each format that is published, the file to begin with, and its media type."""


def downloads(settings: Settings) -> list[tuple[str, str]]:
    """The files that a dossier publishes, with their media types."""
    return [*DOWNLOADS, *(OF_FORMATS[form] for form in settings.data)]


def dossier_nodes(at: Addresses, description: str, covers: Window | None) -> dict[str, Any]:
    """Both nodes; `covers` is the time that the dossier covers."""
    settings = at.settings
    common = {
        "name": settings.name,
        "url": at.to(""),
        "description": description,
        "publisher": body(settings),
    }
    data = {
        **common,
        "@type": "Dataset",
        "@id": at.to("") + "#dossier",
        "temporalCoverage": coverage(covers) if covers else None,
        "isAccessibleForFree": True,
        "copyrightNotice": settings.copyright,
        "distribution": [
            {"@type": "DataDownload", "contentUrl": at.to(name), "encodingFormat": kind}
            for name, kind in downloads(settings)
        ],
    }
    site = {**common, "@type": "WebSite", "@id": at.to("") + "#site", "hasPart": {"@id": data["@id"]}}
    nodes = [{key: value for key, value in node.items() if value} for node in (site, data)]
    return {"@context": "https://schema.org", "@graph": nodes}
