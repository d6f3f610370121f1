"""JSON Schema (draft 7) of the complete dossier as JSON, and of one record."""

from __future__ import annotations

import json
from typing import Any

from dossier.export.json_schema import DRAFT, class_schema
from dossier.model.records import RECORDS
from dossier.model.releases import Release
from dossier.model.retired import Retired

COMPLETE = "dossier"
"""The name of the schema of the complete dossier as JSON."""


def complete_schema() -> str:
    """The schema of the complete dossier, and of one record (`#/definitions/record`)."""
    definitions: dict[str, Any] = {}
    fronts = {kind: class_schema(cls, definitions) for kind, cls in RECORDS.items()}
    entry, release = class_schema(Retired, definitions), class_schema(Release, definitions)
    text, texts = {"type": "string"}, {"type": "array", "items": {"type": "string"}}
    number = {"type": "integer", "minimum": 0}
    day = {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}-\d{2}$"}
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    date = _object(
        {
            "edtf": _said(text, "The date as EDTF (ISO 8601-2:2019), no finer than it is known."),
            "earliest": _said(day, "The first day that it may mean."),
            "latest": _said(day, "The last day that it may mean."),
            "doubtful": {"type": "boolean"},
            "wording": text,
        }
    )
    trail = _object(
        {
            "links": texts,
            "origin": {"type": ["string", "null"]},
            "end": {"type": ["string", "null"]},
            "why": text,
        }
    )
    account = _object(
        {"article": text, "stance": text, "basis": text, "trails": {"type": "array", "items": trail}}
    )
    lists = (
        *("denied_by", "differs_by", "contradicted_by", "contradicted_by_unknown_origin", "contrary_to"),
        *("articles", "origins", "unknown", "controllers", "controllers_not_recorded"),
        "no_account_in_the_text_read",
    )
    figures = _object(
        {
            "sentence": _said(text, "The evidence in one line, with what speaks against the claim."),
            "rule": _said(text, "The version of the rule by which it was counted."),
            **dict.fromkeys(lists, texts),
            "counted_as_same_text": {"type": "object", "additionalProperties": text},
            "accounts_withheld": number,
            "accounts": {"type": "array", "items": account},
        },
        optional=("accounts_withheld",),
    )
    record = _object(
        {
            "id": {"type": "string"},
            "kind": {"enum": list(RECORDS)},
            "title": text,
            "page": _said(text, "Its page, below the site's address."),
            "file": _said(text, "Its file within the content folder."),
            "front_matter": _said({"type": "object"}, "What stands above the text in its file."),
            "body": _said(text, "The text of its file: CommonMark, with [[id]] and [@id, ¶ 1]."),
            "dates": {"type": "object", "additionalProperties": date},
            "records_withheld": number,
            "figures": _said(figures, "Of a claim."),
        },
        optional=("dates", "records_withheld", "figures"),
    )
    record["allOf"] = [
        {
            "if": {"properties": {"kind": {"const": kind}}},
            "then": {"properties": {"front_matter": front}},
        }
        for kind, front in fronts.items()
    ]
    locked = _object(
        {
            **{"article": text, "kind": {"enum": ["quote", "named", "called"]}, "text": text},
            **{"paragraph": number, "paragraph_sha256": digest, "capture_sha256": digest},
            **{"words": number, "capture_words": number},
        }
    )
    signature = _object({"article": text, "capture_sha256": digest, "runs": number, "slots": text})
    lock = _object(
        {
            "entries": {"type": "array", "items": locked},
            "signatures": {"type": "array", "items": signature},
        }
    )
    body = _object(
        {
            "form": _object({"name": {"const": "dossier"}, "version": {"const": 1}, "rule": text}),
            "settings": _said({"type": "object"}, "What of mkdocs.yml decides about figures and pages."),
            "records": {"type": "array", "items": {"$ref": "#/definitions/record"}},
            "referred": _said(
                {
                    "type": "array",
                    "items": _object(
                        {"id": text, "kind": {"enum": list(RECORDS)}, "title": text, "page": text}
                    ),
                },
                "Of a part of a dossier: the records that it refers to, and does not have.",
            ),
            "retired": {"type": "array", "items": entry},
            "releases": {"type": "array", "items": release},
            "lock": {"anyOf": [lock, {"type": "null"}]},
            "same_texts": _said(
                {"type": "array", "items": {"type": "array"}},
                "Pairs of articles with one text, and the share that they have in common; computed from the lock.",
            ),
            "images": _said(
                {"type": "object", "additionalProperties": text},
                "Images of the content folder, by their path in it, in base 64.",
            ),
        },
        optional=("referred",),
    )
    whole = {
        "$schema": DRAFT,
        "title": "A complete dossier",
        **body,
        "definitions": dict(sorted({**definitions, "record": record}.items())),
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": [name for name in properties if name not in optional],
        "additionalProperties": False,
    }


def _said(schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"description": description, **schema}
