"""Prints the path of a Chromium for the browser tests: one that is there, else one that can be installed here."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")
"""Chromium without windows: pages take less than half of the work."""
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The Chromium of `$CHROMIUM`, of the PATH, of macOS' applications, or Playwright's own."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    for name in NAMES:
        if path := shutil.which(name):
            return path
    if MAC.exists():
        return str(MAC)
    return _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and os.access(path, os.X_OK) else None


def install() -> None:
    """By apt where we are root, else by Playwright; both may fail, and then nothing is there."""
    if _by_apt():
        _run("apt-get", "update", "-qq")
        for name in ("chromium-headless-shell", "chromium"):
            if not any(map(shutil.which, SHELLS)) and (name in SHELLS or find() is None):
                _run("apt-get", "install", "-y", "-qq", "--no-install-recommends", name, "fonts-noto-core")
    if find() is None:
        _run(sys.executable, "-m", "playwright", "install", "chromium")


def _by_apt() -> bool:
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def _run(*command: str) -> None:
    print("installing a browser:", " ".join(command), file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment, check=False
    )


def main() -> None:
    """Print the path, or say in one line what to install."""
    if "CHROMIUM" not in os.environ and (
        find() is None or (_by_apt() and not any(map(shutil.which, SHELLS)))
    ):
        install()
    path = find()
    if path is None:
        sys.exit(
            "make test: no Chromium found; install Chromium or Chrome, or name one: CHROMIUM=/path/to/chromium make test"
        )
    print(path)


if __name__ == "__main__":
    main()
