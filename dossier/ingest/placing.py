"""Drafts → files: all or none, never over an existing file, and none that contains a name to be withheld."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from dossier.config import Settings
from dossier.foreign_paths import ForeignPathError, join
from dossier.ingest import Refused
from dossier.ingest.draft import Draft
from dossier.model.checks import id_fault, is_id
from dossier.model.parts import FOLDERS
from dossier.model.records import Article
from dossier.store import withheld


def check_withheld(drafted: Draft, names: Mapping[str, tuple[str, ...]]) -> None:
    """Raises `Refused` if the draft contains a name to be withheld; the message does not contain the name."""
    check_texts({f"{drafted.id}.md": drafted.article}, names)


def check_texts(texts: Mapping[str, str], names: Mapping[str, tuple[str, ...]]) -> None:
    """Raises `Refused` if one of several files to be written contains a name to be withheld."""
    hits = withheld.search({name: text.encode() for name, text in texts.items()}, names)
    if hits:
        raise Refused(
            f'the draft would hold a name of "{hits[0].actor}", which is to be withheld; write the article by hand'
        )


def write(
    drafts: Sequence[Draft],
    settings: Settings,
    captures: Path,
    facts: Mapping[str, Mapping[str, str]],
    beside: Sequence[tuple[Path, str]] = (),
) -> list[Path]:
    """Write every draft with its capture, the facts of its reading and the files `beside`, or nothing.

    Raises `Refused` if a file exists.
    """
    files = list(beside)
    for drafted in drafts:
        if not is_id(drafted.id):
            fault = id_fault(drafted.id)
            raise Refused(f"{fault.message}; {fault.hint}")
        if drafted.capture:
            sidecar = {"article": drafted.id, "sha256": drafted.sha256, **facts[drafted.id]}
            files.append((_within(captures, f"{drafted.id}.txt"), drafted.capture))
            text = json.dumps(sidecar, indent=2, ensure_ascii=False) + "\n"
            files.append((_within(captures, f"{drafted.id}.json"), text))
        path = _within(settings.content, f"{FOLDERS[Article.kind]}/{drafted.id}.md")
        files.append((path, drafted.article))
    return write_all(files)


def _within(folder: Path, name: str) -> Path:
    """The path of a new file in a folder; raises `Refused` for a name, or a link, that leads out of it."""
    try:
        return join(folder, name)
    except ForeignPathError as wrong:
        raise Refused(f"{wrong}; nothing was written") from None


def write_all(files: Sequence[tuple[Path, str]]) -> list[Path]:
    """Write new files, all or none: each is written beside its place, then hard-linked to it, which never overwrites."""
    staged: list[tuple[Path, Path]] = []
    placed: list[Path] = []
    try:
        for path, text in files:
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f".{path.name}.{os.getpid()}.new")
            staged.append((new, path))
            with new.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
        for new, path in staged:
            try:
                os.link(new, path)
            except FileExistsError:
                raise Refused(f"{path} is there already; nothing was written") from None
            placed.append(path)
    except BaseException:
        for path in placed:
            path.unlink(missing_ok=True)
        raise
    finally:
        for new, _ in staged:
            new.unlink(missing_ok=True)
    return placed
