"""JSON Schema (draft 7, which YAML language servers read) of each kind's front matter, from the model's classes.

YAML has more types than front matter, where every scalar is a text: the schema accepts a number or a truth value in
place of a text, and an empty value for every optional key.
"""

from __future__ import annotations

import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal
from typing import Any, Literal, Union, get_args, get_origin

from dossier.model.checks import Checked, Listed, Ref, Short, record_id, web_address
from dossier.model.dates import Window
from dossier.model.documented import documentation, purpose
from dossier.model.languages import country_code, language_tag
from dossier.model.locators import Locator
from dossier.model.parts import a_kind, key_of
from dossier.model.records import RECORDS
from dossier.model.releases import Release
from dossier.model.retired import Retired
from dossier.model.schema import hints, labels
from dossier.model.withholding import Emptied

DRAFT = "http://json-schema.org/draft-07/schema#"
SCALAR = ["string", "number", "boolean"]
ID = "^[a-z0-9]+(-[a-z0-9]+)*$"
LISTS: dict[str, tuple[type, str]] = {
    "retired": (Retired, "retired.yml: ids once published and since withdrawn"),
    "releases": (Release, "releases.yml: states of the dossier that have a name; written by dossier release"),
}
"""The lists beside the records, by the names of their schemas: what an entry is, and a title."""
NAMES = (*RECORDS, *LISTS)
"""The names of the schemas: every kind of record, and the lists."""

_CHECKED: dict[Any, dict[str, Any]] = {
    record_id: {"type": SCALAR, "pattern": ID, "maxLength": 80},
    web_address: {"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"},
    language_tag: {"type": "string", "description": "BCP 47: en, ar, tr, zh-Hans."},
    country_code: {"type": "string", "description": "ISO 3166-1, two letters."},
}


def schema_of(name: str) -> str:
    """The schema of a kind's front matter, or of a list, as text; the same bytes every time."""
    definitions: dict[str, Any] = {}
    if name in LISTS:
        cls, title = LISTS[name]
        body: dict[str, Any] = {"title": title, "type": "array", "items": class_schema(cls, definitions)}
    else:
        cls = next(record for kind, record in RECORDS.items() if kind == name)
        body = {"title": f"Front matter of {a_kind(cls.kind)}", **class_schema(cls, definitions)}
    whole = {"$schema": DRAFT, **body, "definitions": dict(sorted(definitions.items()))}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def class_schema(cls: type, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a mapping; the schemas of those within it are added to `definitions`."""
    told, needed, properties = documentation(cls), [], {}
    needs = {key_of(f.name) for f in fields(cls) if f.default is MISSING and f.default_factory is MISSING}
    for key, hint in hints(cls).items():
        found = _of_hint(hint, definitions)
        if key in needs:
            needed.append(key)
        else:
            found = _or_nothing(found)
        if key in told:
            text = " ".join(part for part in (told[key], found.pop("description", "")) if part)
            found = {"description": text, **found}
        # Beside a $ref draft 7 sees nothing else.
        properties[key] = {"title": labels(cls)[key], **({"allOf": [found]} if "$ref" in found else found)}
    return {
        "description": purpose(cls),
        "type": "object",
        "properties": properties,
        **({"required": needed} if needed else {}),
        "additionalProperties": False,
    }


def _or_nothing(found: dict[str, Any]) -> dict[str, Any]:
    """Accept an empty value as well, which means a key left out."""
    if "enum" in found:
        return {**found, "enum": [*found["enum"], None]}
    if "type" in found:
        types_ = found["type"] if isinstance(found["type"], list) else [found["type"]]
        return {**found, "type": [*types_, "null"]}
    return {"anyOf": [*(found.get("anyOf") or [found]), {"type": "null"}]}


def _of_hint(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    notes: tuple[Any, ...] = ()
    while hasattr(hint, "__metadata__") or get_origin(hint) in (Union, types.UnionType):
        if hasattr(hint, "__metadata__"):
            notes += hint.__metadata__
            hint = hint.__origin__
        else:
            hint = next(part for part in get_args(hint) if part is not type(None))
    return _noted(_bare(hint, definitions), hint, notes)


def _noted(found: dict[str, Any], hint: Any, notes: tuple[Any, ...]) -> dict[str, Any]:
    """Add what the annotations say: ids, checks, short forms."""
    for note in notes:
        if isinstance(note, Checked) and hint is not Decimal:
            found = {**found, **_CHECKED.get(note.parse, {})}
        elif isinstance(note, Ref):
            kinds = f"Id of {' or '.join(map(a_kind, note.kinds))}"  # type: ignore[arg-type]
            words = f", or {' or '.join(note.words)}" if note.words else ""
            shape = {} if note.or_words else {"pattern": ID, "maxLength": 80}
            found = {
                "description": f"{kinds}{words}{', or words' if note.or_words else ''}.",
                "type": SCALAR,
                **shape,
            }
        elif isinstance(note, Listed):
            written = {"description": f"Or as one text, divided by {note.separator}", "type": "string"}
            found = {"anyOf": [found, written]}
        elif isinstance(note, Short):
            text = {"description": f"Short for its {note.key}.", "type": SCALAR}
            found = {"anyOf": [found, text]}
        elif isinstance(note, Emptied):
            found = {"anyOf": [*(found.get("anyOf") or [found]), _emptied(note)]}
    return found


def _emptied(note: Emptied) -> dict[str, Any]:
    """The schema of a withheld mapping, in which the required keys are left out."""
    publish = {"publish": {"enum": ["withhold"]}}
    without = {"not": {"required": [note.forbidden]}} if note.forbidden else {}
    return {
        "description": "Withheld.",
        "type": "object",
        "properties": publish,
        "required": ["publish"],
        **without,
    }


def _bare(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    arguments = [part for part in get_args(hint) if part is not Ellipsis]
    origin = get_origin(hint)
    if origin is Literal:
        return {"enum": arguments}
    if origin is tuple:
        return {"type": "array", "items": _of_hint(arguments[0], definitions)}
    if origin is Mapping:
        key, item = (_of_hint(part, definitions) for part in arguments)
        names = {"enum": key["enum"]} if "enum" in key else {"pattern": key.get("pattern", "")}
        return {"type": "object", "propertyNames": names, "additionalProperties": _or_nothing(item)}
    if hint is Window:
        form = "EDTF: 2019, 2019-05, 2019-05-14, 2019-05~, 2019-06-02.., 2019-05-14/2019-06-02."
        return {"description": form, "type": ["string", "number"]}
    if hint is Decimal:
        return {"type": ["number", "string"]}
    if hint is Locator:
        return {"description": "¶ 3, p. 4, § 2, 12:30 or headline.", "type": ["string", "number"]}
    if isinstance(hint, type) and is_dataclass(hint):
        name = hint.__name__
        if name not in definitions:
            definitions[name] = {}
            definitions[name] = class_schema(hint, definitions)
        return {"$ref": f"#/definitions/{name}"}
    return {"type": SCALAR}
