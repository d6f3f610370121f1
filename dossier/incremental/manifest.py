"""The content files: which of them have changed since the last build, and what is known of the others."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Container, Iterable, Mapping
from urllib.parse import urlsplit

from dossier.config import Settings
from dossier.incremental.codec import body_loader, load_diagnostics, load_named
from dossier.incremental.database import Cache
from dossier.incremental.previous import PreviousBuild
from dossier.link import Named, resolved
from dossier.lint.words import Words
from dossier.model.markup import ADDRESS
from dossier.model.parts import Kind
from dossier.model.prose import prose_of
from dossier.model.records import Record
from dossier.read import Document, summed
from dossier.store.bodies import load_record
from dossier.store.file_stats import ALWAYS_STALE, FileStat, file_stat

Manifest = dict[str, tuple[FileStat, str, Kind, bytes, bytes]]
"""The state's fact "files": for each content file its stamp; of a record its id, its kind, and its document's sums; of any
other file the last of these alone."""


def previous_manifest(state: Cache) -> Manifest:
    """The content files as the last build read them; none where there was none."""
    found: Manifest = state.get("files") or {}
    return found


def manifest_of(
    settings: Settings,
    documents: Iterable[Document],
    now: Mapping[str, FileStat],
    records: Mapping[str, Record],
) -> Manifest:
    """The fact "files" of a dossier that was read when its files had these stamps.

    A file is only known to hold a record where that is published as it is written: any other is read every time.
    """
    found: Manifest = {}
    for document in documents:
        as_written = document.record is not None and records.get(document.id) is document.record
        if as_written and document.sums[0]:
            stamp = now.get(document.inside, ALWAYS_STALE)
            found[document.inside] = (stamp, document.id, document.kind, *document.sums)
    for inside, stamp in now.items():
        if inside not in found:
            found[inside] = (stamp, "", "page", b"", _asset_digest(settings, inside, stamp))
    return found


def content_is_unchanged(
    settings: Settings, inside: str, known: tuple[FileStat, str, Kind, bytes, bytes]
) -> bool:
    """Whether a file whose stamp is another one holds what it held: in a checkout of its own every stamp is."""
    found = content_digest(settings, inside) if known[1] else _asset_digest(settings, inside, None)
    return bool(found) and found == known[4]


def _asset_digest(settings: Settings, inside: str, stamp: FileStat | None) -> bytes:
    """The digest of a file that is no record; that of nothing where its stamp is not this one any more."""
    path = settings.content / inside
    try:
        data = b"" if path.is_symlink() else path.read_bytes()
        same = stamp is None or file_stat(path) == stamp
    except OSError:
        return b""
    return summed(data) if data and same else b""


def previous_build(state: Cache, settings: Settings, now: Mapping[str, FileStat]) -> PreviousBuild:
    """What still holds of what the last build knew."""
    old = previous_manifest(state)
    same = {
        inside: known
        for inside, known in old.items()
        if known[1]
        and inside in now
        and (now[inside] == known[0] != ALWAYS_STALE or content_digest(settings, inside) == known[4])
    }
    if not same:
        return PreviousBuild()
    heads = state.rows("records")
    documents = {}
    for inside, (_, id_, kind, *sums) in same.items():
        record = load_record(heads[id_], body_loader(state, id_))
        documents[inside] = Document(record.path, inside, kind, id_, record.body, record, (sums[0], sums[1]))
    names, labels = state.get("words") or ({}, ())
    return PreviousBuild(
        documents,
        _links_that_hold(state, old, same, now),
        _named_before(state, documents, heads),
        Words(names, labels),
        load_diagnostics(state.get("diagnostics") or ()),
        lambda texts: state.ids_containing("bodies", texts),
    )


def content_digest(settings: Settings, inside: str) -> bytes:
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


def _links_that_hold(
    state: Cache, old: Manifest, same: Mapping[str, object], now: Mapping[str, FileStat]
) -> frozenset[str]:
    """Files whose references lead where they led: all that are the same, unless something they may lead to is gone.

    A file that has changed may have lost a heading that another links: then all are looked through.
    """
    linked = {target for targets in previous_anchors(state).values() for target in targets}
    gone = old.keys() - now.keys()
    return frozenset() if gone or not linked.isdisjoint(old.keys() - same.keys()) else frozenset(same)


Anchors = dict[str, list[str]]
"""The state's fact "anchors": for each text that links headings of others, their paths within the content folder."""


def previous_anchors(state: Cache) -> Anchors:
    """Those of the last build."""
    found: Anchors = state.get("anchors") or {}
    return found


def updated_anchors(old: Anchors, read: Iterable[Document], there: Container[str]) -> Anchors:
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


def _named_before(
    state: Cache, documents: Mapping[str, Document], heads: Mapping[str, bytes]
) -> dict[str, Named]:
    """What the texts name that have not changed, where they show no title of what has."""
    kept = {document.id for document in documents.values()}
    changed = heads.keys() - kept
    found = {}
    for id_, blob in state.rows("names").items():
        if id_ in kept:
            named, untitled = load_named(blob, id_)
            if changed.isdisjoint(untitled):
                found[id_] = named
    return found
