"""Commits in the repositories of made-up dossiers."""

from __future__ import annotations

import os
import subprocess

from dossier.config import Settings
from support.strangers import git


def commit_saying(settings: Settings, text: str, **environment: str) -> None:
    git(settings.project, "add", "-A", ".")
    message = settings.project / "message"
    message.write_text(text, encoding="utf-8", newline="")
    identity = ("-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    command = [
        "git",
        *identity,
        "commit",
        "-q",
        "--allow-empty-message",
        "--cleanup=verbatim",
        "-F",
        "message",
    ]
    subprocess.run(command, cwd=settings.project, check=True, env={**os.environ, **environment})
    message.unlink()
