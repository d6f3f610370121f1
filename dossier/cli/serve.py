"""`dossier serve`."""

from __future__ import annotations

import os
import tempfile
import webbrowser
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.build.prefetch import FOLDER
from dossier.build.trust import CacheTrust
from dossier.cli.add import captures_option
from dossier.cli.endings import reason, sweep
from dossier.cli.terminal import at_hand, config_option, fail, settings_or_exit, show
from dossier.config import Settings
from dossier.formats.text import report_texts, safe, summed_up
from dossier.store.seal import Unusable

if TYPE_CHECKING:
    from dossier.build.request import Result
    from dossier.preview.builder import Outcome
    from dossier.preview.early import EarlyPages, Published
    from dossier.preview.site import DevSite


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
    from dossier.cli.watching import changes
    from dossier.desk.routes import routes
    from dossier.desk.workspace import Workspace
    from dossier.preview.builder import DevBuilder
    from dossier.preview.early import EarlyPages
    from dossier.preview.live import LiveDossier
    from dossier.preview.server import serve
    from dossier.preview.site import DevSite

    sweep()
    settings = settings_or_exit(config_file)
    at_hand()
    host, _, port = address.rpartition(":")
    if not host or not (port.isascii() and port.isdecimal()) or int(port) > 65535:
        fail(f"{address}: no address; write --address 127.0.0.1:8000")
    with _folder(settings) as folder:
        preview = DevSite(settings.base_path, folder / "published")
        reporter = Reporter(preview, folder)
        builder = DevBuilder(config_file.resolve(), folder, reporter.report)
        live = LiveDossier(settings)
        early = EarlyPages(live, folder)
        added = partial(_added, captures, settings)
        desk = Workspace(settings, captures, lambda: preview.diagnostics, added, live)

        def follow(where: str) -> None:
            watched = changes(settings)
            next(watched)
            builder.ask()  # a file may have changed since the first build: change 1
            click.echo(f"Open {where} ; Ctrl-C ends it.", err=True)
            if open_browser:
                webbrowser.open(where)
            early.prepare()
            number = 2
            for burst in watched:
                if burst.settled:
                    builder.ask()
                draw_open_pages(early, reporter, number, burst.paths)
                number += burst.settled

        try:
            reporter.report(builder.build(), 0)
            serve(preview, host, int(port), follow, routes(desk, settings.base_path))
        except KeyboardInterrupt:
            click.echo("", err=True)
        except OSError as error:
            fail(f"{address}: {error.strerror}; choose another with --address")
        finally:
            builder.close()


def draw_open_pages(
    early: EarlyPages, reporter: Reporter, change: int, paths: Collection[Path] | None = None
) -> None:
    """Show pages that are open as they are after a change, before it is built. `paths` are of the files that may have
    changed; without them any may.
    """
    for pages in early.draw(reporter.preview.open_pages, reporter.published, paths):
        reporter.preview.early(pages, change)


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


class Reporter:
    """Reports what comes of each build, in the terminal and on open pages."""

    def __init__(self, preview: DevSite, folder: Path) -> None:
        self.preview, self.folder = preview, folder
        self.published: Published | None = None
        """What the last good site was built with."""

    def report(self, outcome: Outcome, change: int) -> None:
        """Report a build that knows all changes up to a number. The second one, 1, repeats nothing of the first."""
        said = change == 1 and outcome.diagnostics == self.preview.diagnostics
        if outcome.diagnostics is not None:
            self.preview.diagnostics = outcome.diagnostics
            if not said:
                show(outcome.diagnostics)
        if outcome.result is not None:
            self._built(outcome.result, outcome, change)
        elif outcome.diagnostics is not None:
            stays = "no page is shown until it is mended" if outcome.withheld else "the last good pages stay"
            if not said:
                click.echo(f"{summed_up(outcome.diagnostics)}; {stays}.", err=True)
            errors = "\n".join(report_texts(d for d in outcome.diagnostics if d.severity == "error"))
            self._fault(errors, outcome, change)
        else:
            error = outcome.error
            why = reason(error, (self.folder,)) if isinstance(error, OSError) else error
            click.echo(f"{why}; no page is shown until it is there." if outcome.withheld else why, err=True)
            self._fault(why, outcome, change)

    def _built(self, result: Result, outcome: Outcome, change: int) -> None:
        self.published = outcome.published
        if result.note:
            click.echo(f"Note: {safe(result.note)}.", err=True)
        if result.changed:
            self.preview.show(change)
            taken = f"{outcome.seconds:.1f} s"
            click.echo(f"{result.totals.pages} pages, {result.drawn} drawn, in {taken}.", err=True)
        else:
            self.preview.clear(change)

    def _fault(self, text: str, outcome: Outcome, change: int) -> None:
        if outcome.withheld:
            self.preview.withhold(text, change)
        else:
            self.preview.fault(text, change)
