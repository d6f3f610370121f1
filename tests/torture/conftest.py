"""What a stranger sends: repositories, archives, requests, texts. `make torture` runs the slow part, too."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from small import Small

from dossier.config import Settings, load

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


@pytest.fixture
def project(tmp_path: Path) -> Settings:
    """A small dossier under git, in a folder of its own within a larger one."""
    folder = tmp_path / "above" / "project"
    folder.mkdir(parents=True)
    Small(folder).write({f"content/places/{n}.md": PLACE.format(n.title()) for n in ("one", "two")})
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "Begin")
    return load(folder / "mkdocs.yml")
