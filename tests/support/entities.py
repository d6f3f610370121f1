"""Entities of FollowTheMoney held against its schema, which is data here: the library itself needs ICU to be compiled."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

SCHEMA: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "followthemoney.json").read_text("utf-8")
)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}(T\d{2}(:\d{2}(:\d{2})?)?)?)?)?")


def faults(entity: Mapping[str, Any], kinds: Mapping[str, str]) -> list[str]:
    """What an import would refuse or drop; `kinds` are the schemata of all entities by id."""
    schema = SCHEMA["schemata"].get(entity["schema"])
    if schema is None or schema["abstract"]:
        return [f"no entity is a {entity['schema']}"]
    found = [f"{name} is required" for name in schema["required"] if not entity["properties"].get(name)]
    for name, values in entity["properties"].items():
        if name not in schema["properties"]:
            found.append(f"{entity['schema']} has no {name}")
            continue
        type_, *range_ = schema["properties"][name]
        found += [
            f"{name}: {value!r} is no {type_}" for value in values if not _is(type_, value, range_, kinds)
        ]
    return found


def _is(type_: str, value: object, range_: list[str], kinds: Mapping[str, str]) -> bool:
    if not isinstance(value, str) or not value.strip():
        return False
    lists: dict[str, Container[str]] = {"language": SCHEMA["languages"], "country": SCHEMA["countries"]}
    match type_:
        case "entity":
            return bool({*range_} & {*SCHEMA["schemata"].get(kinds.get(value, ""), {}).get("schemata", ())})
        case "date":
            return _DATE.fullmatch(value) is not None
        case "url":
            return value.startswith(("http://", "https://"))
        case "language" | "country":
            return value in lists[type_]
    return True
