"""What the attacks share: git objects made by hand, and our commands as a reviewer runs them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

IDENTITY = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
PLACE = "---\ntitle: {}\ntype: city\n---\n\nA city.\n"


def git(folder: Path, *arguments: str, given: bytes = b"") -> str:
    done = subprocess.run(
        ["git", *IDENTITY, *arguments], cwd=folder, check=True, capture_output=True, input=given
    )
    return done.stdout.decode().strip()


def tree(folder: Path, *entries: tuple[str, str | bytes, str]) -> str:
    """A tree object, whatever its entries are called: mode, name, object."""
    data = b"".join(
        mode.encode() + b" " + (name.encode() if isinstance(name, str) else name) + b"\0" + bytes.fromhex(of)
        for mode, name, of in entries
    )
    return git(folder, "hash-object", "-t", "tree", "-w", "--literally", "--stdin", given=data)


def commit_of(folder: Path, root: str, *parents: str) -> str:
    above = [part for parent in parents for part in ("-p", parent)]
    return git(folder, "commit-tree", root, *above, "-m", "Hostile")


def dossier(project: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dossier", *arguments],
        cwd=project,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=100,
        check=False,
    )


def files_below(folder: Path) -> set[str]:
    """Every file that is not git's, nor the cache's."""
    return {
        p.relative_to(folder).as_posix() for p in folder.rglob("*") if ".git" not in p.parts and p.is_file()
    }
