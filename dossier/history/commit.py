"""What differs from the last commit below a folder, and a commit of it on a branch of its own.

Objects, references and index entries are written; no hook runs, and no file of the work tree is touched. No filter runs
unless something else is staged.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from dossier.foreign_paths import ForeignPathError, join
from dossier.history.process import GitError, git

FILE = "100644"


class Change(NamedTuple):
    """A file that differs; `data` is None for one that is gone."""

    data: bytes | None
    mode: str = FILE


def changes(folder: Path, *, untracked: bool = True) -> dict[str, Change]:
    """The files below `folder` that differ from the last commit, by path within it; raises `GitError`.

    Files that git ignores, hidden ones, symbolic links and what a sparse checkout does not have are left out, and without
    `untracked` those that the last commit does not have. Line ends alone are no change.
    """
    before = _committed(folder)
    others = git(folder, "ls-files", "--others", "--exclude-standard", "-z") if untracked else b""
    paths = dict.fromkeys([*before, *(os.fsdecode(path) for path in others.split(b"\0") if path)])
    as_unix = _setting(folder, "core.autocrlf") in ("true", "input")
    left_out = _left_out(folder)
    found = {}
    for inside in sorted(paths):
        if any(part.startswith(".") for part in inside.split("/")):
            continue
        mode, id_ = before.get(inside, (FILE, ""))
        data = _data(folder, inside)
        if data is None:
            if id_ and inside not in left_out and not _is_there(folder, inside):
                found[inside] = Change(None, mode)
            continue
        unix = data.replace(b"\r\n", b"\n") if b"\0" not in data else data
        if id_ in (_id(data, len(id_)), _id(unix, len(id_))):
            continue
        found[inside] = Change(unix if as_unix else data, mode)
    return found


def commit(folder: Path, changed: Mapping[str, Change], branch: str, message: str) -> str:
    """Commit the changes on a new branch, which becomes the current one; returns the revision. Raises `GitError`."""
    ref = f"refs/heads/{branch}"
    git(folder, "check-ref-format", ref)
    revision, staged = committed_with(folder, changed, message)
    git(folder, "update-ref", ref, revision, "0" * len(revision))
    git(folder, "symbolic-ref", "HEAD", ref)
    staged()
    return revision


def committed_with(
    folder: Path, changed: Mapping[str, Change], message: str
) -> tuple[str, Callable[[], None]]:
    """A commit of the changes on top of the last one, to which nothing points yet; and what brings the index to it.

    The latter is to be called once HEAD is at that commit. Raises `GitError`.
    """
    prefix = os.fsdecode(git(folder, "rev-parse", "--show-prefix")).rstrip("\n")
    entries = b"".join(_entry(folder, f"{prefix}{inside}", change) for inside, change in changed.items())
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        index = join(Path(name), "index")
        git(folder, "read-tree", "HEAD", index=index)
        git(folder, "update-index", "-z", "--index-info", given=entries, index=index)
        tree = git(folder, "write-tree", index=index).decode().strip()
    revision = (
        git(folder, "commit-tree", tree, "-p", "HEAD", "-F", "-", given=message.encode()).decode().strip()
    )
    # Reading the tree anew would forget what a sparse checkout leaves out.
    entries_alone = _setting(folder, "core.sparseCheckout") == "true" or _is_anything_staged(folder)

    def stage() -> None:
        if entries_alone:
            # What is staged stays so; git may compare files that were written in the same second, through their filters.
            git(folder, "update-index", "-z", "--index-info", given=entries)
        else:
            git(folder, "read-tree", "HEAD")

    return revision, stage


def _is_anything_staged(folder: Path) -> bool:
    try:
        git(folder, "diff-index", "--cached", "--quiet", "--no-ext-diff", "HEAD", "--")
    except GitError:
        return True
    return False


def _entry(folder: Path, path: str, change: Change) -> bytes:
    """A line of `git update-index --index-info`; the content is written as an object."""
    if change.data is None:
        nothing = "0" * len(git(folder, "rev-parse", "HEAD").strip())
        return f"0 {nothing}\t{path}\0".encode("utf-8", "surrogateescape")
    blob = git(folder, "hash-object", "-w", "--no-filters", "--stdin", given=change.data).decode().strip()
    return f"{change.mode} {blob}\t{path}\0".encode("utf-8", "surrogateescape")


def _committed(folder: Path) -> dict[str, tuple[str, str]]:
    """Mode and object id of each regular file below the folder in the last commit."""
    found = {}
    for line in git(folder, "ls-tree", "-r", "-z", "HEAD").split(b"\0"):
        head, _, path = line.partition(b"\t")
        mode, kind, id_ = head.decode().split() if head else ("", "", "")
        if kind == "blob" and mode != "120000":
            found[os.fsdecode(path)] = (mode, id_)
    return found


def _left_out(folder: Path) -> set[str]:
    """The files below the folder that a sparse checkout does not have."""
    if _setting(folder, "core.sparseCheckout") != "true":
        return set()
    listed = git(folder, "ls-files", "-t", "-z").split(b"\0")
    return {os.fsdecode(line[2:]) for line in listed if line.startswith(b"S ")}


def _data(folder: Path, inside: str) -> bytes | None:
    try:
        path = join(folder, inside)
        return path.read_bytes() if path.is_file() and not path.is_symlink() else None
    except (ForeignPathError, OSError):
        return None


def _is_there(folder: Path, inside: str) -> bool:
    try:
        return os.path.lexists(join(folder, inside))
    except ForeignPathError:
        return True


def _id(data: bytes, size: int) -> str:
    """The object id of a file's content, in the repository's format: SHA-1, or SHA-256 of 64 digits."""
    digest = hashlib.sha256 if size == 64 else hashlib.sha1
    return digest(b"blob %d\0" % len(data) + data).hexdigest()


def _setting(folder: Path, name: str) -> str:
    try:
        return git(folder, "config", "--get", name).decode().strip()
    except GitError:
        return ""
