"""The description of the tables in CSV: a Frictionless Data Package (version 2.0), with types and keys."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dossier.config import Settings
from dossier.derive.tables import TABLES, Column, Table
from dossier.export.licence import licence_of
from dossier.indented import indented

PROFILE = "https://datapackage.org/profiles/2.0/"


class Digested:
    """The parts of a file, to be gone through once; its size and digest are known after that."""

    def __init__(self, parts: Iterable[bytes]) -> None:
        self.parts, self.size, self.digest = parts, 0, hashlib.sha256()

    def __iter__(self) -> Iterator[bytes]:
        for part in self.parts:
            self.size += len(part)
            self.digest.update(part)
            yield part


def datapackage(files: Mapping[str, Digested], settings: Settings) -> bytes:
    """`datapackage.json` beside these files, by name, which are written: `articles.csv`, …"""
    described = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": "dossier",
        "title": settings.name,
        **({"description": settings.description} if settings.description else {}),
        **({"homepage": settings.url} if settings.url else {}),
        **({"contributors": [{"title": settings.published_by}]} if settings.published_by else {}),
        **({"licenses": [licence]} if (licence := licence_of(settings)) else {}),
        "resources": [_resource(table, files[f"{table.name}.csv"]) for table in TABLES],
    }
    return (indented(described, " ") + "\n").encode()


def _resource(table: Table, data: Digested) -> dict[str, Any]:
    return {
        "name": table.name,
        "title": table.name.replace("_", " ").capitalize(),
        "description": table.about,
        "path": f"{table.name}.csv",
        "type": "table",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": data.size,
        "hash": f"sha256:{data.digest.hexdigest()}",
        "dialect": {"lineTerminator": "\r\n", "delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": schema_of(table),
    }


def schema_of(table: Table) -> dict[str, Any]:
    """The Table Schema of a table."""
    keys = [
        {
            "fields": [column.name],
            "reference": {
                **({"resource": column.to} if column.to != table.name else {"resource": ""}),
                "fields": ["id"],
            },
        }
        for column in table.columns
        if column.to
    ]
    return {
        "$schema": f"{PROFILE}tableschema.json",
        "fields": [_field(column) for column in table.columns],
        "primaryKey": list(table.key),
        **({"foreignKeys": keys} if keys else {}),
        "missingValues": [""],
    }


def _field(column: Column) -> dict[str, Any]:
    limits = {
        **({"required": True} if column.required else {}),
        **({"enum": list(column.values)} if column.values else {}),
    }
    return {
        "name": column.name,
        "type": column.type,
        "format": column.format,
        "description": column.about,
        **({"constraints": limits} if limits else {}),
    }
