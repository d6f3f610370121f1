"""What git knows of the content: how it was at a revision, and what changed since it began."""

from __future__ import annotations

import subprocess
import tempfile
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dossier.config import Settings
from dossier.model.history import STATUSES, Change, Status
from dossier.model.parts import FOLDERS

TRAILER, HEAD = "For-readers", 4
"""A line of a commit's message that says to readers what its subject says to maintainers; texts of a commit's head."""
MOST_CHANGES = 100
"""Commits that the page of changes goes back."""
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


def changes(settings: Settings) -> tuple[Change, ...]:
    """The latest commits that touched records, newest first; none where there is no git, or only a part of its history.

    In a shallow clone the oldest commit would seem to have added everything.
    """
    try:
        if _git(settings.content, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
            return ()
        told = _git(
            settings.content,
            *("-c", "log.showSignature=false", "-c", "log.showRoot=true", "-c", "diff.renames=true"),
            *("-c", "core.quotePath=false"),
            *("log", "--no-merges", "--no-color", "--no-ext-diff", f"--max-count={MOST_CHANGES}"),
            # A subject may hold anything but NUL: two of them begin a commit, for nothing else here is empty.
            *(
                "--relative",
                "--name-status",
                "-z",
                f"--format=%x00%x00%H%x00%ct%x00s%s%x00r%(trailers:key={TRAILER},valueonly,separator=%x20)",
            ),
            *("HEAD", "--", "."),
        )
    except (GitError, OSError):
        return ()
    return tuple(_changes(told.decode("utf-8", "replace").split("\0")))


def _changes(told: Sequence[str]) -> Iterator[Change]:
    """Commits: empty texts, hash, time, subject, trailer, and then statuses and paths in turn."""
    at = 0
    while at < len(told):
        if not told[at]:
            at += 1
            continue
        end = at + HEAD
        while end < len(told) and told[end]:
            end += 1
        change = _change(told[at : at + HEAD], told[at + HEAD : end])
        if change and change.records:
            yield change
        at = end


def _change(head: Sequence[str], names: Sequence[str]) -> Change | None:
    """One commit; None where its time is none."""
    revision, seconds, subject, for_readers = head
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
    return Change(
        revision, when, _shown(for_readers[1:]) or _shown(subject[1:]), tuple(sorted(records, key=_order))
    )


def _note(path: PurePosixPath, ids: set[str]) -> None:
    if path.suffix == ".md" and path.parts[0] in FOLDERS.values():
        ids.add(path.stem)


def _shown(subject: str) -> str:
    """A subject without what steers a terminal or turns the text around."""
    return "".join(c for c in subject if unicodedata.category(c) != "Cc" and c not in TURNING).strip()


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
