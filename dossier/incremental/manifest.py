"""The content files: which of them have changed since the last build, and what is known of the others."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Container, Iterable, Mapping
from urllib.parse import urlsplit

from dossier.config import Settings
from dossier.incremental.codec import bringing, diagnostics_of, named_of
from dossier.incremental.database import State
from dossier.incremental.previous import Before
from dossier.link import Named, resolved
from dossier.lint.words import Words
from dossier.model.markup import ADDRESS
from dossier.model.parts import Kind
from dossier.model.prose import prose_of
from dossier.read import Document, summed
from dossier.store.bodies import record_of
from dossier.store.file_stats import NEVER, Stamp, stamp_of

Files = dict[str, tuple[Stamp, str, Kind, bytes, bytes]]
"""The state's fact "files": for each content file its stamp; of a record its id, its kind, and its document's sums; of any
other file the last of these alone."""


def left(state: State) -> Files:
    """The content files as the last build read them; none where there was none."""
    found: Files = state.fact("files") or {}
    return found


def files_now(settings: Settings, documents: Iterable[Document], now: Mapping[str, Stamp]) -> Files:
    """The fact "files" of a dossier that was read when its files had these stamps."""
    found: Files = {}
    for document in documents:
        if document.record is not None and document.sums[0]:
            stamp = now.get(document.inside, NEVER)
            found[document.inside] = (stamp, document.id, document.kind, *document.sums)
    for inside, stamp in now.items():
        if inside not in found:
            found[inside] = (stamp, "", "page", b"", _sum_of_other(settings, inside, stamp))
    return found


def as_it_was(settings: Settings, inside: str, known: tuple[Stamp, str, Kind, bytes, bytes]) -> bool:
    """Whether a file whose stamp is another one holds what it held: in a checkout of its own every stamp is."""
    found = sum_of(settings, inside) if known[1] else _sum_of_other(settings, inside, None)
    return bool(found) and found == known[4]


def _sum_of_other(settings: Settings, inside: str, stamp: Stamp | None) -> bytes:
    """The digest of a file that is no record; that of nothing where its stamp is not this one any more."""
    path = settings.content / inside
    try:
        data = b"" if path.is_symlink() else path.read_bytes()
        same = stamp is None or stamp_of(path) == stamp
    except OSError:
        return b""
    return summed(data) if data and same else b""


def before(state: State, settings: Settings, now: Mapping[str, Stamp]) -> Before:
    """What still holds of what the last build knew."""
    old = left(state)
    same = {
        inside: known
        for inside, known in old.items()
        if known[1]
        and inside in now
        and (now[inside] == known[0] != NEVER or sum_of(settings, inside) == known[4])
    }
    if not same:
        return Before()
    heads = state.blobs("heads")
    documents = {}
    for inside, (_, id_, kind, *sums) in same.items():
        record = record_of(heads[id_], bringing(state, id_))
        documents[inside] = Document(record.path, inside, kind, id_, record.body, record, (sums[0], sums[1]))
    names, labels = state.fact("words") or ({}, ())
    return Before(
        documents,
        _sound(state, old, same, now),
        _named(state, documents, heads),
        Words(names, labels),
        diagnostics_of(state.fact("diagnostics") or ()),
        lambda texts: state.holding("bodies", texts),
    )


def sum_of(settings: Settings, inside: str) -> bytes:
    """The digest of a file that seems to have changed; of one that cannot be read, that of nothing."""
    path = settings.content / inside
    try:
        # Where a link leads is for the reader to judge.
        data = b"" if path.is_symlink() else path.read_bytes()
        if not data.startswith(BOM_UTF8) and b"\r" not in data:
            return summed(data)  # what follows, for nearly every file
        return summed(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").encode())
    except (OSError, UnicodeDecodeError):
        return b""


def _sound(state: State, old: Files, same: Mapping[str, object], now: Mapping[str, Stamp]) -> frozenset[str]:
    """Files whose references lead where they led: all that are the same, unless something they may lead to is gone.

    A file that has changed may have lost a heading that another links: then all are looked through.
    """
    linked = {target for targets in anchors(state).values() for target in targets}
    gone = old.keys() - now.keys()
    return frozenset() if gone or not linked.isdisjoint(old.keys() - same.keys()) else frozenset(same)


Anchors = dict[str, list[str]]
"""The state's fact "anchors": for each text that links headings of others, their paths within the content folder."""


def anchors(state: State) -> Anchors:
    """Those of the last build."""
    found: Anchors = state.fact("anchors") or {}
    return found


def anchors_now(old: Anchors, read: Iterable[Document], there: Container[str]) -> Anchors:
    """The fact "anchors", where these documents were read anew and these records are there."""
    found = {id_: targets for id_, targets in old.items() if id_ in there}
    for document in read:
        found.pop(document.id, None)
        hrefs = (
            urlsplit(part[1])
            for _, _, parts in prose_of(document.body.blocks)
            for part in parts
            if part[0] == ADDRESS and not isinstance(part, str)
        )
        targets = {resolved(href.path, document.inside) for href in hrefs if href.fragment and href.path}
        if targets:
            found[document.id] = sorted(targets)
    return found


def _named(state: State, documents: Mapping[str, Document], heads: Mapping[str, bytes]) -> dict[str, Named]:
    """What the texts name that have not changed, where they show no title of what has."""
    kept = {document.id for document in documents.values()}
    changed = heads.keys() - kept
    found = {}
    for id_, blob in state.blobs("named").items():
        if id_ in kept:
            named, untitled = named_of(blob, id_)
            if changed.isdisjoint(untitled):
                found[id_] = named
    return found
