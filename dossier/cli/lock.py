"""`dossier lock`."""

from __future__ import annotations

from pathlib import Path

import click

from dossier.cli.terminal import config_option
from dossier.cli.verify import captures_option, run


@click.command("lock")
@captures_option
@config_option
def command(captures: Path, config_file: Path) -> None:
    """Verify, and write content/dossier.lock: what was found, where, and the digests of the texts it was found in.

    What has no capture at hand keeps its line, if it is unchanged. `dossier check` then needs no captures. The lock says
    that somebody verified; it cannot be proved again without the captures.

    \b
    Examples:
      dossier lock --captures ../captures
    """
    run(captures, config_file, write=True)
