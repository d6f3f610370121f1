"""`dossier undo`."""

from __future__ import annotations

from pathlib import Path

import click

from dossier.cli.add import captures_option, refuse
from dossier.cli.rename import write
from dossier.cli.terminal import config_option, settings_or_exit
from dossier.formats.text import safe


@click.command("undo")
@click.argument("id_", required=False, metavar="[ARTICLE-ID]")
@captures_option
@config_option
def command(id_: str | None, captures: Path, config_file: Path) -> None:
    """Take back the last `dossier add`, or that of an article: the files that it wrote are deleted.

    A file that was changed since is not deleted, and neither are the others.

    \b
    Examples:
      dossier undo
      dossier undo dock-herald-strike
    """
    from dossier.foreign_paths import ForeignPathError
    from dossier.ingest import journal

    settings = settings_or_exit(config_file)
    try:
        entries = journal.read(settings)
        chosen = next((e for e in reversed(entries) if id_ is None or id_ in e.articles), None)
        if chosen is None:
            refuse(f'no dossier add of "{id_}" is on record' if id_ else "no dossier add is on record")
        files = {journal.located(name, settings, captures): digest for name, digest in chosen.files.items()}
        before = {journal.located(name, settings, captures): text for name, text in chosen.before.items()}
    except ForeignPathError as wrong:
        refuse(str(wrong))
    changed = [path for path, digest in files.items() if path.exists() and journal.digest(path) != digest]
    if changed:
        names = ", ".join(safe(path.name) for path in changed)
        refuse(
            f"changed since it was added: {names}; nothing was deleted. Delete by hand what you do not need"
        )
    write({**dict.fromkeys(files), **{path: text.encode() for path, text in before.items()}})
    journal.write(settings, [entry for entry in entries if entry is not chosen])
    click.echo(f"Taken back: {', '.join(safe(path.name) for path in files)}.")
