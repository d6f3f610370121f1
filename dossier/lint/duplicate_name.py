"""Two records of one outlet, body or person: each would be an origin."""

from __future__ import annotations

from collections.abc import Iterator

from dossier.diagnostics import Report, Spot
from dossier.lint.subject import Subject
from dossier.model.addresses import comparable
from dossier.model.folding import fold
from dossier.model.records import Actor, Publisher
from dossier.model.withholding import withholds

Party = Actor | Publisher


def duplicate_name(subject: Subject, report: Report) -> None:
    """An outlet or actor is recorded once, or the second record says which it is: `is`, `edition_of`."""
    first: dict[tuple[str, ...], Party] = {}
    named: set[tuple[str, str]] = set()
    parties: list[Party] = [*subject.corpus.of(Actor), *subject.corpus.of(Publisher)]
    for record in parties:
        for what, key, preferred in _keys(record):
            other = first.setdefault(key, record)
            if other is record or (other.id, record.id) in named or subject.are_one(other, record):
                continue
            if what == "name" and not (preferred or any(k == key and p for _, k, p in _keys(other))):
                continue
            named.add((other.id, record.id))
            message = f'the {other.kind} "{other.id}" has this {what} as well: both would count as origins'
            report.warning(
                "duplicate-name", Spot(record.path, _place(record, what)), message, _hint(other, record)
            )


def _keys(record: Party) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """What may be no other's: the kind of it, its key, and whether it is the preferred name."""
    if withholds(record):
        return
    person = isinstance(record, Actor) and record.type == "person"
    for number, name in enumerate(dict.fromkeys([record.title, *(named.name for named in record.names)])):
        words = fold(name).split()
        if not person or len(words) > 1:  # many people have one family name
            yield "name", ("person" if person else "body", " ".join(words)), number == 0
    if isinstance(record, Publisher) and record.url:
        yield "address", ("url", comparable(record.url)), True
    if isinstance(record, Actor):
        for register, value in record.identifiers.items():
            yield f"key in {register}", (register, value), True


def _place(record: Party, what: str) -> tuple[str, ...]:
    return ("title",) if what == "name" else ("url",) if what == "address" else ("identifiers",)


def _hint(other: Party, record: Party) -> str:
    merge = f"dossier merge {other.id} {record.id}"
    if isinstance(record, Publisher):
        if isinstance(other, Actor):
            return f"if that is who publishes here, write is: {other.id}; else a title that tells them apart"
        return f"write edition_of: {other.id}, or make one of the two: {merge}"
    return f"if they are the same: {merge}; else a title that tells them apart"
