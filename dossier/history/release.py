"""Makes a release in git: one file is committed on the current branch, and an annotated tag points at that commit.

Objects, references and index entries are written; no hook, no filter and no signing program runs (`git mktag` in the
place of `git tag`, which may start the one that the repository's configuration names).
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path

from dossier.config import Settings
from dossier.diagnostics import Report
from dossier.foreign_paths import join, replace_file
from dossier.history.commit import Change, changes, committed_with
from dossier.history.process import GitError, git
from dossier.model.markup import one_spelling
from dossier.model.releases import RELEASES, Release, written
from dossier.read.files import MAX_BYTES
from dossier.read.retired import read_releases
from dossier.store.content import Blob, CommittedSettings, is_there, read_bytes

PREFIX = "dossier-"
"""What stands before the version in the name of a tag: the repository may hold other things that have versions."""
NAMED = 5
"""Files that a message names."""
IN_PROGRESS = {
    "MERGE_HEAD": "merge",
    "rebase-merge": "rebase",
    "rebase-apply": "rebase",
    "CHERRY_PICK_HEAD": "cherry-pick",
    "REVERT_HEAD": "revert",
}
"""What git is in the middle of, by the entry of its folder that says so."""


class Unwritable(Exception):
    """`releases.yml` cannot take an entry; the message says what to do, in one line."""


def tag_of(version: str) -> str:
    """The name of the tag of a release."""
    return f"{PREFIX}{version}"


def head_of(folder: Path) -> tuple[str, date]:
    """The last commit, and the day on which it was made, in UTC; raises `GitError`."""
    said = git(folder, "log", "-1", "--format=%H %ct", "HEAD").decode().split()
    return said[0], datetime.fromtimestamp(int(said[1]), UTC).date()


def obstacle(settings: Settings, tag: str, inside: Collection[str]) -> str:
    """Why the repository cannot take a release of the files `inside` the content folder, in one line; empty if it can.

    Raises `GitError` without a repository.
    """
    folder = settings.content
    own = Path(os.fsdecode(git(folder, "rev-parse", "--absolute-git-dir")).rstrip("\n"))
    there = set(os.listdir(own))
    if doing := next((what for name, what in IN_PROGRESS.items() if name in there), ""):
        return f"a {doing} is in progress: finish it first, or give it up with git {doing} --abort"
    if "index.lock" in there:
        return f"git's index is locked: wait for the other git; if there is none, delete {own / 'index.lock'}"
    if not _succeeds(folder, "symbolic-ref", "--quiet", "HEAD"):
        return "HEAD is detached, and the commit of the release would be on no branch: git switch BRANCH"
    if not _succeeds(folder, "rev-parse", "--verify", "--quiet", "HEAD^{commit}"):
        return "there is no commit yet, and a release is of what is committed: git add, then git commit"
    if not (_succeeds(folder, "var", "GIT_AUTHOR_IDENT") and _succeeds(folder, "var", "GIT_COMMITTER_IDENT")):
        return "git does not know who you are: git config user.name NAME, and git config user.email ADDRESS"
    # A pattern without wildcards matches a name, and those of which it is a folder.
    taken = (
        git(folder, "for-each-ref", "--format=%(refname:strip=2)", f"refs/tags/{tag}").decode().split("\n")
    )
    if taken[0]:
        return f"there is a tag {taken[0]}"
    if changed := uncommitted(settings):
        return f"not committed: {_named(changed)}"
    tracked = {
        os.fsdecode(path) for path in git(folder, "ls-tree", "-r", "-z", "--name-only", "HEAD").split(b"\0")
    }
    tracked |= {one_spelling(path) for path in tracked}
    if left_out := sorted(path for path in inside if path not in tracked):
        return f"git ignores what the dossier is made of: {_named(left_out)}; git add --force, or move it elsewhere"
    return ""


def uncommitted(settings: Settings) -> list[str]:
    """The files of the project that differ from the last commit or are staged, and those of the content and the settings
    that it does not have; by path within the project, or within the content folder where that is a repository of its own.

    Raises `GitError`.
    """
    folder = settings.content
    found = set(changes(folder))
    staged = ("diff-index", "--cached", "--name-only", "-z", "--no-ext-diff", "--relative", "HEAD", "--", ".")
    top = Path(os.fsdecode(git(folder, "rev-parse", "--show-toplevel")).rstrip("\n")).resolve()
    project = settings.project.resolve()
    if project.is_relative_to(top) and folder.resolve().is_relative_to(project):
        prefix = folder.resolve().relative_to(project).as_posix()
        found = {f"{prefix}/{path}" for path in found} | set(changes(project, untracked=False))
        if settings.file and not git(project, "ls-tree", "-z", "HEAD", "--", settings.file):
            found.add(settings.file)
        folder = project
    found |= {os.fsdecode(path) for path in git(folder, *staged).split(b"\0") if path}
    return sorted(found)


def appended(settings: Settings, entries: Sequence[Release], release: Release) -> bytes:
    """The text of `releases.yml`, whose entries are `entries`, with another one at its end.

    Raises `Unwritable` unless the reader finds all of them in it again.
    """
    entry = written(release)
    old = (
        read_bytes(settings, RELEASES, MAX_BYTES).decode("utf-8-sig") if is_there(settings, RELEASES) else ""
    )
    old = old.replace("\r\n", "\n")
    data = f"{old}{'' if old.endswith(chr(10)) or not old else chr(10)}{entry}".encode()
    if _read(settings, data) == (*entries, release):
        return data
    if _read(settings, entry.encode()) != (release,):
        raise Unwritable(
            "the entry could not be read again: leave out of -m what is no letter or punctuation"
        )
    if len(data) > MAX_BYTES:
        raise Unwritable(
            f"{RELEASES} would hold more than {MAX_BYTES:,} bytes: take changes of old releases out"
        )
    raise Unwritable(
        f"{RELEASES} is written in a form to which no entry can be added:"
        " write a block list, each entry from the first column on: - version: …"
    )


def _read(settings: Settings, data: bytes) -> tuple[Release, ...]:
    own = {field.name: getattr(settings, field.name) for field in fields(Settings)}
    in_memory = CommittedSettings(**own, files={RELEASES: Blob(RELEASES, len(data), data)})
    return read_releases(in_memory, Report()).entries


def make(folder: Path, file: str, data: bytes, tag: str, message: str) -> str:
    """Write `file` below `folder`, commit it, and tag the commit; returns the commit.

    Raises `GitError` or `OSError`: then the file, the index and the references are as before.
    """
    path = join(folder, file)
    old = path.read_bytes() if path.exists() else None
    before = git(folder, "rev-parse", "--verify", "HEAD").decode().strip()
    commit, staged = committed_with(folder, {file: Change(data)}, message)
    tagger = git(folder, "var", "GIT_COMMITTER_IDENT").decode().strip()
    tagged = f"object {commit}\ntype commit\ntag {tag}\ntagger {tagger}\n\n{message}\n"
    object_ = git(folder, "mktag", given=tagged.encode()).decode().strip()
    replace_file(path, data)
    try:
        _update(folder, f"update HEAD {commit} {before}", f"create refs/tags/{tag} {object_}")
        try:
            staged()
        except BaseException:
            _update(folder, f"update HEAD {before} {commit}", f"delete refs/tags/{tag} {object_}")
            raise
    except BaseException:
        with suppress(OSError):
            if old is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, old)
        raise
    return commit


def _update(folder: Path, *lines: str) -> None:
    """Change references: all of them, or none; raises `GitError`."""
    together = "".join(f"{line}\n" for line in ("start", *lines, "prepare", "commit"))
    git(folder, "update-ref", "--stdin", given=together.encode())


def _succeeds(folder: Path, *arguments: str) -> bool:
    try:
        git(folder, *arguments)
    except GitError:
        return False
    return True


def _named(files: Sequence[str]) -> str:
    return ", ".join(files[:NAMED]) + (f" and {len(files) - NAMED} more" if len(files) > NAMED else "")
