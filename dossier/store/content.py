"""The files of the content folder: on disk, or in memory for a state that is read from git."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from dossier.config import Settings

MAX_BYTES = 50_000_000
"""Bytes of `dossier.lock` and `retired.yml`."""


class TooLarge(OSError):
    """A file holds more bytes than are read."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A regular file in memory, with those attributes of `os.DirEntry` that the reader needs."""

    path: str
    """Within the content folder, forward slashes."""
    size: int
    data: bytes = b""
    """Empty if the file is larger than any that is read."""

    @property
    def name(self) -> str:
        """The last component of the path."""
        return self.path.rpartition("/")[2]


@dataclass(frozen=True, slots=True)
class CommittedSettings(Settings):
    """Settings of a committed state: its content files are in memory, and the folder on disk is not opened."""

    files: Mapping[str, Blob] = field(default_factory=dict, compare=False, repr=False)


def is_there(settings: Settings, name: str) -> bool:
    """Whether the content folder holds a regular file of this name; a symbolic link is none."""
    if isinstance(settings, CommittedSettings):
        return name in settings.files
    path = settings.content / name
    return path.is_file() and not path.is_symlink()


def read_bytes(settings: Settings, name: str, limit: int = MAX_BYTES) -> bytes:
    """A file at the top of the content folder; raises `OSError` if it is missing, a link, or larger than `limit` bytes."""
    if isinstance(settings, CommittedSettings):
        if name not in settings.files:
            raise FileNotFoundError(name)
        blob = settings.files[name]
        return blob.data if blob.size <= limit else _too_large(limit)
    path = settings.content / name
    if path.is_symlink():
        raise OSError("it is a symbolic link")
    if path.exists() and not path.is_file():
        raise OSError("it is no regular file")  # a pipe would never end
    with path.open("rb") as file:
        if os.fstat(file.fileno()).st_size > limit:
            return _too_large(limit)
        return file.read(limit + 1)


def _too_large(limit: int) -> bytes:
    raise TooLarge(f"it holds more than {limit // 1_000_000} MB")
