"""`dossier serve`."""

from __future__ import annotations

import time
import webbrowser
from pathlib import Path

import click

from dossier import config as settings_of
from dossier.cli.terminal import at_hand, config_option, fail, settings_or_exit, show
from dossier.config import ConfigError
from dossier.plaintext import summed_up, told


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

    A mistake is printed here and shown on the page, over the last good one. site/ is not touched. Stop it with Ctrl-C.

    \b
    Examples:
      dossier serve
      dossier serve --address 127.0.0.1:9000 --open
    """
    from dossier.cli.watching import changes
    from dossier.publish.preview import Preview, serving

    settings = settings_or_exit(config_file)
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        fail(f"{address}: no address; write --address 127.0.0.1:8000")

    def follow(preview: Preview, where: str) -> None:
        builder = Builder(preview, config_file)
        for number, _ in enumerate(changes(settings)):
            builder.build()
            if not number:
                click.echo(f"Open {where} ; Ctrl-C ends it.", err=True)
                if open_browser:
                    webbrowser.open(where)

    try:
        serving(settings, config_file.resolve(), host, int(port), follow)
    except KeyboardInterrupt:
        click.echo("", err=True)
    except OSError as error:
        fail(f"{address}: {error.strerror}; choose another with --address")


class Builder:
    """Builds again and again, and reads only what has changed."""

    def __init__(self, preview: object, config_file: Path) -> None:
        from dossier.publish.preview import Preview

        assert isinstance(preview, Preview)
        self.preview, self.config_file = preview, config_file
        self._configured = b""

    def build(self) -> None:
        """Build once; nothing that is wrong with the content ends the serving."""
        from dossier.publish.guard import Withheld

        begun = time.monotonic()
        try:
            pages = self._built()
        except Withheld as stopped:
            show(stopped.diagnostics)
            self.preview.fault("\n".join(told(stopped.diagnostics)))
        except (ConfigError, OSError) as error:
            click.echo(str(error), err=True)
            self.preview.fault(str(error))
        else:
            if pages:
                click.echo(f"{pages} pages in {time.monotonic() - begun:.1f} s.", err=True)

    def _built(self) -> int:
        """The number of pages shown; 0 where an error forbids it."""
        from dossier.compiler import check, compose
        from dossier.history.git import changes
        from dossier.publish.guard import guard_site, names_needed

        settings = settings_of.load(self.config_file)
        if (configured := self.config_file.read_bytes()) != self._configured:
            self._configured = configured
            self.preview.redraw(settings)
        checked = check(settings, withheld=at_hand())
        show(checked.diagnostics)
        if checked.broken:
            click.echo(f"{summed_up(checked.diagnostics)}; the last good pages stay.", err=True)
            self.preview.fault("\n".join(told(d for d in checked.diagnostics if d.severity == "error")))
            return 0
        site = compose(checked, settings, changes(settings))
        guard_site(site, names_needed(checked.corpus))
        self.preview.show(site)
        return len(site.pages)
