"""What search and previews know of pages, in a file until these are made: as much as their texts, and words besides."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from types import TracebackType

from dossier.export import Entry, Preview
from dossier.incremental import tables


class Spool:
    """Search entries and previews, serialised in a temporary file without a name."""

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

    def add(self, data: bytes, preview: Preview | None = None) -> Entry:
        """Appends a serialised entry and its preview; returns the entry without text, words and spellings."""
        entry = tables.ENTRIES.load(data)
        shown = tables.PREVIEWS.dump(preview)
        self._places[entry.address] = self._size, len(data), len(shown)
        self._file.write(data + shown)
        self._size += len(data) + len(shown)
        return replace(entry, text="", fields=(), spelled=())

    def restored(self, entry: Entry) -> Entry:
        """The complete entry; one that was never added is returned as it is."""
        if entry.address not in self._places:
            return entry
        start, size, _ = self._places[entry.address]
        return tables.ENTRIES.load(self._read(size, start))

    def preview(self, entry: Entry) -> Preview | None:
        """The preview added with an entry, if any."""
        if entry.address not in self._places:
            return None
        start, before, size = self._places[entry.address]
        return tables.PREVIEWS.load(self._read(size, start + before))

    def _read(self, size: int, start: int) -> bytes:
        self._file.flush()
        return os.pread(self._file.fileno(), size, start)
