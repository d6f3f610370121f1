"""Paths that come from outside (git trees, archives, locks, settings, ids): checked, and joined to a folder.

The one place where such a name becomes a path on disk. What is refused is what leads out of the folder on any system, and
what git itself never checks out (`verify_path` in git's read-cache.c, CVE-2014-9390): a name that is accepted is safe on a
file system that folds case, on Windows and on HFS+, too. `tests/contracts/test_foreign_paths.py` finds other joins.
"""

from __future__ import annotations

import os
import re
import tempfile
import unicodedata
from pathlib import Path

_DRIVE = re.compile(r"[A-Za-z]:")
_GIT = re.compile(r"\.git|git~\d+")
_DEVICE = re.compile(r"con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]")
"""Names that Windows takes for devices, whatever ending they have (Win32, "Naming Files, Paths, and Namespaces")."""
_IGNORED = re.compile("[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]")
"""Characters that HFS+ leaves out when it compares names."""


class ForeignPathError(ValueError):
    """A name from outside that is not joined to a folder: one line that says why."""


def parts_of(name: str) -> tuple[str, ...]:
    """The components of a relative path with forward slashes; raises `ForeignPathError`."""
    parts = tuple(name.split("/"))
    for part in parts:
        if fault := _fault(part):
            raise ForeignPathError(f"{_shown(name)}: {fault}; a path from outside is not followed there")
    return parts


def _fault(part: str) -> str:
    """What is wrong with one component; empty where nothing is."""
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
    """Whether Windows takes a component, in lower case and without its ending, for a device."""
    return _DEVICE.fullmatch(part) is not None


def _shown(name: str) -> str:
    """The name in quotation marks, escaped and cut, for a message."""
    return f'"{name[:200].encode("unicode_escape").decode()}"'


def join(folder: Path, name: str) -> Path:
    """The path of `name` within `folder`; raises `ForeignPathError`, also where a link on the way leaves the folder."""
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
    """Write a file in one step.

    The new file has a name that nobody can guess, and takes the place of a link instead of following it: a branch may
    bring links along, under the names of files we write and of those that lie beside them for a moment.
    """
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:50]}.", suffix=".new", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        new.chmod(0o666 & ~_umask())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def _umask() -> int:
    """The bits that files of this process are made without. It can be read only by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
