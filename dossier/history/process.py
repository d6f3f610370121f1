"""Runs git: nothing that a repository contains is executed, no network, limits on output and time.

A repository's configuration is untrusted if the repository was copied as a folder, or lies in the content folder as a
bare one (git documents `safe.bareRepository` for that). Only commands that read objects are run; none of them reads the
index, the work tree or attributes.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import threading
from pathlib import Path

from dossier.history.environment import OF_A_REPOSITORY

MAX_OUTPUT = 64_000_000
"""Bytes of one answer: some half a million paths. Nested trees can list billions of paths from a few kilobytes."""
SECONDS = 120
OPTIONS = {
    "advice.graftFileDeprecated": "false",  # it names the variable below
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.attributesFile": os.devnull,
    "core.quotePath": "false",
    "credential.helper": "",
    "diff.renames": "true",
    "i18n.logOutputEncoding": "UTF-8",
    "log.mailmap": "false",
    "log.showRoot": "true",
    "log.showSignature": "false",
    "protocol.allow": "never",
    "safe.bareRepository": "explicit",
}
"""Configuration that overrides the repository's own."""
ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # over protocol.*.allow of the repository: no remote helper is started
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
DROPPED = (
    *OF_A_REPOSITORY,
    *("GIT_EXTERNAL_DIFF", "GIT_DIFF_OPTS", "GIT_ASKPASS", "SSH_ASKPASS", "GIT_SSH", "GIT_SSH_COMMAND"),
)


class GitError(Exception):
    """git is not installed, this is no repository, or it has no such revision; the message is one line."""


def git(
    folder: Path,
    *arguments: str,
    given: bytes = b"",
    limit: int = MAX_OUTPUT,
    index: Path | None = None,
) -> bytes:
    """The output of a git command in `folder`; raises `GitError`, also for more than `limit` bytes or `SECONDS` seconds.

    `index` is used in the place of the repository's.
    """
    environment = {name: value for name, value in os.environ.items() if name not in DROPPED} | ENVIRONMENT
    if index:
        environment["GIT_INDEX_FILE"] = str(index)
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    with tempfile.TemporaryFile() as asked, tempfile.TemporaryFile() as said:
        asked.write(given)
        asked.seek(0)
        try:
            process = subprocess.Popen(  # noqa: S603
                ["git", "--no-pager", *options, *arguments],  # noqa: S607
                cwd=folder,
                env=environment,
                stdin=asked,
                stdout=subprocess.PIPE,
                stderr=said,
            )
        except FileNotFoundError:
            raise GitError("git is not installed, which knows the earlier states") from None
        watch = threading.Timer(SECONDS, process.kill)
        watch.start()
        try:
            with process:
                assert process.stdout
                output = process.stdout.read(limit + 1)
                if len(output) > limit:
                    process.kill()
            late = watch.finished.is_set()
        finally:
            watch.cancel()
        if len(output) > limit:
            raise GitError(f"git {arguments[0]} tells more than {limit:,} bytes; such a state is not read")
        if process.returncode:
            said.seek(0)
            raise GitError(_reason(said.read(65_536).decode("utf-8", "replace"), arguments, folder, late))
        return output


def _reason(said: str, arguments: tuple[str, ...], folder: Path, late: bool) -> str:
    """Why git failed, in one line."""
    if late:
        return f"git {arguments[0]} has not answered within {SECONDS} seconds"
    if "dubious ownership" in said or "safe.directory" in said:
        named = re.search(r"repository at '([^'\n]+)'", said)
        top = named[1] if named else folder
        return (
            f"git does not read {top}, which belongs to another user; where you trust it:"
            f" git config --global --add safe.directory {top}"
        )
    if "safe.bareRepository" in said:
        return f"{folder} looks like a git repository inside another one; git is not run in it"
    lines = [line.strip() for line in said.splitlines() if line.strip() and not line.startswith("hint:")]
    return " ".join(lines).removeprefix("fatal: ") or f'git knows no revision "{arguments[-1].split("^")[0]}"'
