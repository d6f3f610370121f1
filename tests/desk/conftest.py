"""A small dossier at the desk."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.desk import written
from support.small import Small

from dossier.config import load
from dossier.desk.workspace import Workspace


@pytest.fixture
def workspace(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """With steps of its own: none of another test's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    written(small)
    return Workspace(load(small.project / "mkdocs.yml"), small.project / "captures")
