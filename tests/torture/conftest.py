"""What a stranger sends: repositories, archives, requests, texts. `make torture` runs the slow part, too."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.small import Small
from support.strangers import PLACE, git

from dossier.config import Settings, load


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
