"""What takes long to work out and hangs on nothing but what it is worked out of: kept from one build to the next."""

from __future__ import annotations

import marshal
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar, cast

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Remembered:
    """Keeps values in a directory, a file each; without one it keeps nothing.

    A value is what `marshal` writes and gives back the same; another is made each time. The directory is one of this very
    program: of another version's values nobody asks. A file that is spoilt or cannot be written is as none.
    """

    folder: Path | None = None

    def once(self, name: str, of: object, make: Callable[[], T]) -> T:
        """The value called `name` that `make` makes of `of`, which is told apart by its `repr`."""
        digest = sha256(repr(of).encode()).digest()
        return self._kept(f"{name}-{digest.hex()[:32]}", digest, make)

    def latest(self, name: str, of: object, make: Callable[[], T]) -> T:
        """As `once`; of the values called `name`, no more than the last is kept."""
        return self._kept(name, sha256(repr(of).encode()).digest(), make)

    def _kept(self, file: str, digest: bytes, make: Callable[[], T]) -> T:
        """What the file holds if it is whole and of what has this digest, or else what is made now."""
        if self.folder is None:
            return make()
        path = self.folder / file
        with suppress(OSError, ValueError, EOFError, TypeError):
            kept = path.read_bytes()
            head, written = kept[: len(digest) + 4], kept[len(digest) + 4 :]
            if head == digest + _sum(written):
                found: T = marshal.loads(written)  # noqa: S302 - what this very program wrote
                return found
        made: Any = make()
        new = path.with_name(f"{path.name}.{os.getpid()}")
        with suppress(OSError, ValueError):
            written = marshal.dumps(made)
            try:
                new.write_bytes(digest + _sum(written) + written)
                new.replace(path)
            except OSError:
                new.unlink(missing_ok=True)
        return cast("T", made)


def _sum(written: bytes) -> bytes:
    return zlib.crc32(written).to_bytes(4, "big")


NOTHING = Remembered()
"""Keeps nothing."""
