"""`dossier check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.terminal import AUTHOR, config_option, settings_or_exit, show
from dossier.plaintext import summed_up


@click.command("check")
@config_option
def command(config_file: Path) -> None:
    """Say what is wrong with the content, all at once; write nothing.

    \b
    Exit status: 0 nothing forbids publishing, 1 errors in the content,
    2 the environment is broken.

    \b
    Examples:
      dossier check
      dossier explain unknown-id    what a code in brackets means
    """
    from dossier.compiler import check

    settings = settings_or_exit(config_file)
    checked = check(settings)
    show(checked.diagnostics)
    records = len(checked.corpus.records)
    click.echo(f"{summed_up(checked.diagnostics)} in {records} records.", err=True)
    if checked.failed:
        click.echo(
            "Mend the errors, then run it again; 'dossier explain CODE' tells the rule behind a code.",
            err=True,
        )
        sys.exit(AUTHOR)
    click.echo("Next: dossier serve to look at it, dossier build to write it.", err=True)
