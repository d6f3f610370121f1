"""A source that is dropped, pasted, or given by its address: drafted as `dossier add` does."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from dossier.desk.given import Refused
from dossier.desk.workspace import Workspace
from dossier.foreign_paths import join

MOST_BYTES = 20_000_000
"""Bytes of a source."""
_NAME = re.compile(r"[^\w.-]+")


def add(workspace: Workspace, data: bytes, name: str, url: str, publisher: str) -> dict[str, Any]:
    """Draft an article; returns its id. Without `data` the page at `url` is fetched. Raises `Refused`."""
    if not data and not url:
        raise Refused("drop a file, paste a text, or give an address")
    with tempfile.TemporaryDirectory(prefix="dossier-") as folder:
        given = url
        if data:
            # The ending says what a file is; the rest of a name from outside is not used.
            ending = _NAME.sub("", Path(name).suffix)[:12]
            path = join(Path(folder), f"source{ending or '.txt'}")
            path.write_bytes(data)
            given = str(path)
        id_ = workspace.add(given, url if data else "", publisher)
    workspace.state()
    return {"id": id_}


def dated(words: str, language: str) -> str:
    """The date that printed words give, in EDTF; empty if they give none, or the packages to read them are missing."""
    try:
        from dossier.ingest.printed_dates import edtf
    except ModuleNotFoundError:
        return ""
    return edtf(words, language) or ""
