"""Waits until something in the content changes, for `dossier serve` and `dossier check --watch`."""

from __future__ import annotations

import queue
from collections.abc import Generator
from pathlib import Path
from typing import NamedTuple

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from dossier.config import Settings

QUIET = 0.15
"""Seconds without a further change before one is reported: editors write a file in several steps."""
LOST = 2.0
"""Seconds without events after which the content folder is looked up again."""
CHANGES = ("created", "modified", "deleted", "moved")
"""Kinds of events that are changes; opening and closing a file are events too, and checking reads every file."""


def _number(folder: Path) -> int | None:
    """A number that distinguishes a folder from another at the same path; None if there is none."""
    try:
        return folder.stat().st_ino
    except OSError:
        return None


class Burst(NamedTuple):
    """Changes that follow closely upon one another."""

    settled: bool
    """Whether it is over; else more of it may follow."""
    paths: frozenset[Path] | None = None
    """What may have changed since the last value: files that came, changed or went; None if anything may have."""


def changes(settings: Settings) -> Generator[Burst, None, None]:
    """Yields at the beginning and after each burst of changes in the content folder or to the settings file: at once, and
    once it is over. The first value, of now, is settled.
    """
    told: queue.SimpleQueue[frozenset[Path]] = queue.SimpleQueue()
    named = [settings.file, *([settings.citation_style] if settings.citation_style else [])]
    config = {settings.project / name for name in named}

    class Changed(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            names = [Path(str(path)) for path in (event.src_path, event.dest_path) if path]
            inside = any(p in config or settings.content in p.parents for p in names)
            hidden = all(p.name.startswith(".") for p in names)
            if event.event_type in CHANGES and inside and not hidden and not event.is_directory:
                told.put(frozenset(names))

    observer = Observer()
    watched = observer.schedule(Changed(), str(settings.content), recursive=True)
    for beside in {path.parent for path in config if path.parent.is_dir()}:
        observer.schedule(Changed(), str(beside), recursive=False)
    observer.start()
    folder = _number(settings.content)
    try:
        while True:
            yield Burst(settled=True)
            while True:
                try:
                    first = told.get(timeout=LOST)
                    yield Burst(settled=False, paths=first)
                    break
                except queue.Empty:
                    # Another branch, a stash: the folder is gone for a while, and what comes back is to be watched anew.
                    now = _number(settings.content)
                    if now == folder:
                        continue
                    if now is not None:
                        observer.unschedule(watched)
                        watched = observer.schedule(Changed(), str(settings.content), recursive=True)
                    folder = now
                    break
            try:
                while True:
                    told.get(timeout=QUIET)
            except queue.Empty:
                pass
    finally:
        observer.stop()
        observer.join()
