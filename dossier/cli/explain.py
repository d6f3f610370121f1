"""`dossier explain`."""

from __future__ import annotations

import click

from dossier.cli.terminal import fail
from dossier.diagnostics import CODES, did_you_mean


@click.command("explain")
@click.argument("code", required=False)
def command(code: str | None) -> None:
    """Say what a diagnostic's CODE means; without one, list them all.

    \b
    Examples:
      dossier explain
      dossier explain missing-key
    """
    if code is None:
        for name in sorted(CODES):
            click.echo(f"{name:22} {CODES[name]}")
    elif code in CODES:
        click.echo(f"{code}\n{CODES[code]}")
    else:
        fail(f'no diagnostic is called "{code}"; {did_you_mean(code, CODES) or "dossier explain lists them"}')
