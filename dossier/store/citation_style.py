"""The CSL style that `mkdocs.yml` names: a file of the project."""

from __future__ import annotations

from pathlib import Path

from dossier.foreign_paths import join

MOST_BYTES = 512_000


def style_bytes(project: Path, name: str) -> bytes:
    """The bytes of a style, and one more where it is larger than a style may be; raises `OSError`, `ForeignPathError`."""
    path = join(project, name)
    if not path.is_file():
        raise FileNotFoundError(2, "there is no such file", str(path))
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)
