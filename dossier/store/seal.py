"""Authentication of cached bytes: keyed BLAKE2b (RFC 7693), with a key of this machine that lies outside every project.

What does not fit the key was damaged, or was made elsewhere: by another machine, or by an author of a branch. It is not
decoded. The key is 32 random bytes in `$XDG_CACHE_HOME/dossier/key` (`~/.cache/dossier/key`), written at first use, readable
by its owner alone. `$DOSSIER_CACHE_KEY` names another file, for continuous integration, which has to carry key and cache.
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
    """A cache cannot be used or written: why, in a line."""


class NoKey(Exception):
    """There is no key, and none can be made: why, in a line."""


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
    """What makes the tag of bytes that belong to `place`, a name without a NUL; raises `NoKey`."""
    found = blake2b(key=_key(str(key_file())), digest_size=SIZE, person=b"dossier cache")
    found.update(place.encode() + b"\0")
    return found


def tag(place: str, data: bytes) -> bytes:
    """The tag of `data` at `place`; raises `NoKey`."""
    found = hasher(place)
    found.update(data)
    return found.digest()


def sealed(place: str, data: bytes) -> bytes:
    """`data` behind its tag; raises `NoKey`."""
    return tag(place, data) + data


def opened(place: str, found: bytes) -> bytes:
    """The data that `sealed` was handed for the same place; raises `NotSealed` for anything else, and `NoKey`."""
    if tag(place, found[SIZE:]) != found[:SIZE]:
        raise NotSealed(place)
    return found[SIZE:]


@cache
def _key(path: str) -> bytes:
    """The key in a file, which is made where there is none."""
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
    """What a key file holds; nothing where there is none, or others may have read or written it."""
    try:
        with open(path, "rb", opener=_openly) as file:
            of = os.fstat(file.fileno())
            if not stat.S_ISREG(of.st_mode):
                return b""
            if own and (of.st_uid != os.geteuid() or of.st_mode & 0o077):
                return b""
            return file.read(1 << 16)
    except FileNotFoundError:
        return b""


def _openly(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NONBLOCK | os.O_CLOEXEC)  # a pipe is not waited for


def _make(path: str) -> None:
    """Write a key of random bytes. Of several processes the first one's is taken."""
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
            os.replace(new, path)  # what stands there is no key that only its owner can read
    finally:
        with suppress(FileNotFoundError):
            os.unlink(new)
