"""Three texts merged by lines, as git does it."""

from __future__ import annotations

import tempfile
from pathlib import Path

from dossier.history.process import GitError, git


def merged(base: str, ours: str, theirs: str) -> str | None:
    """The changes from `base` to `theirs`, made to `ours`; None where both change the same lines, or git is missing."""
    if ours == base:
        return theirs
    with tempfile.TemporaryDirectory(prefix="dossier-") as name:
        folder = Path(name)
        (folder / "ours").write_bytes(ours.encode())
        (folder / "base").write_bytes(base.encode())
        (folder / "theirs").write_bytes(theirs.encode())
        try:
            return git(folder, "merge-file", "-p", "ours", "base", "theirs").decode()
        except GitError:
            return None
