"""`dossier serve`."""

from __future__ import annotations

import os
import tempfile
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier import config as settings_of
from dossier.build.prefetch import FOLDER
from dossier.build.trust import CacheTrust
from dossier.cli.add import captures_option
from dossier.cli.endings import reason, sweep
from dossier.cli.terminal import at_hand, config_option, fail, settings_or_exit, show
from dossier.config import Settings
from dossier.formats.text import report_texts, safe, summed_up
from dossier.incremental.database import remove_path
from dossier.settings_file import ConfigError
from dossier.store.seal import Unusable
from dossier.store.withheld import names_at_hand

if TYPE_CHECKING:
    from dossier.build.dev_site import DevSite
    from dossier.build.request import Result


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
@captures_option
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open it in a browser.")
def command(config_file: Path, address: str, captures: Path, open_browser: bool) -> None:
    """Show the dossier at a local address; pages reload when the content changes.

    A mistake is printed here and shown on the page, over the last good one. site/ is not touched. Stop it with Ctrl-C.

    At /-desk/ sources are read and annotated in the browser: mark words, and the article's file is written.

    \b
    Examples:
      dossier serve
      dossier serve --address 127.0.0.1:9000 --open
    """
    from dossier.build.dev_site import DevSite
    from dossier.build.devserver import serve
    from dossier.cli.watching import changes
    from dossier.desk.routes import routes
    from dossier.desk.workspace import Workspace

    sweep()
    settings = settings_or_exit(config_file)
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        fail(f"{address}: no address; write --address 127.0.0.1:8000")
    with _folder(settings) as folder:
        preview = DevSite(settings.base_path, folder / "published")
        desk = Workspace(settings, captures, lambda: preview.diagnostics, partial(_added, captures, settings))
        builder = Builder(preview, config_file.resolve(), folder)

        def follow(where: str) -> None:
            for number, _ in enumerate(changes(settings)):
                builder.build(again=not number)
                if not number:
                    click.echo(f"Open {where} ; Ctrl-C ends it.", err=True)
                    if open_browser:
                        webbrowser.open(where)

        try:
            # Now, before there are threads, several processes may draw.
            builder.build(os.cpu_count() or 1)
            serve(preview, host, int(port), follow, routes(desk, settings.base_path))
        except KeyboardInterrupt:
            click.echo("", err=True)
        except OSError as error:
            fail(f"{address}: {error.strerror}; choose another with --address")


def _added(captures: Path, settings: Settings, given: str, url: str, publisher: str) -> str:
    """Draft a source for the desk; raises the desk's `Refused`."""
    from dossier.cli.add import add_one
    from dossier.desk.given import Refused

    try:
        from dossier import ingest

        return add_one(given, url, publisher, captures, settings)
    except ModuleNotFoundError:
        raise Refused("this needs more packages: install dossier with its extra, dossier[ingest]") from None
    except ingest.Refused as refused:
        raise Refused(str(refused)) from None


@contextmanager
def _folder(settings: Settings) -> Iterator[Path]:
    """The folder of the preview, kept between runs; a temporary one if it cannot be written."""
    folder = settings.project / FOLDER / "preview"
    try:
        with CacheTrust(folder, settings.project) as trust:
            trust.check()  # else pages of a branch under review would be shown until there are others
        for place in (folder.parent, folder):
            place.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = os.access(folder, os.W_OK)
    except Unusable as why:
        click.echo(f"Note: the cache was not used: {safe(str(why))}.", err=True)
        kept = False
    except OSError:
        kept = False
    if kept:
        yield folder
        return
    with tempfile.TemporaryDirectory(prefix="dossier-serve-") as name:
        yield Path(name).resolve()


class Builder:
    """Builds repeatedly, and renders only what has changed."""

    def __init__(self, preview: DevSite, config_file: Path, folder: Path) -> None:
        self.preview, self.config_file, self.folder = preview, config_file, folder

    def build(self, processes: int = 1, *, again: bool = False) -> None:
        """Build once; errors in the content do not end the server. With `again`, what was printed last is not repeated."""
        from dossier.build.driver import ContentErrors, is_of_names
        from dossier.leak_check import NamesMissing, Withheld
        from dossier.model.pages import TooLarge

        begun = time.monotonic()
        try:
            built = self._built(processes)
        except (ContentErrors, Withheld) as stopped:
            said = again and self.preview.diagnostics == tuple(stopped.diagnostics)
            if not said:
                show(stopped.diagnostics)
            self.preview.diagnostics = tuple(stopped.diagnostics)
            errors = "\n".join(report_texts(d for d in stopped.diagnostics if d.severity == "error"))
            if is_of_names(stopped) and self._withheld(stopped):
                click.echo(
                    f"{summed_up(stopped.diagnostics)}; no page is shown until it is mended.", err=True
                )
                self.preview.withhold(errors)
            else:
                if not said:
                    click.echo(f"{summed_up(stopped.diagnostics)}; the last good pages stay.", err=True)
                self.preview.fault(errors)
        except NamesMissing as error:
            click.echo(f"{error}; no page is shown until it is there.", err=True)
            remove_path(self.preview.site)
            self.preview.withhold(str(error))
        except (ConfigError, TooLarge, OSError) as error:
            told_as = reason(error, (self.folder,)) if isinstance(error, OSError) else str(error)
            click.echo(told_as, err=True)
            self.preview.fault(told_as)
        else:
            if not again or self.preview.diagnostics != built.diagnostics:
                show(built.diagnostics)
            self.preview.diagnostics = built.diagnostics
            if built.note:
                click.echo(f"Note: {safe(built.note)}.", err=True)
            if built.changed:
                self.preview.show()
                taken = f"{time.monotonic() - begun:.1f} s"
                click.echo(f"{built.totals.pages} pages, {built.drawn} drawn, in {taken}.", err=True)
            else:
                self.preview.clear()

    def _withheld(self, stopped: Exception) -> bool:
        """Remove the last good pages if they may contain a withheld name; returns whether they were removed."""
        from dossier.leak_check import Withheld, hits_in

        # The spellings of a record that contains its withheld names may not be at hand.
        if isinstance(stopped, Withheld) and not hits_in(self.preview.site, names_at_hand()):
            return False
        remove_path(self.preview.site)
        return True

    def _built(self, processes: int) -> Result:
        from dossier.build.driver import Request, build
        from dossier.cli.progress import Silent

        settings = replace(settings_of.load(self.config_file), site=self.preview.site)
        withheld = at_hand()
        return build(
            Request(
                settings,
                self.config_file,
                self.folder,
                processes=processes,
                withheld=withheld,
                draft=True,
            ),
            Silent(),
        )
