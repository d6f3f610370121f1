"""Notes and bibliography in a CSL style (extra `csl`).

What a style makes of a source depends on the source and the place within it alone, so that it is cached by content;
`prepare` has all that is missing set at once, for each run of pandoc costs.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, Protocol

from dossier.cite.csl_style import CslStyle
from dossier.cite.note_style import Wanted
from dossier.cite.pandoc import FIRST, Cited, set_in
from dossier.cite.reference import Reference
from dossier.cite.text import Citation, Run, Runs
from dossier.model.locators import Locator

CHUNK = 500
"""Sources that one run of pandoc sets."""
SHARDS = 16
"""Files that the cache of a style consists of."""


class Cache(Protocol):
    """Files of values; one that is not there is None."""

    def read(self, name: str) -> Any:
        """The value of a name."""

    def write(self, name: str, value: object) -> None:
        """Store a value."""


@dataclass(slots=True)
class Styled:
    """A CSL style; raises `CannotSet` where pandoc cannot set a source."""

    style: CslStyle
    cache: Cache
    _set: dict[str, Cited] = field(default_factory=dict)
    _read: set[int] = field(default_factory=set)
    _keys: dict[Wanted, str] = field(default_factory=dict)
    _digest: bytes = b""

    @property
    def name(self) -> str:
        """Its title."""
        return f"the style “{self.style.title or 'without a name'}”"

    @property
    def batched(self) -> bool:
        """Each run of pandoc costs."""
        return True

    def prepare(self, wanted: Iterable[Wanted]) -> None:
        """Set all of these that are neither in memory nor in the cache, in as few runs as there are processors."""
        several = {self._key(one): one for one in dict.fromkeys(wanted)}
        for shard in {_shard(key) for key in several.keys() - self._set.keys()} - self._read:
            self._set.update((key, _unpacked(value)) for key, value in (self._stored(shard) or {}).items())
            self._read.add(shard)
        missing = sorted(several.keys() - self._set.keys())
        if not missing:
            return
        chunks = [missing[at : at + CHUNK] for at in range(0, len(missing), CHUNK)]
        with ThreadPoolExecutor(min(len(chunks), os.cpu_count() or 1)) as threads:
            for keys, cited in zip(
                chunks,
                threads.map(lambda keys: set_in(self.style, [several[key] for key in keys]), chunks),
                strict=True,
            ):
                self._set.update(zip(keys, cited, strict=True))
        self._store({_shard(key) for key in missing})

    def note(self, reference: Reference, place: str) -> Citation:
        """A note, as at the first mention."""
        return self._placed(self._cited(reference, place).first, place)

    def later(self, reference: Reference, place: str, first: int) -> Citation:
        """A further note."""
        runs = self._cited(reference, place).later
        return self._placed(
            tuple(run._replace(text=run.text.replace(FIRST, str(first))) for run in runs), place
        )

    def entry(self, reference: Reference) -> Citation:
        """An entry of the bibliography."""
        return Citation(self._cited(reference, "").entry)

    def _placed(self, runs: Runs, place: str) -> Citation:
        """With the place behind an entry, which has none: the entries of styles for the text stand in notes."""
        if self.style.in_notes or not place:
            return Citation(runs)
        return Citation((*runs, Run(f" [{Locator.parse(place).wording}]")))

    def _cited(self, reference: Reference, place: str) -> Cited:
        wanted = reference, place if self.style.in_notes else ""
        key = self._key(wanted)
        if key not in self._set:
            self.prepare([wanted])
        return self._set[key]

    def _key(self, wanted: Wanted) -> str:
        if not self.style.in_notes:
            wanted = wanted[0], ""
        if wanted not in self._keys:
            self._digest = self._digest or sha256(self.style.xml.encode()).digest()
            self._keys[wanted] = sha256(self._digest + repr(wanted).encode()).hexdigest()[:40]
        return self._keys[wanted]

    def _stored(self, shard: int) -> Any:
        return self.cache.read(f"notes-{shard:02d}")

    def _store(self, shards: set[int]) -> None:
        """Write what is known of these shards, former headlines too: they go when the cache of this version does."""
        found: dict[int, dict[str, Any]] = {shard: {} for shard in shards}
        for key, cited in self._set.items():
            if (shard := _shard(key)) in found:
                found[shard][key] = _packed(cited)
        for shard, values in found.items():
            self.cache.write(f"notes-{shard:02d}", values)


def _shard(key: str) -> int:
    return int(key[:4], 16) % SHARDS


def _packed(cited: Cited) -> tuple[tuple[tuple[Any, ...], ...], ...]:
    return tuple(tuple(tuple(run) for run in runs) for runs in (cited.first, cited.later, cited.entry))


def _unpacked(packed: Sequence[Sequence[Sequence[Any]]]) -> Cited:
    return Cited(*(tuple(Run(*run) for run in runs) for runs in packed))
