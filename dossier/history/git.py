"""What git knows of the content: how it was at a revision, and which commits touched it."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dossier.config import Settings
from dossier.model.history import STATUSES, Status
from dossier.model.parts import FOLDERS

TRAILER, HEAD = "Reason", 3
"""The trailer of a commit's message that says to readers why it was made; texts of a commit's head."""
MOST_COMMITS = 100
"""Commits that the page of changes goes back at most."""
TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks and overrides of direction."""


class GitError(Exception):
    """git is not there, this is no repository, or it knows no such revision: one line."""


@contextmanager
def state_at(settings: Settings, revision: str) -> Iterator[Settings]:
    """Settings whose content is that of `revision`; raises `GitError`."""
    if revision.startswith("-"):
        raise GitError(f'"{revision}" is no revision')
    inside = settings.content.relative_to(settings.project).as_posix()
    commit = (
        _git(settings.project, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").decode().strip()
    )
    tree = _git(
        settings.project, "ls-tree", "-r", "-z", "--full-tree", f"{commit}:{_prefix(settings)}{inside}"
    )
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        _laid_out(settings.project, tree, Path(name) / inside)
        yield replace(settings, project=Path(name), content=Path(name) / inside)


def _prefix(settings: Settings) -> str:
    """The project's folder within its repository, with a slash at its end; nothing where that is the root."""
    return _git(settings.project, "rev-parse", "--show-prefix").decode().strip()


def _laid_out(project: Path, tree: bytes, folder: Path) -> None:
    """Write the files of a tree, as `ls-tree -z` tells them. `git archive` would heed attributes, which hide files."""
    files: list[tuple[str, str]] = []
    for entry in tree.split(b"\0")[:-1]:
        head, _, name = entry.partition(b"\t")
        mode, _, blob = head.decode().split(" ")
        if mode in ("100644", "100755"):
            files.append((blob, name.decode("utf-8", "surrogateescape")))
    told = _git(project, "cat-file", "--batch", given="".join(f"{blob}\n" for blob, _ in files).encode())
    folder.mkdir(parents=True)
    at = 0
    for blob, path in files:
        end = told.index(b"\n", at)
        size = told[at:end].rpartition(b" ")[2]
        if not size.isdigit():
            raise GitError(f"git has not got the whole history: {blob} is missing")
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(told[end + 1 : end + 1 + int(size)])
        at = end + 1 + int(size) + 1


def revision(settings: Settings) -> str:
    """The commit that the content is at, and whether its whole history is here; empty where there is no git."""
    try:
        return _git(settings.content, "rev-parse", "--is-shallow-repository", "HEAD").decode().strip()
    except (GitError, OSError):
        return ""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that touched the content."""

    revision: str
    when: datetime
    """When it was committed, in UTC."""
    reason: str
    """Its `Reason:` trailers: nothing else of its message is for readers."""
    records: tuple[tuple[Status, str], ...]
    """Ids of the records whose files it touched, sorted by status and id."""
    before: str = ""
    """The tree of the content in its first parent; empty where there is none."""
    after: str = ""
    """The tree of the content in it."""


def commits(settings: Settings) -> tuple[Commit, ...]:
    """The latest commits that touched the content, newest first, and one more than are shown, if there are more.

    None where there is no git, or only a part of its history: in a shallow clone the oldest commit would seem to have
    added everything.
    """
    try:
        if _git(settings.content, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
            return ()
        told = _git(
            settings.content,
            *("-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "diff.renames=true"),
            *("-c", "core.quotePath=false"),
            *("log", "--no-merges", "--no-color", "--no-ext-diff", f"--max-count={MOST_COMMITS + 1}"),
            # A trailer may hold anything but NUL: two of them begin a commit, for nothing else here is empty.
            *(
                "--relative",
                "--name-status",
                "-z",
                f"--format=%x00%x00%H%x00%ct%x00r%(trailers:key={TRAILER},valueonly,unfold,separator=%x20)",
            ),
            *("HEAD", "--", "."),
        )
        found = list(_commits(told.decode("utf-8", "replace").split("\0")))
        trees = _trees(settings, [name for c in found for name in (f"{c.revision}^", c.revision)])
    except (GitError, OSError):
        return ()
    sides = zip(found, trees[::2], trees[1::2], strict=True)
    return tuple(replace(commit, before=before, after=after) for commit, before, after in sides)


def _trees(settings: Settings, revisions: Sequence[str]) -> list[str]:
    """The tree of the content at each revision; empty where there is none."""
    inside = _git(settings.content, "rev-parse", "--show-prefix").decode().strip("\n/")
    asked = "".join(f"{revision}:{inside}\n" for revision in revisions)
    told = _git(settings.content, "cat-file", "--batch-check", given=asked.encode()).decode().splitlines()
    found = [line.split(" ") for line in told]
    return [words[0] if words[1:2] == ["tree"] else "" for words in found]


def changed_paths(settings: Settings, before: str, after: str) -> frozenset[str]:
    """The paths within the content folder that differ between two of its trees; raises `GitError`."""
    told = _git(settings.content, "diff-tree", "-r", "-z", "--no-renames", "--name-only", before, after)
    return frozenset(told.decode("utf-8", "surrogateescape").split("\0")) - {""}


def count_records(settings: Settings) -> int:
    """How many files of records the commit that the content is at holds; raises `GitError`."""
    told = _git(settings.content, "ls-tree", "-r", "-z", "--name-only", "HEAD").split(b"\0")
    return sum(name.endswith(b".md") for name in told)


def text_at_head(settings: Settings, path: str) -> str:
    """A file of the content folder in the commit that the content is at; empty where there is none."""
    try:
        return _git(settings.content, "cat-file", "blob", f"HEAD:./{path}").decode("utf-8", "replace")
    except (GitError, OSError):
        return ""


def _commits(told: Sequence[str]) -> Iterator[Commit]:
    """Commits: empty texts, hash, time, trailers, and then statuses and paths in turn."""
    at = 0
    while at < len(told):
        if not told[at]:
            at += 1
            continue
        end = at + HEAD
        while end < len(told) and told[end]:
            end += 1
        if commit := _commit(told[at : at + HEAD], told[at + HEAD : end]):
            yield commit
        at = end


def _commit(head: Sequence[str], names: Sequence[str]) -> Commit | None:
    """One commit; None where its time is none."""
    revision, seconds, reason = head
    try:
        when = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return None
    came, went = set[str](), set[str]()
    changed = set[str]()
    rest = iter(names)
    for status in (name.strip("\n") for name in rest):
        path = PurePosixPath(next(rest, ""))
        if status.startswith("R"):
            _note(path, went)
            path = PurePosixPath(next(rest, ""))
        _note(path, {"A": came, "R": came, "D": went}.get(status[:1], changed))
    # A file that moved is the same record, wherever it went: only under another name is it another one.
    changed |= came & went
    records: list[tuple[Status, str]] = [("added", id_) for id_ in came - changed]
    records += [("removed", id_) for id_ in went - changed] + [("changed", id_) for id_ in changed]
    return Commit(revision, when, shown(reason[1:]), tuple(sorted(records, key=_order)))


def _note(path: PurePosixPath, ids: set[str]) -> None:
    if path.suffix == ".md" and path.parts[0] in FOLDERS.values():
        ids.add(path.stem)


def shown(text: str) -> str:
    """A text without what steers a terminal or turns the text around, on one line."""
    plain = "".join(c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc" and c not in TURNING)
    return plain.strip()


def _order(entry: tuple[Status, str]) -> tuple[int, str]:
    return STATUSES.index(entry[0]), entry[1]


def _git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(  # noqa: S603
            ["git", *arguments],  # noqa: S607
            cwd=folder,
            capture_output=True,
            check=False,
            input=given,
        )
    except FileNotFoundError:
        raise GitError("git is not installed; the ratchet compares with an earlier state") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else f'git knows no revision "{arguments[-1].split("^")[0]}"')
    return done.stdout
