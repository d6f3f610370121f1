"""`dossier check --fix`: what `read/mending.py` mends, written to the files it was found in."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from dossier.config import Settings
from dossier.diagnostics import Report
from dossier.read.files import scan
from dossier.read.mending import mended

BOM = "\ufeff"


def fix(settings: Settings) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Mend every record; yields the path within the project, and what was done, a line each.

    A file that is a symbolic link, or whose lines end in several ways, is left alone.
    """
    files, _ = scan(settings, Report(), lambda file: file)
    for file in files:
        path = settings.project / file.path
        data = path.read_bytes()
        text = data.decode("utf-8")
        windows = text.count("\r\n")
        if path.is_symlink() or text.count("\r") != windows or windows not in (0, text.count("\n")):
            continue
        begin = BOM if text.startswith(BOM) else ""
        found = mended(text.removeprefix(BOM).replace("\r\n", "\n"), file.kind)
        if found.done:
            new = begin + (found.text.replace("\n", "\r\n") if windows else found.text)
            _write(path, new.encode())
            yield file.path, found.done


def _write(path: Path, data: bytes) -> None:
    """In one step: whoever reads the file meanwhile sees the old one or the new one."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    new = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
        new.chmod(path.stat().st_mode & 0o777)
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
