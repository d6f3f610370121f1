"""Paths from outside (git trees, archives, locks, settings, ids): checked, and joined to a folder (docs/decisions/0017).

Only here does such a name become a path on disk. A name is refused if it leads out of the folder on any system, or if
git itself would never check it out (`verify_path` in git's read-cache.c, CVE-2014-9390): an accepted name is also safe
on a file system that folds case, on Windows and on HFS+. `tests/contracts/test_foreign_paths.py` finds other joins.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_DRIVE = re.compile(r"[A-Za-z]:")
_GIT = re.compile(r"\.git|git~\d+")
_DEVICE = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]")
"""Names that Windows takes for devices, with any extension (Win32, "Naming Files, Paths, and Namespaces")."""
_WINDOWS = re.compile('[<>:"|?*\\\\]')
"""Characters that no file's name holds on Windows (the same page)."""
_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
"""Characters that HFS+ ignores when it compares names."""


class ForeignPathError(ValueError):
    """A name from outside is refused; the message says why, in one line."""


def parts_of(name: str) -> tuple[str, ...]:
    """The components of a relative path with forward slashes; raises `ForeignPathError`."""
    parts = tuple(name.split("/"))
    for part in parts:
        if fault := _fault(part):
            raise ForeignPathError(f"{_shown(name)}: {fault}; a path from outside is not followed there")
    return parts


def _fault(part: str) -> str:
    """What is wrong with one component; empty if nothing is."""
    if part in ("", ".", ".."):
        return f'it has the component "{part}"' if part else "it is absolute, or has an empty component"
    if "\\" in part:
        return "it has a backslash"
    if any(unicodedata.category(c) == "Cc" for c in part):
        return "it has a control character"
    if _DRIVE.match(part):
        return "it names a drive"
    # NTFS: `.git::$INDEX_ALLOCATION` is `.git`, and dots and blanks at the end are dropped.
    folded = _IGNORED.sub("", part).casefold().partition(":")[0].rstrip(". ")
    if _GIT.fullmatch(folded) or not folded:
        return "it names git's own folder" if folded else "it has a component without a name"
    if _DEVICE.fullmatch(folded.partition(".")[0].rstrip()):
        return "it has the name of a device"
    if part[-1] in ". ":
        return "it has a component that ends in a dot or a blank"
    try:
        os.fsencode(part)
    except UnicodeEncodeError:
        return "it is no text that a file can be named by"
    return ""


def is_device(part: str) -> bool:
    """Whether Windows takes a component, in lower case and without its extension, for a device."""
    return _DEVICE.fullmatch(part) is not None


def windows_fault(part: str) -> str:
    """Why Windows cannot store a component; empty if it can."""
    if is_device(part.casefold().partition(".")[0].rstrip()):
        return "it is the name of a device"
    if wrong := _WINDOWS.search(part):
        return f"it holds {wrong[0]}"
    return "it ends in a dot or a blank" if part[-1] in ". " else ""


def _shown(name: str) -> str:
    """The name in quotation marks, escaped and shortened, for a message."""
    return f'"{name[:200].encode("unicode_escape").decode()}"'


def join(folder: Path, name: str) -> Path:
    """The path of `name` within `folder`; raises `ForeignPathError`, also if a symbolic link on the way leaves the
    folder.
    """
    path = folder.joinpath(*parts_of(name))
    try:
        # Links are followed in the folder itself, which is the user's own, and then have to stay in it.
        inside = path.resolve().is_relative_to(folder.resolve())
    except (OSError, RuntimeError):  # Python 3.11 and 3.12 raise the latter for links in a circle
        inside = False
    if not inside:
        raise ForeignPathError(f"{_shown(name)}: a link leads out of {folder}; put the file itself there")
    return path


def replace_file(path: Path, data: bytes) -> None:
    """Write a file in one step."""
    with replacing(path) as file:
        file.write(data)


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path` when the block ends without an exception.

    It has an unpredictable name, and replaces a symbolic link instead of following it: a branch may contain links under the
    names of files that we write, and of temporary ones beside them.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", suffix=".new", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
        new.chmod(0o666 & ~_umask())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The umask of this process, which can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
