"""`dossier serve`."""

from __future__ import annotations

from pathlib import Path

import click

from dossier.cli.terminal import config_option, fail, settings_or_exit


@click.command("serve")
@config_option
@click.option(
    "-a",
    "--address",
    default="127.0.0.1:8000",
    show_default=True,
    metavar="HOST:PORT",
    help="Where to listen.",
)
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
def command(config_file: Path, address: str, open_browser: bool) -> None:
    """Show the dossier at a local address; pages reload when the content changes.

    A mistake is printed here, and the last good pages stay. Stop it with Ctrl-C.

    \b
    Examples:
      dossier serve
      dossier serve --address 127.0.0.1:9000 --open
    """
    import logging

    from mkdocs.commands.serve import serve
    from mkdocs.exceptions import Abort, MkDocsException

    settings_or_exit(config_file)
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        serve(config_file=str(config_file), dev_addr=address, open_in_browser=open_browser)
    except Abort as error:
        click.echo(str(error), err=True)
        raise SystemExit(1) from error
    except (MkDocsException, OverflowError) as error:
        fail(f"{address}: {error}; write --address 127.0.0.1:8000")
    except OSError as error:
        fail(f"{address}: {error.strerror}; choose another with --address")
