"""Authentication of cached bytes: keyed BLAKE2b (RFC 7693), with a key of this machine outside every project
(docs/decisions/0009).

Bytes that do not fit the key were damaged, or made elsewhere: by another machine, or by the author of a branch. They are
not decoded. The key is 32 random bytes in `$XDG_CACHE_HOME/dossier/key` (`~/.cache/dossier/key`), written on first use,
readable by its owner alone. `$DOSSIER_CACHE_KEY` names another file, for continuous integration, which has to carry key
and cache.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

VARIABLE = "DOSSIER_CACHE_KEY"
SIZE = 16
"""Bytes of a tag."""
KEY_SIZE = 32
"""Bytes of a key, at least."""


class Unusable(Exception):
    """A cache cannot be used or written; the message says why, in one line."""


class Damaged(Unusable):
    """A cache is damaged, or was made with another key: it has to be made anew."""


class NoKey(Exception):
    """There is no key, and none can be made; the message says why, in one line."""


class NotSealed(Exception):
    """Bytes do not fit their tag."""


def cache_home() -> Path:
    """The user's own cache directory; raises `NoKey` where there is none."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(home):  # XDG Base Directory Specification: a relative path is ignored
        home = os.path.join(os.path.expanduser("~"), ".cache")
    if not os.path.isabs(home):
        raise NoKey("this user has no home directory")
    return Path(home) / "dossier"


def key_file() -> Path:
    """The file of the key; raises `NoKey`."""
    named = os.environ.get(VARIABLE, "")
    return Path(named).absolute() if named else cache_home() / "key"


def hasher(place: str) -> blake2b:
    """A hash object for the tag of bytes that belong to `place`, a name without a NUL; raises `NoKey`."""
    state = blake2b(key=_key(str(key_file())), digest_size=SIZE, person=b"dossier cache")
    state.update(place.encode() + b"\0")
    return state


def tag(place: str, data: bytes) -> bytes:
    """The tag of `data` at `place`; raises `NoKey`."""
    state = hasher(place)
    state.update(data)
    return state.digest()


def sealed(place: str, data: bytes) -> bytes:
    """`data` behind its tag; raises `NoKey`."""
    return tag(place, data) + data


def opened(place: str, sealed_data: bytes) -> bytes:
    """The data that `sealed` was given for the same place; raises `NotSealed` for any other bytes, and `NoKey`."""
    if tag(place, sealed_data[SIZE:]) != sealed_data[:SIZE]:
        raise NotSealed(place)
    return sealed_data[SIZE:]


@cache
def _key(path: str) -> bytes:
    """The key in a file, which is created if it does not exist; raises `NoKey`."""
    own = not os.environ.get(VARIABLE)
    try:
        key = _read(path, own=own)
        if len(key) < KEY_SIZE and own:
            _make(path)
            key = _read(path, own=own)
    except OSError as error:
        raise NoKey(f"{path}: {error.strerror}") from None
    if len(key) < KEY_SIZE:
        raise NoKey(f"{path}: a key has {KEY_SIZE} bytes or more")
    return blake2b(key, digest_size=KEY_SIZE).digest()


def _read(path: str, *, own: bool) -> bytes:
    """The content of a key file; empty if it does not exist, or others may have read or written it."""
    try:
        with open(path, "rb", opener=_openly) as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                return b""
            if own and (status.st_uid != os.geteuid() or status.st_mode & 0o077):
                return b""
            return file.read(1 << 16)
    except FileNotFoundError:
        return b""


def _openly(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)  # opening a pipe must not block


def _make(path: str) -> None:
    """Write a key of random bytes. Of several processes the first one wins."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    new = f"{path}.{os.getpid()}"
    with suppress(FileNotFoundError):
        os.unlink(new)
    file = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        os.write(file, os.urandom(KEY_SIZE))
        os.fsync(file)
    finally:
        os.close(file)
    try:
        with suppress(FileExistsError):
            os.link(new, path)
        if len(_read(path, own=True)) < KEY_SIZE:
            os.replace(new, path)  # the existing file is no key that only its owner can read
    finally:
        with suppress(FileNotFoundError):
            os.unlink(new)
