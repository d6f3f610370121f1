"""What search and previews know of pages, in a file until these are made: as much as their texts, and words besides."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from types import TracebackType

from dossier.export import Entry, Preview
from dossier.incremental import load_entry, load_preview
from dossier.store.values import pack


class Spool:
    """Entries, as they are kept, in a file without a name."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the block ends
        self._places: dict[str, tuple[int, int, int]] = {}
        self._size = 0

    def __enter__(self) -> Spool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.close()

    def add(self, kept: bytes, preview: Preview | None = None) -> Entry:
        """Put one into the file, and its preview; what is given has no text, no words and no spellings."""
        entry = load_entry(kept)
        shown = pack(preview)
        self._places[entry.address] = self._size, len(kept), len(shown)
        self._file.write(kept + shown)
        self._size += len(kept) + len(shown)
        return replace(entry, text="", fields=(), spelled=())

    def restored(self, entry: Entry) -> Entry:
        """With all of it; one that was not put here is given back as it is."""
        if entry.address not in self._places:
            return entry
        start, size, _ = self._places[entry.address]
        return load_entry(self._read(size, start))

    def preview(self, entry: Entry) -> Preview | None:
        """What was put here with it."""
        if entry.address not in self._places:
            return None
        start, before, size = self._places[entry.address]
        return load_preview(self._read(size, start + before))

    def _read(self, size: int, start: int) -> bytes:
        self._file.flush()
        return os.pread(self._file.fileno(), size, start)
