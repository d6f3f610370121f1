"""Disk cache of pure functions that take long, keyed by a digest of their input."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

from dossier.store import seal
from dossier.store.seal import Unusable
from dossier.store.values import pack, unpack

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CacheFolders:
    """Where a renderer caches what it makes; None caches nothing."""

    templates: Path | None = None
    """Compiled templates, in the user's own cache directory: they are code."""
    drawings: Path | None = None
    """What `DiskCache` holds, in the project's cache: data."""


NO_CACHE_FOLDERS = CacheFolders()


@dataclass(frozen=True, slots=True)
class DiskCache:
    """Caches values in a directory, a file each; without one it caches nothing.

    A value is what `marshal` writes and gives back the same; another is made each time. The directory is one of this very
    program: of another version's values nobody asks. A file that does not fit the key of this machine raises `Unusable`; one
    that cannot be written is passed over.
    """

    folder: Path | None = None

    def get_or_compute(self, name: str, of: object, make: Callable[[], T]) -> T:
        """The value called `name` that `make` makes of `of`, which is told apart by its `repr`."""
        digest = sha256(repr(of).encode()).digest()
        return self._cached(f"{name}-{digest.hex()[:32]}", digest, make)

    def replace_latest(self, name: str, of: object, make: Callable[[], T]) -> T:
        """As `once`; of the values called `name`, no more than the last is cached."""
        return self._cached(name, sha256(repr(of).encode()).digest(), make)

    def _cached(self, file: str, digest: bytes, make: Callable[[], T]) -> T:
        """What the file holds, if that was made of what has this digest, or else what is made now."""
        if self.folder is None:
            return make()
        path, place = self.folder / file, f"drawings/{self.folder.name}/{file}"
        try:
            data = seal.opened(place, path.read_bytes())
        except (OSError, seal.NoKey):
            data = b""
        except seal.NotSealed:
            raise Unusable(f"drawings/{file} is damaged, or was made with another key") from None
        if data.startswith(digest):
            found: T = unpack(data[len(digest) :])
            return found
        made: Any = make()
        new = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError, ValueError, seal.NoKey):
            data = seal.sealed(place, digest + pack(made))
            try:
                new.write_bytes(data)
                new.replace(path)
            except OSError:
                new.unlink(missing_ok=True)
        return cast("T", made)


NO_DISK_CACHE = DiskCache()
"""Caches nothing."""
