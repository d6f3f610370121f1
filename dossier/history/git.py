"""What git knows of the content: how it was at a revision, and what changed since it began."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from dossier.config import Settings
from dossier.model.history import STATUSES, Change, Status
from dossier.model.parts import FOLDERS

MOST_CHANGES = 100
"""Commits that the page of changes goes back."""
_RECORD, _FIELD = "\x1e", "\x1f"
_STATUS: dict[str, Status] = {"A": "added", "D": "removed"}


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
    archive = _git(settings.project, "archive", "--format=tar", commit, "--", inside)
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        try:
            with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
                tar.extractall(name, filter="data")
        except tarfile.TarError as error:
            raise GitError(f"the content of {revision} cannot be laid out: {error}") from None
        yield replace(settings, project=Path(name), content=Path(name) / inside)


def changes(settings: Settings) -> tuple[Change, ...]:
    """The latest commits that touched records, newest first; none where there is no git, or only a part of its history.

    In a shallow clone the oldest commit would seem to have added everything.
    """
    try:
        if _git(settings.content, "rev-parse", "--is-shallow-repository").decode().strip() == "true":
            return ()
        told = _git(
            settings.content,
            *("-c", "log.showSignature=false", "-c", "diff.renames=true", "-c", "core.quotePath=false"),
            *("log", "--no-merges", "--no-color", "--no-ext-diff", f"--max-count={MOST_CHANGES}"),
            *("--relative", "--name-status", "-z", f"--format={_RECORD}%H{_FIELD}%ct{_FIELD}%s"),
            *("HEAD", "--", "."),
        )
    except (GitError, OSError):
        return ()
    return tuple(c for c in map(_change, told.decode("utf-8", "replace").split(_RECORD)[1:]) if c.records)


def _change(told: str) -> Change:
    """One commit: hash, time, subject; then statuses and paths in turn, each ended by a NUL."""
    head, *names = told.split("\0")
    revision, seconds, subject = head.split(_FIELD, 2)
    rest = iter(name.strip("\n") for name in names)
    touched: dict[str, Status] = {}
    for letter in rest:
        if not letter:
            continue
        path = PurePosixPath(next(rest, ""))
        status = _STATUS.get(letter[0], "changed")
        if letter[0] == "R":
            old, path = path, PurePosixPath(next(rest, ""))
            # A file that moved is the same record; under another name it is another one.
            if _is_record(old) and old.stem != path.stem:
                touched[old.stem], status = "removed", "added"
        if _is_record(path):
            touched[path.stem] = status
    records = sorted(((status, id_) for id_, status in touched.items()), key=_order)
    return Change(revision, datetime.fromtimestamp(int(seconds), UTC), subject, tuple(records))


def _order(entry: tuple[Status, str]) -> tuple[int, str]:
    return STATUSES.index(entry[0]), entry[1]


def _is_record(path: PurePosixPath) -> bool:
    return path.suffix == ".md" and path.parts[0] in FOLDERS.values()


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)  # noqa: S603, S607
    except FileNotFoundError:
        raise GitError("git is not installed; the ratchet compares with an earlier state") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[-1] if said else f'git knows no revision "{arguments[-1].split("^")[0]}"')
    return done.stdout
