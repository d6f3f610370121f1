"""What of the last build still holds: the files that have not changed, and the pages that nothing has touched.

Work follows change (DESIGN §9). What is taken from the last build is what a build without it would have made: a page is
drawn anew where its own record, or anything that was read while it was drawn, is not what it was.
"""

from __future__ import annotations

import marshal
import pickle
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.config import Settings
from dossier.export import Entry, Preview
from dossier.model.parts import Body
from dossier.read import Document, Stamp, summed
from dossier.read.stamps import NEVER
from dossier.spread import Sheet
from dossier.store.records import body_of, head, record_of, text
from dossier.store.state import State
from dossier.whole import Reads, Whole

Files = dict[str, tuple[Stamp, str, bytes, bytes]]
"""The state's fact "files": for each content file its stamp, and of a record the id and the document's sums."""


def left(state: State) -> Files:
    """The content files as the last build read them; none where there was none."""
    found: Files = state.fact("files") or {}
    return found


def unchanged(state: State, settings: Settings, now: Mapping[str, Stamp]) -> dict[str, Document]:
    """The documents that need not be read again, by their paths within the content folder."""
    same = {
        inside: (id_, sums)
        for inside, (stamp, id_, *sums) in left(state).items()
        if id_ and inside in now and (now[inside] == stamp != NEVER or _sum(settings, inside) == sums[1])
    }
    if not same:
        return {}
    heads = state.blobs("heads")
    found = {}
    for inside, (id_, (front, whole)) in same.items():
        record = record_of(heads[id_], brings(state, id_))
        found[inside] = Document(
            record.path, inside, record.kind, id_, "", record.body, record, (front, whole)
        )
    return found


def _sum(settings: Settings, inside: str) -> bytes:
    """The digest of a file that seems to have changed; of one that cannot be read, that of nothing."""
    try:
        data = (settings.content / inside).read_bytes()
        return summed(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").encode())
    except (OSError, UnicodeDecodeError):
        return b""


def brings(state: State, id_: str) -> Callable[[], Body]:
    """What brings the text of a record."""

    def bring() -> Body:
        kept = state.blob("bodies", id_)
        assert kept is not None, id_
        return body_of(kept)

    return bring


@dataclass(frozen=True, slots=True)
class Touched:
    """What differs from the last build."""

    records: Sequence[str]
    """The records whose pages have to be drawn, in their order."""
    gone: Sequence[str]
    """Records that there are no longer."""
    blobs: Mapping[str, Mapping[str, bytes]]
    """What is to be kept of what has changed, by table and id."""


def touched(
    state: State, whole: Whole, documents: Iterable[Document], kept: Mapping[str, Document]
) -> Touched:
    """What of a dossier, read with `kept` documents, differs from the last build's."""
    records = whole.corpus.records
    old = dict.fromkeys(state.fact("records") or ())
    read = {d.id: d for d in documents if d.inside not in kept and d.id in records}
    gone = [id_ for id_ in old if id_ not in records]
    heads, bodies = {}, {}
    for id_ in read:
        heads[id_], bodies[id_] = head(records[id_]), text(records[id_].body)
    heads = {id_: value for id_, value in heads.items() if state.blob("heads", id_) != value}
    bodies = {id_: value for id_, value in bodies.items() if state.blob("bodies", id_) != value}
    claims = _changed(state, "claims", whole.figures.claims)
    beside = _changed(state, "beside", {id_: whole.beside(id_) for id_ in records})
    changed = Reads(frozenset((*heads, *gone)), frozenset((*claims, *gone)), frozenset((*beside, *gone)))
    own = {*heads, *bodies, *claims, *beside}
    found = [id_ for id_ in records if id_ in own or id_ not in old]
    if old:
        reading = _reading(state, changed)
        found = [id_ for id_ in records if id_ in own or id_ not in old or id_ in reading]
    return Touched(found, gone, {"heads": heads, "bodies": bodies, "claims": claims, "beside": beside})


def _changed(state: State, table: str, now: Mapping[str, Any]) -> dict[str, bytes]:
    """Those of the values that a table has otherwise, or not at all, as they are to be kept."""
    then = state.blobs(table)
    return {
        id_: pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        for id_, value in now.items()
        if id_ not in then or pickle.loads(then[id_]) != value  # noqa: S301 - what this very program wrote
    }


def _reading(state: State, changed: Reads) -> set[str]:
    """The records whose pages were drawn from any of what has changed."""
    wanted = [
        {state.numbers[id_] for id_ in ids if id_ in state.numbers}
        for ids in (changed.heads, changed.claims, changed.beside)
    ]
    found = set()
    for id_, kept in state.blobs("reads").items():
        for numbers, packed in zip(wanted, marshal.loads(kept), strict=True):  # noqa: S302 - ours
            if numbers and not numbers.isdisjoint(array("I", packed)):
                found.add(id_)
                break
    return found


def of_sheet(state: State, sheet: Sheet) -> tuple[bytes, bytes, bytes]:
    """What is kept of a drawn page: what was read for it, what search knows of it, what is shown of it elsewhere."""
    reads = sheet.reads
    packed = []
    for ids in (reads.heads, reads.claims, reads.beside):
        state.number(sorted(ids))
        packed.append(array("I", sorted(state.numbers[id_] for id_ in ids)).tobytes())
    return marshal.dumps(packed), kept_entry(sheet.entry), marshal.dumps(sheet.preview)


def kept_entry(entry: Entry) -> bytes:
    """What search knows of a page, as it is kept."""
    return marshal.dumps(tuple(getattr(entry, name) for name in Entry.__slots__))


def entry_of(kept: bytes) -> Entry:
    """The same again."""
    return Entry(*marshal.loads(kept))  # noqa: S302 - what this very program wrote


def preview_of(kept: bytes) -> Preview | None:
    """What is shown of a record elsewhere."""
    found: Preview | None = marshal.loads(kept)  # noqa: S302 - what this very program wrote
    return found


def files_now(documents: Iterable[Document], now: Mapping[str, Stamp]) -> Files:
    """The fact "files" of a dossier that was read when its files had these stamps."""
    found: Files = {inside: (stamp, "", b"", b"") for inside, stamp in now.items()}
    for document in documents:
        if document.record is not None and document.sums[0]:
            found[document.inside] = (now.get(document.inside, NEVER), document.id, *document.sums)
    return found
