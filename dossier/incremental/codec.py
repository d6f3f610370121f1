"""Cached values as plain data, which `marshal` writes. All of it is authenticated before it is decoded."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from typing import Any

from dossier.diagnostics import Diagnostic, Span
from dossier.export import Entry, Preview
from dossier.incremental.database import State
from dossier.link import Named
from dossier.model.corpus import Mention
from dossier.model.markup import LINK
from dossier.model.parts import Body
from dossier.model.prose import pieces, prose_of
from dossier.pool import Sheet
from dossier.render import Common
from dossier.store.bodies import body_of
from dossier.store.codec import made, plain
from dossier.tracking import Reads


def values_of(value: Any) -> tuple[Any, ...]:
    """The fields of a dataclass, in their order."""
    return tuple(getattr(value, field.name) for field in fields(value))


def kept_common(common: Common) -> Any:
    """What every page shows, of what `marshal` holds."""
    return plain(common)


def common_kept(kept: Any) -> Common:
    """The same again."""
    found: Common = made(Common, kept)
    return found


def text_of(state: State, id_: str) -> Body:
    """The text of a record."""
    kept = state.blob("bodies", id_)
    assert kept is not None, id_
    return body_of(kept)


def bringing(state: State, id_: str) -> Callable[[], Body]:
    """What brings the text of a record."""
    return lambda: text_of(state, id_)


def kept_named(body: Body, named: Named) -> bytes:
    """What a text names, and the ids it shows by their titles."""
    mentions, cited = named
    untitled = {
        mark[1]
        for _, _, parts in prose_of(body.blocks)
        for _, mark in pieces(parts)
        if mark and mark[0] == LINK and not mark[2]
    }
    sentences = {target: (m.before, m.name, m.after) for target, m in mentions.items()}
    return marshal.dumps((sentences, cited, sorted(untitled)))


def named_of(kept: bytes, id_: str) -> tuple[Named, Sequence[str]]:
    """The same again; `id_` is the record's whose text it is."""
    sentences, cited, untitled = marshal.loads(kept)  # noqa: S302 - authenticated
    return ({target: Mention(id_, *of) for target, of in sentences.items()}, cited), untitled


def of_sheet(state: State, sheet: Sheet) -> dict[str, bytes]:
    """What is kept of a drawn page, by table."""
    return {
        "reads": kept_reads(state, sheet.reads),
        "entries": marshal.dumps(values_of(sheet.entry)),
        "previews": marshal.dumps(sheet.preview),
    }


def kept_reads(state: State, reads: Reads) -> bytes:
    """What was read for a page; what has no number is given one."""
    for ids in (reads.heads, reads.claims, reads.beside):
        state.number(sorted(ids))
    return packed_reads(state.numbers, reads)


def packed_reads(numbers: Mapping[str, int], reads: Reads) -> bytes:
    """What was read for a page, as numbers; raises `KeyError`."""
    of = (reads.heads, reads.claims, reads.beside)
    return marshal.dumps([array("I", sorted([numbers[id_] for id_ in ids])).tobytes() for ids in of])


def entry_of(kept: bytes) -> Entry:
    """What search knows of a page."""
    return Entry(*marshal.loads(kept))  # noqa: S302 - authenticated


def preview_of(kept: bytes) -> Preview | None:
    """What is shown of a record elsewhere."""
    found: Preview | None = marshal.loads(kept)  # noqa: S302 - authenticated
    return found


def kept_of(diagnostics: Iterable[Diagnostic]) -> Any:
    """Diagnostics whose lines are known, of what `marshal` holds."""
    return [(d.code, d.severity, values_of(d.at), d.message, d.hint) for d in diagnostics]


def diagnostics_of(kept: Any) -> tuple[Diagnostic, ...]:
    """What was found the last time."""
    return tuple(
        Diagnostic(code, severity, Span(*at), message, hint) for code, severity, at, message, hint in kept
    )
