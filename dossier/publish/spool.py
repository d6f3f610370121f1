"""What search knows of pages, in a file until the index is made: it is as much as their texts, and their words besides."""

from __future__ import annotations

import os
import tempfile
from dataclasses import replace
from types import TracebackType

from dossier.export import Entry
from dossier.increment import entry_of


class Spool:
    """Entries, as they are kept, in a file without a name."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the block ends
        self._places: dict[str, tuple[int, int]] = {}
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

    def add(self, kept: bytes) -> Entry:
        """Put one into the file; what is given has no text and no words."""
        entry = entry_of(kept)
        self._places[entry.address] = len(kept), self._size
        self._file.write(kept)
        self._size += len(kept)
        return replace(entry, text="", fields=())

    def whole(self, entry: Entry) -> Entry:
        """With its text and words; one that was not put here is given back as it is."""
        place = self._places.get(entry.address)
        if place is None:
            return entry
        self._file.flush()
        return entry_of(os.pread(self._file.fileno(), *place))
