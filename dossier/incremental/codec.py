"""Cached values as plain data, which `marshal` writes. All of it is authenticated before it is decoded."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from dossier.diagnostics import Diagnostic, Span
from dossier.export import Entry, Preview
from dossier.incremental.database import Database
from dossier.link import Named
from dossier.model.corpus import Mention
from dossier.model.markup import LINK
from dossier.model.parts import Body
from dossier.model.prose import pieces, prose_of
from dossier.pool import RenderedPage
from dossier.render import Common
from dossier.store.bodies import load_body
from dossier.store.codec import from_plain, to_plain
from dossier.store.values import pack, unpack
from dossier.tracking import Dependencies


def field_values(value: Any) -> tuple[Any, ...]:
    """The fields of a dataclass, in their order."""
    return tuple(getattr(value, field.name) for field in fields(value))


def dump_common(common: Common) -> Any:
    """What every page shows, of what `marshal` holds."""
    return to_plain(common)


def load_common(data: Any) -> Common:
    """The same again."""
    found: Common = from_plain(Common, data)
    return found


def cached_body(state: Database, id_: str) -> Body:
    """The text of a record."""
    data = state.row("bodies", id_)
    assert data is not None, id_
    return load_body(data)


def body_loader(state: Database, id_: str) -> Callable[[], Body]:
    """What brings the text of a record."""
    return lambda: cached_body(state, id_)


def dump_named(body: Body, named: Named) -> bytes:
    """What a text names, and the ids it shows by their titles."""
    mentions, cited = named
    untitled = {
        mark[1]
        for _, _, parts in prose_of(body.blocks)
        for _, mark in pieces(parts)
        if mark and mark[0] == LINK and not mark[2]
    }
    sentences = {target: (m.before, m.name, m.after) for target, m in mentions.items()}
    return pack((sentences, cited, sorted(untitled)))


def load_named(data: bytes, id_: str) -> tuple[Named, Sequence[str]]:
    """The same again; `id_` is the record's whose text it is."""
    sentences, cited, untitled = unpack(data)
    return ({target: Mention(id_, *of) for target, of in sentences.items()}, cited), untitled


def dump_page(state: Database, sheet: RenderedPage) -> dict[str, bytes]:
    """What is kept of a drawn page, by table."""
    return {
        "dependencies": dump_dependencies(state, sheet.dependencies),
        "entries": pack(field_values(sheet.entry)),
        "previews": pack(sheet.preview),
    }


def dump_dependencies(state: Database, dependencies: Dependencies) -> bytes:
    """What was read for a page; what has no number is given one."""
    for ids in (dependencies.records, dependencies.figures, dependencies.index_rows):
        state.assign_numbers(sorted(ids))
    return pack_dependencies(state.numbers, dependencies)


def pack_dependencies(numbers: Mapping[str, int], dependencies: Dependencies) -> bytes:
    """What was read for a page, as numbers; raises `KeyError`."""
    of = (dependencies.records, dependencies.figures, dependencies.index_rows)
    return pack([array("I", sorted([numbers[id_] for id_ in ids])).tobytes() for ids in of])


def load_entry(data: bytes) -> Entry:
    """What search knows of a page."""
    return Entry(*unpack(data))


def load_preview(data: bytes) -> Preview | None:
    """What is shown of a record elsewhere."""
    found: Preview | None = unpack(data)
    return found


def dump_diagnostics(diagnostics: Iterable[Diagnostic]) -> Any:
    """Diagnostics whose lines are known, of what `marshal` holds."""
    return [(d.code, d.severity, field_values(d.at), d.message, d.hint) for d in diagnostics]


def load_diagnostics(data: Any) -> tuple[Diagnostic, ...]:
    """What was found the last time."""
    return tuple(
        Diagnostic(code, severity, Span(*at), message, hint) for code, severity, at, message, hint in data
    )
