"""The tables of a dossier, declared once: every export of tables is written from these (CSV, JSON Lines, SQLite, …).

A table stands behind those that its keys lead to, except for keys that lead to itself or to one another.
"""

from __future__ import annotations

from dossier.derive.tables import of_evidence as evidence
from dossier.derive.tables import of_parts as parts
from dossier.derive.tables import of_records as records
from dossier.derive.tables import of_sources as sources
from dossier.derive.tables.columns import Cell, Column, Row, Source, Table

__all__ = ["TABLES", "Cell", "Column", "Row", "Source", "Table"]

TABLES: tuple[Table, ...] = (
    records.RECORDS,
    records.ACTORS,
    records.PUBLISHERS,
    records.PLACES,
    records.EVENTS,
    sources.ARTICLES,
    evidence.CLAIMS,
    records.FINDINGS,
    records.PAGES,
    parts.NAMES,
    parts.IDENTIFIERS,
    parts.ROLES,
    parts.CONTROLS,
    parts.EVENT_PLACES,
    parts.EVENT_ACTORS,
    parts.EVENT_SOURCES,
    sources.ARTICLE_AUTHORS,
    sources.ARTICLE_ACTORS,
    sources.ARTICLE_PLACES,
    sources.ARTICLE_EVENTS,
    sources.NAMES_PRINTED,
    sources.LABELS,
    sources.ACCOUNTS,
    sources.QUOTATIONS,
    sources.CHAINS,
    sources.CHAIN_LINKS,
    parts.CLAIM_ABOUT,
    parts.CLAIM_RELATIONS,
    parts.FINDING_CLAIMS,
    evidence.CLAIM_ARTICLES,
    evidence.CLAIM_ORIGINS,
    evidence.CLAIM_CONTROLLERS,
    evidence.CLAIM_DISSENT,
    evidence.TRAILS,
    evidence.TRAIL_LINKS,
    evidence.SAME_TEXTS,
    parts.WAIVERS,
    parts.RETIRED,
)
"""Every table of a dossier."""
