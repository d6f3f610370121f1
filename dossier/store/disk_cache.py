"""Disk cache of pure functions that take long, keyed by a digest of their input."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from dossier.foreign_paths import replace_file
from dossier.store import seal
from dossier.store.values import pack, unpack

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CacheFolders:
    """Where a renderer caches its results; None disables a cache."""

    templates: Path | None = None
    """Compiled templates, in the user's own cache directory: they are code."""
    grounds: Path | None = None
    """What maps show besides the dossier, in the user's own cache directory: made of this program's data alone."""
    drawings: Path | None = None
    """What is drawn of the content, in the project's cache: data only."""


NO_CACHE_FOLDERS = CacheFolders()


@dataclass(frozen=True, slots=True)
class DiskCache:
    """Caches values in a directory, one file each; without a directory it caches nothing.

    Values are what `marshal` can write; others are computed each time. The directory belongs to one version of this
    program. A file that does not fit this machine's key is not decoded but replaced; a failed write is ignored.
    """

    folder: Path | None = None

    def get_or_compute(self, name: str, of: object, make: Callable[[], T]) -> T:
        """The value called `name` that `make` computes from `of`; the key is a digest of `repr(of)`."""
        digest = sha256(repr(of).encode()).digest()
        return self._cached(f"{name}-{digest.hex()[:32]}", digest, make)

    def replace_latest(self, name: str, of: object, make: Callable[[], T]) -> T:
        """As `get_or_compute`, but only the last value called `name` is kept."""
        return self._cached(name, sha256(repr(of).encode()).digest(), make)

    def read(self, name: str) -> Any:
        """The value that was last written under a name; None where there is none that this machine has sealed."""
        if self.folder is None:
            return None
        with suppress(OSError, ValueError, EOFError, seal.NoKey, seal.NotSealed):
            place = f"drawings/{self.folder.name}/{name}"
            return unpack(seal.opened(place, (self.folder / name).read_bytes()))
        return None

    def write(self, name: str, value: object) -> None:
        """Write a value under a name."""
        if self.folder is not None:
            place = f"drawings/{self.folder.name}/{name}"
            with suppress(OSError, ValueError, seal.NoKey):
                replace_file(self.folder / name, seal.sealed(place, pack(value)))

    def _cached(self, file: str, digest: bytes, make: Callable[[], T]) -> T:
        """The value in the file, if it was computed from an input with this digest; otherwise a new one."""
        if self.folder is None:
            return make()
        path, place = self.folder / file, f"drawings/{self.folder.name}/{file}"
        data = b""
        with suppress(OSError, seal.NoKey, seal.NotSealed):
            data = seal.opened(place, path.read_bytes())
        if data.startswith(digest):
            value: T = unpack(data[len(digest) :])
            return value
        computed = make()
        with suppress(OSError, ValueError, seal.NoKey):
            replace_file(path, seal.sealed(place, digest + pack(computed)))
        return computed


NO_DISK_CACHE = DiskCache()
"""A cache that caches nothing."""
