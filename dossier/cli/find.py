"""`dossier find`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.terminal import AUTHOR, config_option, settings_or_exit
from dossier.formats.text import safe

MOST = 20


@click.command("find")
@click.argument("words", nargs=-1, required=True, metavar="WORDS...")
@config_option
def command(words: tuple[str, ...], config_file: Path) -> None:
    """List records by any spelling of their names, or words of their titles, with the ids to write.

    Case, accents, vowel signs, endings and transliterations make no difference.

    \b
    Examples:
      dossier find 2nd dockers union
      dossier find Винтнер
      dossier find strike quay town
    """
    from dossier.ingest.lookup import Lookup
    from dossier.pipeline import check

    settings = settings_or_exit(config_file)
    corpus = check(settings).corpus
    found = Lookup(corpus).find(" ".join(words))
    for _, id_, kind, title, spelling in found[:MOST]:
        alias = f'   as "{spelling}"' if spelling and spelling != title else ""
        click.echo(safe(f"{id_:<44} {kind:<9} {title}{alias}"))
    if len(found) > MOST:
        click.echo(f"and {len(found) - MOST} more; add a word", err=True)
    if not found:
        click.echo(f"Nothing is called {safe(' '.join(words))!r}. Next: dossier new KIND ID", err=True)
        sys.exit(AUTHOR)
