"""`dossier rename`, and what `dossier merge` shares with it."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.add import captures_option, refuse
from dossier.cli.terminal import config_option, settings_or_exit
from dossier.formats.text import safe
from dossier.model.figures import counted

if TYPE_CHECKING:
    from dossier.config import Settings
    from dossier.model.corpus import Corpus
    from dossier.model.records import Record

Changes = dict[Path, bytes | None]
"""The new content of each file; None for one that is deleted."""


@click.command("rename")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@captures_option
@config_option
def command(old: str, new: str, captures: Path, config_file: Path) -> None:
    """Give the record OLD the id NEW: its file, its captures, the lock, and every reference to it, in mkdocs.yml, too.

    An id that is committed was published, as far as can be known: content/retired.yml says where it went, and its address
    goes on leading there.

    \b
    Examples:
      dossier rename dock-herald-strike dock-herald-strike-ends
    """
    from dossier.foreign_paths import join
    from dossier.ingest import identity
    from dossier.model.checks import id_fault, is_id
    from dossier.pipeline import check

    settings = settings_or_exit(config_file)
    corpus = check(settings).corpus
    record = record_or_exit(corpus, old)
    if not is_id(new) or new == "index":
        fault = id_fault(new)
        refuse(f"{fault.message}; {fault.hint}")
    if new in identity.ids_in(settings, corpus):
        refuse(f'"{new}" is taken; an id is unique in the whole dossier')
    path = settings.project / record.path
    changes = references_changed(settings, corpus, record, new)
    changes[join(path.parent, f"{new}.md")] = changes.pop(path, None) or path.read_bytes()
    changes[path] = None
    changes |= (
        _captures(captures, old, new) | _lock(settings, old, new) | retired(settings, record, new, "Renamed.")
    )
    write(changes)
    click.echo(
        f"{safe(old)} is {safe(new)} now: {counted(len(changes), 'file')} written. Next: dossier check"
    )


def record_or_exit(corpus: Corpus, id_: str) -> Record:
    """The record of an id; without it, exit with status 1."""
    from dossier.diagnostics import did_you_mean

    record = corpus.records.get(id_)
    if record is None:
        hint = did_you_mean(id_, corpus.records)
        refuse(f'no record "{id_}"' + (f"; {hint}" if hint else "; dossier find WORDS lists ids"))
    return record


def references_changed(settings: Settings, corpus: Corpus, record: Record, new: str) -> Changes:
    """The files that refer to a record, with the id `new` in its place."""
    from dossier.renaming import referring, rewritten, settings_rewritten

    changes: Changes = {**settings_rewritten(settings, record, new)}
    for other in referring(corpus, record.id):
        path = settings.project / other.path
        text = path.read_bytes().decode("utf-8")
        if (changed := rewritten(other, text, record.id, new)) != text:
            changes[path] = changed.encode()
    return changes


def _captures(captures: Path, old: str, new: str) -> Changes:
    """The captures of an article, the former ones too, under its new id."""
    from dossier.foreign_paths import join

    changes: Changes = {}
    for path in sorted(captures.glob(f"{old}.*")) if captures.is_dir() else ():
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if path.suffix == ".json":
                data = data.replace(f'"article": "{old}"'.encode(), f'"article": "{new}"'.encode())
            changes[join(captures, new + path.name.removeprefix(old))] = data
            changes[path] = None
    return changes


def _lock(settings: Settings, old: str, new: str) -> Changes:
    from dossier.store import lock

    path = settings.content / lock.NAME
    if not path.is_file() or path.is_symlink():
        return {}
    try:
        found = lock.parse(path.read_text("utf-8"))
    except lock.BadLock:
        return {}
    entries = [
        replace(e, article=new) if e.article == old else e
        for several in found.entries.values()
        for e in several
    ]
    signed = {new if id_ == old else id_: signature for id_, signature in found.signed.items()}
    text = lock.dump(entries, signed)
    return {path: text.encode()} if text != path.read_text("utf-8") else {}


def retired(settings: Settings, record: Record, to: str, reason: str) -> Changes:
    """The list of retired ids with this one, if the record is committed."""
    from dossier.history.git import GitError, text_at_head

    try:
        within = (settings.project / record.path).relative_to(settings.content).as_posix()
        if not text_at_head(settings, within):
            return {}
    except GitError:
        return {}
    path = settings.content / "retired.yml"
    before = path.read_text("utf-8") if path.exists() else ""
    entry = (
        f"- id: {record.id}\n  kind: {record.kind}\n  date: {datetime.date.today().isoformat()}\n"
        f"  reason: {reason}\n  replaced_by: {to}\n"
    )
    return {path: f"{before.rstrip()}\n{entry}".lstrip("\n").encode()}


def write(changes: Mapping[Path, bytes | None]) -> None:
    """Write and delete files; if one fails, all are put back as they were."""
    from dossier.foreign_paths import replace_file

    before = {path: path.read_bytes() if path.exists() else None for path in changes}
    try:
        for path, data in changes.items():
            if data is not None:
                replace_file(path, data)
        for path, data in changes.items():
            if data is None:
                path.unlink(missing_ok=True)
    except BaseException:
        for path, data in before.items():
            if data is None:
                path.unlink(missing_ok=True)
            else:
                replace_file(path, data)
        raise
