"""Digests of the site of `content/` and of a made-up dossier of 300 articles: a refactoring changes no byte of them.

PYTHONPATH=tests python tests/bench/digest.py
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from support.cached import MKDOCS_YML
from support.generate import Maker

PROJECT = Path(__file__).parents[2]
ARTICLES = 300


def digest(folder: Path) -> str:
    """SHA-256 over the paths and bytes of all files below a folder."""
    found = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        data = path.read_bytes()
        found.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode() + data)
    return found.hexdigest()


def built(project: Path) -> str:
    """The digest of a project's site, built without a cache."""
    subprocess.run([sys.executable, "-m", "dossier", "build", "-q", "--no-cache"], cwd=project, check=True)
    return digest(project / "site")


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="dossier-digest-") as folder:
        made, real = Path(folder) / "made", Path(folder) / "real"
        for name, text in Maker(ARTICLES, 1).files().items():
            path = made / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        (made / "mkdocs.yml").write_text(MKDOCS_YML)
        # Without git: what changed from commit to commit is of another day in each clone.
        shutil.copytree(PROJECT / "content", real / "content")
        shutil.copy(PROJECT / "mkdocs.yml", real)
        print(f"content/: {built(real)}")
        print(f"{ARTICLES} articles: {built(made)}")


if __name__ == "__main__":
    main()
