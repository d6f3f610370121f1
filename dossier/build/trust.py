"""Whether a cache may be used: files below the project's folder may come from git, or from another user.

A cache that git tracks, that lies behind a symbolic link, or that another user owns or may write is neither read nor
written. Beyond that, all that is read of it has to fit this machine's key (`store/seal.py`).
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from dossier.build.prefetch import COMPLETED, SHADOW
from dossier.history.environment import OF_A_REPOSITORY
from dossier.incremental.database import NAME, remove_path
from dossier.store import seal
from dossier.store.seal import Unusable

FOLDERS = ("changes", "drawings", "frames", SHADOW)
"""The directories of a cache."""
OTHERS = (NAME, f"{NAME}-journal", COMPLETED, "templates")
"""Its other files, and directories of former versions."""


class CacheTrust:
    """Decides whether a cache directory may be used. Runs git in the background; waits for it when the block ends."""

    def __init__(self, cache: Path, project: Path) -> None:
        self._cache, self._project = cache, project
        inside = cache.is_relative_to(project)
        self._parts = cache.relative_to(project).parts if inside else ()
        self._git = _query_git(project, self._parts[0]) if self._parts else None

    def __enter__(self) -> CacheTrust:
        return self

    def __exit__(self, *_: object) -> None:
        self._tracked()

    def check(self) -> None:
        """Check the cache's owner, links and place; raises `Unusable`, with the reason, if it may not be used."""
        tracked = self._tracked()
        place = self._project
        for part in self._parts:
            place = place / part
            if place.is_symlink():
                raise Unusable(f"{self._named(place)} is a symbolic link")
        if tracked:
            raise Unusable(f"git tracks {tracked}; take it out: git rm -r --cached {self._parts[0]}")
        try:
            seal.hasher("")
            file = seal.key_file()
            if file.resolve().is_relative_to(self._project.resolve()):
                raise Unusable(f"its key, {file}, lies in the project; ${seal.VARIABLE} may name another")
        except seal.NoKey as why:
            raise Unusable(f"there is no key for it: {why}") from None
        for folder in (self._cache, *self._cache.parents)[: max(1, len(self._parts) - 1)]:
            self._own(folder)

    def _tracked(self) -> str:
        """The first path of the cache, or of a directory above it, that is in git's index; empty where there is none."""
        if not self._git:
            return ""
        own = "/".join(self._parts).lower()
        out, self._git = self._git.answer(), None
        for name in out.decode("utf-8", "surrogateescape").split("\0"):
            path = name.lower()
            if name and (f"{path}/".startswith(f"{own}/") or f"{own}/".startswith(f"{path}/")):
                return name
        return ""

    def _own(self, folder: Path) -> None:
        """Raises `Unusable` where a directory is another user's, or others may write into it."""
        try:
            of = os.lstat(folder)
            if not stat.S_ISDIR(of.st_mode):
                raise Unusable(f"{self._named(folder)} is no directory")
            if of.st_uid != os.geteuid():
                raise Unusable(f"{self._named(folder)} belongs to another user")
            if of.st_mode & 0o022:
                os.chmod(folder, 0o700)
                if not os.lstat(folder).st_mode & 0o022:  # else the file system has no modes
                    clear(self._cache)
                    raise Unusable("others could write into it, and no longer can")
        except FileNotFoundError:
            pass
        except OSError as error:
            raise Unusable(f"{self._named(folder)}: {error.strerror}") from None

    def _named(self, path: Path) -> str:
        return path.relative_to(self._project).as_posix() if self._parts else str(path)


class _GitQuery:
    """git, asked what it tracks at or below a name of the project's folder.

    Without `subprocess`, whose import takes longer than git: an edit of a text needs it for nothing else.
    """

    def __init__(self, project: Path, first: str) -> None:
        """Raises `OSError` where there is no git."""
        command = ["git", "-C", str(project), "-c", "core.fsmonitor=false"]
        command += ["ls-files", "-z", "--", f":(icase){first}"]
        nothing = os.open(os.devnull, os.O_RDWR)
        self._pipe, into = os.pipe()
        streams = [(os.POSIX_SPAWN_DUP2, *pair) for pair in ((nothing, 0), (into, 1), (nothing, 2))]
        self._child = 0
        try:
            # A hook's variables may name another repository.
            environment = {name: value for name, value in os.environ.items() if name not in OF_A_REPOSITORY}
            self._child = os.posix_spawnp("git", command, environment, file_actions=streams)
        finally:
            os.close(nothing)
            os.close(into)
            if not self._child:
                os.close(self._pipe)

    def answer(self) -> bytes:
        """What it wrote; nothing where it failed."""
        with os.fdopen(self._pipe, "rb") as pipe:
            found = pipe.read()
        os.waitpid(self._child, 0)
        return found


def _query_git(project: Path, first: str) -> _GitQuery | None:
    """The question to git; None where there is no repository, or no git."""
    if not any(os.path.lexists(folder / ".git") for folder in (project, *project.parents)):
        return None
    try:
        return _GitQuery(project, first)
    except OSError:
        return None


def unusable_folder(cache: Path) -> str:
    """Which of the cache's directories is none that can be used; empty where all can."""
    return next((f"{path.name} is no directory that can be written" for path in _unusable_folders(cache)), "")


def _unusable_folders(cache: Path) -> Iterator[Path]:
    for path in (cache / name for name in FOLDERS):
        if path.is_symlink() or (
            path.exists() and not (path.is_dir() and os.access(path, os.W_OK | os.X_OK))
        ):
            yield path


def clear(cache: Path, *, but_state: bool = False) -> None:
    """Remove what the cache holds, as far as that is possible; a link is removed, never followed."""
    for name in FOLDERS if but_state else (*FOLDERS, *OTHERS):
        remove_path(cache / name)
    for left in cache.glob(f"{SHADOW}-*"):
        remove_path(left)


def reason(error: Exception) -> str:
    """What to say of an exception, in a line."""
    if isinstance(error, Unusable):
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename or 'it'}: {error.strerror}"
    return f"it does not fit together ({type(error).__name__})"
