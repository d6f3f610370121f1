"""Makes a release in git: one file is committed on the current branch, and an annotated tag points at that commit.

Objects, references and index entries are written; no hook, no filter and no signing program runs (`git mktag` in the
place of `git tag`, which may start the one that the repository's configuration names).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from dossier.history.commit import Change, changes, committed_with
from dossier.history.process import GitError, git

PREFIX = "dossier-"
"""What stands before the version in the name of a tag: the repository may hold other things that have versions."""


def tag_of(version: str) -> str:
    """The name of the tag of a release."""
    return f"{PREFIX}{version}"


def head_of(folder: Path) -> tuple[str, date]:
    """The last commit, and the day on which it was made, in UTC; raises `GitError`."""
    said = git(folder, "log", "-1", "--format=%H %ct", "HEAD").decode().split()
    return said[0], datetime.fromtimestamp(int(said[1]), UTC).date()


def has_tag(folder: Path, tag: str) -> bool:
    """Whether a tag of this name exists."""
    try:
        git(folder, "rev-parse", "--verify", "--quiet", f"refs/tags/{tag}")
    except GitError:
        return False
    return True


def uncommitted(folder: Path) -> list[str]:
    """The files below a folder that differ from the last commit; raises `GitError`."""
    return sorted(changes(folder))


def make(folder: Path, file: str, data: bytes, tag: str, message: str) -> str:
    """Commit `file` below `folder`, and tag the commit; returns the commit. Raises `GitError`: then neither is there."""
    before = git(folder, "rev-parse", "--verify", "HEAD").decode().strip()
    commit, staged = committed_with(folder, {file: Change(data)}, message)
    tagger = git(folder, "var", "GIT_COMMITTER_IDENT").decode().strip()
    tagged = f"object {commit}\ntype commit\ntag {tag}\ntagger {tagger}\n\n{message}\n"
    object_ = git(folder, "mktag", given=tagged.encode()).decode().strip()
    together = f"start\nupdate HEAD {commit} {before}\ncreate refs/tags/{tag} {object_}\nprepare\ncommit\n"
    git(folder, "update-ref", "--stdin", given=together.encode())
    staged()
    return commit
