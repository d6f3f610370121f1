"""Checks ids: duplicates, and references in front matter to ids that do not exist or are of the wrong kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dossier.diagnostics import Report, Spot, did_you_mean
from dossier.model.checks import id_fault, is_id
from dossier.model.parts import FOLDERS, Kind, a_kind
from dossier.model.records import Record
from dossier.model.schema import Reference, references


def unique(found: Iterable[tuple[Kind, str, str]], report: Report) -> dict[str, Kind]:
    """The kind of every id; `found` holds kind, id and path of each file, in the order of paths."""
    paths: dict[str, str] = {}
    kinds: dict[str, Kind] = {}
    for kind, id_, path in found:
        if id_ in paths:
            report.error(
                "duplicate-id",
                Spot(path),
                f'"{id_}" is already the id of {paths[id_]}',
                "rename one of the two files",
            )
        else:
            paths[id_], kinds[id_] = path, kind
    return kinds


def check_references(record: Record, kinds: Mapping[str, Kind], report: Report) -> None:
    """Report every id in the record's front matter that does not exist, or is of the wrong kind."""
    for reference in references(record):
        if reference.target in reference.rule.words or (
            reference.rule.or_words and not is_id(reference.target)
        ):
            continue
        if kinds.get(reference.target) not in reference.rule.kinds:
            _explain(reference, kinds, record.path, report)


def _explain(reference: Reference, kinds: Mapping[str, Kind], path: str, report: Report) -> None:
    spot = Spot(path, reference.keys, reference.on_key, inner=reference.target)
    name = " or ".join(reference.rule.kinds)
    kind = kinds.get(reference.target)
    if kind is None:
        known = [id_ for id_, of in kinds.items() if of in reference.rule.kinds]
        hint = did_you_mean(reference.target, [*known, *reference.rule.words])
        if not hint and is_id(reference.target):
            hint = f"add it with: dossier new {reference.rule.kinds[0]} {reference.target}"
        elif not hint:
            hint = id_fault(reference.target).hint
        report.error("unknown-id", spot, f'no {name} "{reference.target}"', hint)
    else:
        is_a = a_kind(kind)
        hint = f"name it under {FOLDERS[kind]}" if kind in FOLDERS else ""
        report.error("wrong-kind", spot, f'"{reference.target}" is {is_a}; {name} belongs here', hint)
