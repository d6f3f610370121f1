"""`dossier check`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.terminal import AUTHOR, at_hand, config_option, fail, settings_or_exit, show
from dossier.plaintext import summed_up


@click.command("check")
@config_option
@click.option(
    "--ratchet",
    is_flag=True,
    help="Fail where a claim has lost an origin, a date has widened or an id is gone.",
)
@click.option(
    "--base",
    default="HEAD",
    show_default=True,
    metavar="REF",
    help="The git state that --ratchet compares with.",
)
def command(config_file: Path, ratchet: bool, base: str) -> None:
    """Say what is wrong with the content, all at once; write nothing.

    \b
    Exit status: 0 nothing forbids publishing, 1 errors in the content,
    2 the environment is broken.

    \b
    Examples:
      dossier check
      dossier explain unknown-id    what a code in brackets means
      dossier check --ratchet --base origin/main
    """
    from dossier.compiler import check

    settings = settings_or_exit(config_file)
    if ratchet:
        from dossier.history.git import GitError, state_at

        try:
            with state_at(settings, base) as before:
                checked = check(settings, before, at_hand())
        except GitError as error:
            fail(str(error))
    else:
        checked = check(settings, withheld=at_hand())
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
