"""The dossier as its files are now, in the memory of `dossier serve`: for the desk, and for pages that are open."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from dossier.config import Settings, load
from dossier.diagnostics import Report
from dossier.evidence import assess_on_demand
from dossier.evidence.quotes import with_places
from dossier.evidence.same_text import undeclared_same_texts
from dossier.link import Named, linked, named_in, published, updated
from dossier.model.corpus import Corpus, Titles, changed_ids
from dossier.model.differences import Snapshot
from dossier.model.figures import Figures
from dossier.model.parts import address_of
from dossier.model.records import Record
from dossier.read import UNPUBLISHED, Document, document, read, read_releases, read_retired, source_at
from dossier.settings_file import ConfigError
from dossier.store import lock as locks
from dossier.store.file_stats import ALWAYS_STALE, FileStat, file_stat, file_stats, restat

NO_STAT = ALWAYS_STALE
"""The stat of a file that is not there."""


@dataclass(frozen=True, slots=True)
class _Read:
    """What the reading stage returned, with the stats that the files had before."""

    stats: Mapping[str, FileStat]
    documents: Mapping[str, Document]
    """By path within the content folder, in the order of paths."""
    images: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class _Linked:
    """What the later stages made of it."""

    named: Mapping[str, Named]
    written: Corpus
    """The records as they are written."""
    shown: Corpus
    """The published ones."""
    lock: locks.Lock | None
    corpus: Corpus
    """These, with the places of quotations."""
    figures: Figures


class LiveDossier:
    """Reads the content again when it is asked for. What has not changed is neither read, linked nor counted again: each
    stage takes over what it made of the same objects for the last state.

    Safe to use from several threads.
    """

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._settings_stat: FileStat | None = None
        with suppress(OSError):
            self._settings_stat = file_stat(settings.project / settings.file)
        self._lock = threading.RLock()
        self._read: _Read | None = None
        self._linked: _Linked | None = None
        self._lock_read: tuple[FileStat, locks.Lock | None] | None = None
        self._snapshot: Snapshot | None = None

    def state(self, paths: Collection[Path] | None = None) -> Snapshot:
        """The dossier as its files are now; the same object as the last time if nothing has changed since.

        If `paths` are given, other files are taken to be as they were: that saves looking at each of them.
        """
        with self._lock:
            self._follow_settings()
            stats = self._stats(paths)
            lock = self._read_lock(stats.get(locks.NAME, NO_STAT))
            read_, changed = self._read_again(stats)
            made = self._link_again(read_, changed, lock)
            same, self._read, self._linked = made is self._linked, read_, made
            if same and self._snapshot is not None:
                return self._snapshot
            broken = frozenset(address_of(d.kind, d.id) for d in read_.documents.values() if d.record is None)
            verified = None if lock is None else frozenset(lock.entries)
            self._snapshot = Snapshot(made.corpus, made.figures, verified, broken)
            return self._snapshot

    def _stats(self, paths: Collection[Path] | None) -> dict[str, FileStat]:
        content = self.settings.content
        if paths is not None and self._read is not None:
            names = [path.relative_to(content).as_posix() for path in paths if content in path.parents]
            stats = restat(content, self._read.stats, names)
            if stats is not None:
                return stats
        return file_stats(content)

    def _read_lock(self, stat: FileStat) -> locks.Lock | None:
        """The lock; the same object unless its file has changed."""
        if self._lock_read is None or self._lock_read[0] != stat or stat == ALWAYS_STALE:
            lock = locks.read(self.settings, Report())
            if self._lock_read is not None and lock == self._lock_read[1]:
                lock = self._lock_read[1]
            self._lock_read = stat, lock
        return self._lock_read[1]

    def _read_again(self, stats: Mapping[str, FileStat]) -> tuple[_Read, Sequence[Document] | None]:
        """The documents as they are now, and those that have changed; None instead of these if files came or went."""
        last = self._read
        if last is None:
            return self._read_all(stats, {}), None
        stale = [
            inside
            for inside, stat in stats.items()
            if (stat == ALWAYS_STALE or last.stats.get(inside) != stat) and inside not in UNPUBLISHED
        ]
        changed: list[Document] = []
        same_files = stats.keys() == last.stats.keys()
        for inside in stale if same_files else ():
            before = last.documents.get(inside)
            report = Report()
            source = source_at(self.settings, inside) if before is not None else None
            now = None if source is None else document(source, report)
            if before is None or before.record is None or now is None or now.record is None or len(report):
                same_files = False
                break
            if now.sums != before.sums:
                changed.append(now)
        if not same_files:
            sound = {inside: d for inside, d in last.documents.items() if d.record is not None}
            for inside in stale:
                sound.pop(inside, None)
            return self._read_all(stats, sound), None
        documents = {**last.documents, **{d.inside: d for d in changed}}
        return _Read(stats, documents, last.images), changed

    def _read_all(self, stats: Mapping[str, FileStat], sound: Mapping[str, Document]) -> _Read:
        documents, images = read(self.settings, Report(), sound)
        return _Read(stats, {d.inside: d for d in documents}, images)

    def _link_again(
        self, read_: _Read, changed: Sequence[Document] | None, lock: locks.Lock | None
    ) -> _Linked:
        last, retired = self._linked, read_retired(self.settings, Report()).entries
        releases = read_releases(self.settings, Report()).entries
        if last is None or changed is None or any(last.written.files[d.id] != d.inside for d in changed):
            documents = list(read_.documents.values())
            before, known = (last.written.records, last.named) if last else ({}, {})
            records = {d.id: d.record for d in reversed(documents) if d.record is not None}
            named = _named(known, before, records, changed_ids(before, records))
            written = linked(documents, read_.images, retired, named)
            written = replace(written, releases=releases)
            shown = published(written, named)
        elif (
            not changed
            and last.lock is lock
            and (last.written.retired, last.written.releases) == (retired, releases)
        ):
            return last
        else:
            records = {d.id: d.record for d in changed if d.record is not None}
            all_records = {**last.written.records, **records}
            named = _named(last.named, last.written.records, all_records, records)
            written = updated(last.written, records, last.named, named)
            if (written.retired, written.releases) != (retired, releases):
                written = replace(written, retired=retired, releases=releases)
            shown = published(written, named, records if last.shown is last.written else None)
        placed = (last.shown, last.corpus) if last and last.lock is lock else None
        corpus = with_places(shown, lock or locks.Lock(), placed)
        same_texts = undeclared_same_texts(corpus, lock.signatures) if lock else ()
        figures = assess_on_demand(corpus, same_texts, (last.corpus, last.figures) if last else None)
        return _Linked(named, written, shown, lock, corpus, figures)

    def _follow_settings(self) -> None:
        """Load the settings again if their file has changed; the former ones stay where it is wrong."""
        file = self.settings.project / self.settings.file
        with suppress(ConfigError, OSError):
            stat = file_stat(file)
            if stat != self._settings_stat:
                self.settings = load(file)
                self._settings_stat, self._read, self._linked, self._lock_read = stat, None, None, None


def _named(
    known: Mapping[str, Named],
    before: Mapping[str, Record],
    records: Mapping[str, Record],
    changed: Collection[str],
) -> dict[str, Named]:
    """What all texts mention and cite: `known`, but of texts that have changed, or show a title that has."""
    titles, were = Titles(records), Titles(before)
    retitled = {id_ for id_ in changed if titles.get(id_) != were.get(id_)}
    stale = set(changed)
    if retitled:
        stale |= {id_ for id_, (mentions, _) in known.items() if not retitled.isdisjoint(mentions)}
    named = {id_: value for id_, value in known.items() if id_ not in stale}
    return named | {id_: named_in(records[id_], titles) for id_ in sorted(stale) if id_ in records}
