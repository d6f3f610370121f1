"""The manifest: the content files that the last build read, and which of them have changed since."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Container, Iterable, Mapping
from functools import partial
from urllib.parse import urlsplit

from dossier.config import Settings
from dossier.incremental import facts, tables
from dossier.incremental.cache import Cache
from dossier.incremental.codec import named_of
from dossier.incremental.previous import PreviousBuild
from dossier.link import Named
from dossier.model.markup import ADDRESS, linked_file
from dossier.model.prose import prose_of
from dossier.model.records import Record
from dossier.read import Document, summed
from dossier.store.bodies import with_body
from dossier.store.file_stats import ALWAYS_STALE, FileStat, file_stat


def manifest_of(
    settings: Settings,
    documents: Iterable[Document],
    now: Mapping[str, FileStat],
    records: Mapping[str, Record],
) -> facts.Manifest:
    """The manifest of a dossier whose files had the stats `now` when they were read.

    A file counts as a record's only if that record is published as it is written: any other is read in every build.
    """
    manifest: facts.Manifest = {}
    for document in documents:
        as_written = document.record is not None and records.get(document.id) is document.record
        if as_written and document.sums[0]:
            stamp = now.get(document.inside, ALWAYS_STALE)
            manifest[document.inside] = facts.FileEntry(stamp, document.id, document.kind, *document.sums)
    for inside, stamp in now.items():
        if inside not in manifest:
            manifest[inside] = facts.FileEntry(stamp, "", "page", b"", _asset_digest(settings, inside, stamp))
    return manifest


def content_is_unchanged(settings: Settings, inside: str, known: facts.FileEntry) -> bool:
    """Whether a file with another stat has the same content: in a fresh checkout every stat differs."""
    digest = content_digest(settings, inside) if known.id else _asset_digest(settings, inside, None)
    return bool(digest) and digest == known.digest


def _asset_digest(settings: Settings, inside: str, stamp: FileStat | None) -> bytes:
    """The digest of a file without a record; empty if the file cannot be read, or its stat is no longer `stamp`."""
    path = settings.content / inside
    try:
        data = b"" if path.is_symlink() else path.read_bytes()
        same = stamp is None or file_stat(path) == stamp
    except OSError:
        return b""
    return summed(data) if data and same else b""


def previous_build(state: Cache, settings: Settings, now: Mapping[str, FileStat]) -> PreviousBuild:
    """What the last build knows and is still valid for the files with the stats `now`."""
    old = state.get(facts.FILES)
    same = {
        inside: known
        for inside, known in old.items()
        if known.id
        and inside in now
        and (now[inside] == known.stat != ALWAYS_STALE or content_digest(settings, inside) == known.digest)
    }
    if not same:
        return PreviousBuild()
    heads = state.rows(tables.RECORDS)
    documents = {}
    for inside, known in same.items():
        record = with_body(heads[known.id], partial(state.required, tables.BODIES, known.id))
        sums = known.front_digest, known.digest
        documents[inside] = Document(record.path, inside, known.kind, known.id, record.body, record, sums)
    return PreviousBuild(
        documents,
        _links_that_hold(state, old, same, now),
        frozenset(known.id for known in old.values() if known.id),
        _named_before(state, documents, heads),
        state.get(facts.WORDS),
        state.get(facts.DIAGNOSTICS),
        lambda texts: state.ids_containing(tables.BODIES, texts),
    )


def content_digest(settings: Settings, inside: str) -> bytes:
    """The digest of a file whose stat differs, with line ends normalised; empty if it cannot be read."""
    path = settings.content / inside
    try:
        # A symbolic link is not followed: `read` reports it.
        data = b"" if path.is_symlink() else path.read_bytes()
        if not data.startswith(BOM_UTF8) and b"\r" not in data:
            return summed(data)  # the fast path, for nearly every file
        return summed(data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n").encode())
    except (OSError, UnicodeDecodeError):
        return b""


def _links_that_hold(
    state: Cache, old: facts.Manifest, same: Mapping[str, object], now: Mapping[str, FileStat]
) -> frozenset[str]:
    """Files whose references are still valid: all unchanged ones, unless a file that they may link to is gone.

    A changed file may have lost a heading that another file links to: then the references of all files are checked.
    """
    linked = {target for targets in state.get(facts.ANCHORS).values() for target in targets}
    removed = old.keys() - now.keys()
    return frozenset() if removed or not linked.isdisjoint(old.keys() - same.keys()) else frozenset(same)


def updated_anchors(old: facts.Anchors, read: Iterable[Document], there: Container[str]) -> facts.Anchors:
    """The anchors, where the documents `read` were read anew and the records `there` exist."""
    anchors = {id_: targets for id_, targets in old.items() if id_ in there}
    for document in read:
        anchors.pop(document.id, None)
        hrefs = (
            urlsplit(part[1])
            for _, _, parts in prose_of(document.body.blocks)
            for part in parts
            if part[0] == ADDRESS and not isinstance(part, str)
        )
        targets = {linked_file(href.path, document.inside) for href in hrefs if href.fragment and href.path}
        if targets:
            anchors[document.id] = sorted(targets)
    return anchors


def _named_before(
    state: Cache, documents: Mapping[str, Document], heads: Mapping[str, Record]
) -> dict[str, Named]:
    """What unchanged texts mention and cite; without those that show the title of a changed record."""
    unchanged = {document.id for document in documents.values()}
    changed = heads.keys() - unchanged
    names = {}
    rows = state.rows(tables.NAMES)
    for id_ in rows.keys() & unchanged:
        row = rows[id_]
        if changed.isdisjoint(row[2]):
            names[id_] = named_of(row, id_)
    return names
