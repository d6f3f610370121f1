"""What git knows of the content: its files at a revision, and the commits that touched it."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dossier.config import Settings
from dossier.foreign_paths import ForeignPathError, parts_of
from dossier.history.process import GitError
from dossier.history.process import git as _git
from dossier.model.history import STATUSES, Status
from dossier.model.parts import FOLDERS
from dossier.read.files import UNPUBLISHED
from dossier.store.content import MAX_BYTES as LARGEST
from dossier.store.content import Blob, CommittedSettings

__all__ = ["GitError"]

TRAILER, HEAD = "Reason", 3
"""The trailer of a commit's message that readers see; and the number of texts before a commit's paths."""
MOST_COMMITS = 100
"""The most commits that the page of changes goes back."""
MOST_BYTES = 1_000_000_000
"""The most bytes of text in one state."""
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that mark or override the direction of text."""


def state_at(settings: Settings, revision: str, known: Container[str] = frozenset()) -> CommittedSettings:
    """Settings whose content files are those of `revision`, in memory; raises `GitError`.

    Nothing is written to disk: a tree may hold paths that no checkout would (an entry called `..`). Of the paths in
    `known`, within the content folder, only the names are read, as of pictures.
    """
    if revision.startswith("-"):
        raise GitError(f'"{revision}" is no revision')
    folder, inside = settings.content, _prefix(settings.content)
    commit = _of_submodule(settings, revision)
    if commit is None:
        asked = f"{revision}^{{commit}}"
        commit = _git(folder, "rev-parse", "--verify", "--quiet", asked).decode().strip()
    tree = _git(folder, "ls-tree", "-r", "-l", "-z", "--full-tree", f"{commit}:{inside}")
    files = _listed(tree, revision)
    wanted = {
        blob: size
        for path, (blob, size) in files.items()
        if size <= LARGEST and path not in known and (path.lower().endswith(".md") or path in UNPUBLISHED)
    }
    read = _contents(settings.content, wanted)
    blobs = {path: Blob(path, size, read.get(blob, b"")) for path, (blob, size) in files.items()}
    return CommittedSettings(
        **{field_.name: getattr(settings, field_.name) for field_ in fields(settings)}, files=blobs
    )


def _prefix(folder: Path) -> str:
    """The path of a folder within its repository, without a slash at the end."""
    return os.fsdecode(_git(folder, "rev-parse", "--show-prefix")).rstrip("\n").rstrip("/")


def _of_submodule(settings: Settings, revision: str) -> str | None:
    """The commit of the content at a revision of the project, where the content folder is a submodule; else None."""
    if not settings.content.is_relative_to(settings.project) or not (settings.content / ".git").exists():
        return None
    path = settings.content.relative_to(settings.project).as_posix()
    try:
        entry = _git(settings.project, "ls-tree", "-z", revision, "--", path)
    except GitError:
        return None
    mode, _, rest = os.fsdecode(entry).partition(" ")
    return rest.split("\t")[0].removeprefix("commit ") if mode == "160000" else None


def _listed(tree: bytes, revision: str) -> dict[str, tuple[str, int]]:
    """Each regular file of a tree, as `ls-tree -l -z` prints it: its path, its blob and its size in bytes.

    Raises `GitError` for a path that no checkout would have: such a tree was made by hand, to attack whoever unpacks it.
    """
    files: dict[str, tuple[str, int]] = {}
    for entry in tree.split(b"\0")[:-1]:
        head, _, name = entry.partition(b"\t")
        mode, _, blob, size = head.decode().split()
        path = os.fsdecode(name)
        try:
            parts_of(path)
        except ForeignPathError as wrong:
            raise GitError(f"{revision}: {wrong}") from None
        if mode.startswith("100"):
            if not size.isdigit():
                raise GitError(f"git has not got the whole history: {blob} is missing")
            files[path] = blob, int(size)
    return files


def _contents(folder: Path, sizes: Mapping[str, int]) -> dict[str, bytes]:
    """The contents of blobs of known sizes, read some megabytes at a time; raises `GitError`."""
    if sum(sizes.values()) > MOST_BYTES:
        raise GitError(f"the state holds more than {MOST_BYTES // 1_000_000} MB of text; it is not read")
    contents: dict[str, bytes] = {}
    waiting = list(sizes)
    while waiting:
        asked, length = [], 0
        while waiting and length < LARGEST:
            length += sizes[waiting[-1]] + 100
            asked.append(waiting.pop())
        output = _git(folder, "cat-file", "--batch", given="".join(f"{blob}\n" for blob in asked).encode())
        at = 0
        for blob in asked:
            end = output.index(b"\n", at)
            size = output[at:end].rpartition(b" ")[2]
            if not size.isdigit():
                raise GitError(f"git has not got the whole history: {blob} is missing")
            contents[blob] = output[end + 1 : end + 1 + int(size)]
            at = end + 1 + int(size) + 1
    return contents


def revision(settings: Settings) -> str:
    """The commit that the content is at, and whether the clone is shallow; empty without git."""
    try:
        return _git(settings.content, "rev-parse", "--is-shallow-repository", "HEAD").decode().strip()
    except (GitError, OSError):
        return ""


def commit_of(settings: Settings, known: str = "") -> str:
    """The commit that the content is at; empty without git. `known` is what `revision` has said."""
    return (known or revision(settings)).rpartition("\n")[2]


def why_unread(settings: Settings) -> str:
    """Why git does not show the history of the content, in one line; empty if it does, or if there is no history."""
    if not any((folder / ".git").exists() for folder in (settings.content, *settings.content.parents)):
        return ""
    try:
        if _git(settings.content, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
            return "this clone has not the whole history: git fetch --unshallow; in CI, fetch-depth: 0"
    except (GitError, OSError) as error:
        return str(error)
    return ""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that touched the content."""

    revision: str
    when: datetime
    """When it was committed, in UTC."""
    reason: str
    """Its `Reason:` trailers; the rest of its message is not shown to readers."""
    records: tuple[tuple[Status, str], ...]
    """The status and id of each record whose file it touched, sorted by status and id."""
    before: str = ""
    """The tree of the content in its first parent; empty if there is none."""
    after: str = ""
    """The tree of the content after it."""


def commits(settings: Settings) -> tuple[Commit, ...]:
    """The latest commits that touched the content, newest first; at most `MOST_COMMITS` and one more.

    Empty without git, and in a shallow clone, whose oldest commit would seem to have added everything.
    """
    try:
        if _git(settings.content, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
            return ()
        output = _git(
            settings.content,
            *(
                "log",
                "--no-merges",
                "--no-color",
                "--no-ext-diff",
                "--no-textconv",
                "--ignore-submodules=all",
            ),
            f"--max-count={MOST_COMMITS + 1}",
            # A trailer may hold anything but NUL. Two NULs begin a commit, for no other field is empty.
            *(
                "--relative",
                "--name-status",
                "-z",
                f"--format=%x00%x00%H%x00%ct%x00r%(trailers:key={TRAILER},valueonly,unfold,separator=%x20)",
            ),
            *("HEAD", "--", "."),
        )
        parsed = list(_commits(output.decode("utf-8", "replace").split("\0")))
        trees = _trees(settings, [name for c in parsed for name in (f"{c.revision}^", c.revision)])
    except (GitError, OSError):
        return ()
    sides = zip(parsed, trees[::2], trees[1::2], strict=True)
    return tuple(replace(commit, before=before, after=after) for commit, before, after in sides)


def _trees(settings: Settings, revisions: Sequence[str]) -> list[str]:
    """The tree of the content at each revision; empty where there is none."""
    inside = _prefix(settings.content)
    asked = "".join(f"{revision}:{inside}\n" for revision in revisions)
    lines = (
        _git(settings.content, "cat-file", "--batch-check", given=os.fsencode(asked))
        .decode("utf-8", "replace")
        .splitlines()
    )
    words_by_line = [line.split(" ") for line in lines]
    return [words[0] if words[1:2] == ["tree"] else "" for words in words_by_line]


def changed_paths(settings: Settings, before: str, after: str) -> frozenset[str]:
    """The paths within the content folder that differ between two trees; raises `GitError`."""
    output = _git(
        settings.content,
        "diff-tree",
        "-r",
        "-z",
        "--no-renames",
        "--no-ext-diff",
        "--name-only",
        before,
        after,
    )
    return frozenset(output.decode("utf-8", "surrogateescape").split("\0")) - {""}


def count_records(settings: Settings) -> int:
    """The number of record files in the commit that the content is at; raises `GitError`."""
    paths = _git(settings.content, "ls-tree", "-r", "-z", "--name-only", "HEAD").split(b"\0")
    return sum(name.endswith(b".md") for name in paths)


def text_at_head(settings: Settings, path: str) -> str:
    """A file of the content folder in the commit that the content is at; empty if there is none."""
    try:
        return _git(settings.content, "cat-file", "blob", f"HEAD:./{path}").decode("utf-8", "replace")
    except (GitError, OSError):
        return ""


def _commits(fields_: Sequence[str]) -> Iterator[Commit]:
    """Parse the output of `git log`: empty texts, hash, time, trailers, then statuses and paths in turn."""
    at = 0
    while at < len(fields_):
        if not fields_[at]:
            at += 1
            continue
        end = at + HEAD
        while end < len(fields_) and fields_[end]:
            end += 1
        if commit := _commit(fields_[at : at + HEAD], fields_[at + HEAD : end]):
            yield commit
        at = end


def _commit(head: Sequence[str], names: Sequence[str]) -> Commit | None:
    """Parse one commit; None if its time is invalid."""
    revision, seconds, reason = head
    try:
        when = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    added, removed = set[str](), set[str]()
    changed = set[str]()
    rest = iter(names)
    for status in (name.strip("\n") for name in rest):
        path = PurePosixPath(next(rest, ""))
        if status.startswith("R"):
            _note(path, removed)
            path = PurePosixPath(next(rest, ""))
        _note(path, {"A": added, "R": added, "D": removed}.get(status[:1], changed))
    # A file that moved to another folder is the same record; under another name it is another one.
    changed |= added & removed
    records: list[tuple[Status, str]] = [("added", id_) for id_ in added - changed]
    records += [("removed", id_) for id_ in removed - changed] + [("changed", id_) for id_ in changed]
    return Commit(revision, when, shown(reason[1:]), tuple(sorted(records, key=_order)))


def _note(path: PurePosixPath, ids: set[str]) -> None:
    if path.suffix == ".md" and path.parts[0] in FOLDERS.values():
        ids.add(path.stem)


def shown(text: str) -> str:
    """A text on one line, without control characters and characters that change its direction."""
    plain = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc" and c not in TURNING)
    return plain.strip()


def _order(entry: tuple[Status, str]) -> tuple[int, str]:
    return STATUSES.index(entry[0]), entry[1]
