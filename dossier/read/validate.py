"""A mapping → a record, validated by pydantic; each of its errors is reported in our words at its place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.model.parts import Body, Kind, a_kind
from dossier.model.records import FILE_KEYS, RECORDS, Record
from dossier.model.schema import keys_at
from dossier.read.frontmatter import Keys

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _adapter(kind: Kind) -> TypeAdapter[Record]:
    # pydantic is imported for who validates: an edit of a text needs none of it.
    from pydantic import TypeAdapter

    return TypeAdapter(RECORDS[kind])


def validate(
    kind: Kind, id_: str, path: str, values: dict[str, Any], body: Body, report: Report
) -> Record | None:
    """The record that `values` describe, or None after reporting why there is none."""
    from pydantic import ValidationError

    for key in FILE_KEYS:
        if key in values:
            hint = "delete the line; an id is the file's name" if key == "id" else "delete the line"
            report.error(
                "unknown-key", Spot(path, (key,), on_key=True), f'{a_kind(kind)} has no key "{key}"', hint
            )
            values = {name: value for name, value in values.items() if name != key}
    try:
        record = _adapter(kind).validate_python(values)
    except ValidationError as errors:
        for error in errors.errors(include_url=False):
            _explain(error, kind, path, report)
        return None
    # Nobody else refers to the record yet, and `replace` would take longer than the validation.
    for name, value in (("id", id_), ("path", path), ("body", body)):
        object.__setattr__(record, name, value)
    return record


def _explain(error: Any, kind: Kind, path: str, report: Report) -> None:
    keys: Keys = tuple(part for part in error["loc"] if part != "[key]")
    name, context = error["type"], error.get("ctx", {})
    last = keys[-1] if keys else ""
    if name == "missing":
        spot = Spot(path, keys, on_key=True)
        where = f'"{_shown(keys[:-1])}"' if keys[:-1] else a_kind(kind)
        report.error("missing-key", spot, f'{where} lacks "{last}"', f"write {last}: and its value")
    elif name in ("unexpected_keyword_argument", "extra_forbidden"):
        known = keys_at(RECORDS[kind], keys[:-1])
        where = f'"{_shown(keys[:-1])}"' if keys[:-1] else a_kind(kind)
        hint = did_you_mean(str(last), known) or f"it may have {', '.join(known)}"
        if error["input"] == "":  # `{text: no, never}`: YAML saw a key
            hint = "a text with a comma goes into quotation marks, or stands on a line of its own"
        report.error("unknown-key", Spot(path, keys, on_key=True), f'{where} has no key "{last}"', hint)
    elif name == "literal_error":
        on_key = error["loc"][-1] == "[key]"
        expected = str(context["expected"]).replace("'", '"')
        nearest = did_you_mean(
            str(error["input"]), expected.replace('"', "").replace(" or ", ", ").split(", ")
        )
        message = (
            f'"{_shown(keys)}" cannot be "{error["input"]}"' if not on_key else f'"{last}" is not known here'
        )
        code = "bad-value"
        if not isinstance(error["input"], str):
            code, (message, _) = "wrong-type", _wrong_type(name, error["input"], keys, ())
        report.error(code, Spot(path, keys, on_key=on_key), message, nearest or f"write {expected}")
    elif "message" in context:
        report.error(name, Spot(path, keys), context["message"], context.get("hint", ""))
    else:
        message, hint = _wrong_type(name, error["input"], keys, keys_at(RECORDS[kind], keys))
        report.error("wrong-type", Spot(path, keys), message, hint)


def _shown(keys: Keys) -> str:
    return ".".join(str(key) for key in keys)


def _wrong_type(name: str, given: Any, keys: Keys, known: Sequence[str]) -> tuple[str, str]:
    wanted = {
        "string_type": "a text",
        "literal_error": "a text",
        "tuple_type": "a list",
        "mapping_type": "a mapping",
        "dict_type": "a mapping",
        "dataclass_type": "a mapping",
        "dataclass_exact_type": "a mapping",
    }.get(name, "something else")
    got = "a list" if isinstance(given, list) else "a mapping" if isinstance(given, dict) else "a text"
    key = next((key for key in reversed(keys) if isinstance(key, str)), "")
    hint = ""
    if wanted == "a text":
        hint = f'quote it, so that its brackets, braces and colons are taken as text: "{_as_written(given)}"'
    elif wanted == "a list" and isinstance(given, str):
        hint = f"write {key}: [{given}]"
    elif wanted == "a mapping":
        own = f" ({', '.join(known)})" if known else ""
        hint = f"write {key}: and its own keys{own}, a line each, indented"
    return f'"{_shown(keys)}" is {got}, and {wanted} belongs there', hint


def _as_written(given: Any) -> str:
    """What the author probably typed: `a: b, c` where YAML saw a mapping."""
    if isinstance(given, dict):
        return ", ".join(
            f"{key}: {_as_written(value)}" if value != "" else str(key) for key, value in given.items()
        )
    if isinstance(given, list):
        return "[" + ", ".join(_as_written(item) for item in given) + "]"
    return str(given).replace('"', '\\"')
