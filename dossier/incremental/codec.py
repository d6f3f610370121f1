"""Encoders and decoders of cached values: plain data that `marshal` writes. Only authenticated bytes are decoded."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from dossier.diagnostics import Diagnostic, Span
from dossier.export import Entry, Preview
from dossier.incremental.cache import Cache
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
    """The field values of a dataclass instance, in field order."""
    return tuple(getattr(value, field.name) for field in fields(value))


def dump_common(common: Common) -> Any:
    """Encode the values that every page shows."""
    return to_plain(common)


def load_common(data: Any) -> Common:
    """Decode what `dump_common` encoded."""
    common: Common = from_plain(Common, data)
    return common


def cached_body(state: Cache, id_: str) -> Body:
    """The cached text of a record."""
    data = state.row("bodies", id_)
    assert data is not None, id_
    return load_body(data)


def body_loader(state: Cache, id_: str) -> Callable[[], Body]:
    """A function that loads a record's text from the state."""
    return lambda: cached_body(state, id_)


def dump_named(body: Body, named: Named) -> bytes:
    """Encode what a text mentions and cites, and the ids of records that it shows by their titles."""
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
    """Decode what `dump_named` encoded, for the text of the record `id_`."""
    sentences, cited, untitled = unpack(data)
    return ({target: Mention(id_, *sentence) for target, sentence in sentences.items()}, cited), untitled


def dump_page(state: Cache, sheet: RenderedPage) -> dict[str, bytes]:
    """The rows to store for a rendered page, by table."""
    return {
        "dependencies": dump_dependencies(state, sheet.dependencies),
        "entries": pack(field_values(sheet.entry)),
        "previews": pack(sheet.preview),
    }


def dump_dependencies(state: Cache, dependencies: Dependencies) -> bytes:
    """Encode a page's dependencies; an id that has no number yet gets one."""
    for ids in (dependencies.records, dependencies.figures, dependencies.index_rows):
        state.assign_numbers(sorted(ids))
    return pack_dependencies(state.numbers, dependencies)


def pack_dependencies(numbers: Mapping[str, int], dependencies: Dependencies) -> bytes:
    """Encode dependencies as sorted numbers; raises `KeyError` for an id that has no number."""
    groups = (dependencies.records, dependencies.figures, dependencies.index_rows)
    return pack([array("I", sorted([numbers[id_] for id_ in ids])).tobytes() for ids in groups])


def load_entry(data: bytes) -> Entry:
    """Decode the search entry of a page."""
    return Entry(*unpack(data))


def load_preview(data: bytes) -> Preview | None:
    """Decode the link preview of a record."""
    preview: Preview | None = unpack(data)
    return preview


def dump_diagnostics(diagnostics: Iterable[Diagnostic]) -> Any:
    """Encode diagnostics whose lines and columns are resolved."""
    return [(d.code, d.severity, field_values(d.at), d.message, d.hint) for d in diagnostics]


def load_diagnostics(data: Any) -> tuple[Diagnostic, ...]:
    """Decode what `dump_diagnostics` encoded."""
    return tuple(
        Diagnostic(code, severity, Span(*at), message, hint) for code, severity, at, message, hint in data
    )
