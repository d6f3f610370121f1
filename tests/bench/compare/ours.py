"""Dossier: its own project is what was generated."""

from __future__ import annotations

import sys
from importlib.metadata import version
from pathlib import Path

from compare.model import Corpus, Found, Generator, Shell

DOSSIER = [sys.executable, "-m", "dossier"]


def find(tools: Path) -> Found | None:
    """The one of this environment: a clean build that keeps nothing, as the others'."""
    return Found([*DOSSIER, "build", "-q", "--no-cache"], version("dossier"))


def write(corpus: Corpus, shell: Shell, folder: Path, tools: Path) -> None:
    """Nothing: `generate.py` wrote it."""


GENERATOR = Generator("dossier", find, write)
