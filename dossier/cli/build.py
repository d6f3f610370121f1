"""`dossier build`."""

from __future__ import annotations

import os
import time
from datetime import datetime
from pathlib import Path

import click

from dossier.build.prefetch import FOLDER, StatPrefetch
from dossier.cli.endings import sweep
from dossier.cli.terminal import at_hand, config_option, does_one_thing, settings_or_exit
from dossier.formats.text import safe, summed_up
from dossier.model.figures import counted


@click.command("build")
@config_option
@click.option(
    "--as-of",
    "day",
    type=click.DateTime(formats=["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The dossier as it could be known that day: later sources, and what only they lead to, are left out.",
)
@click.option(
    "--jobs",
    "processes",
    type=click.IntRange(min=1),
    metavar="N",
    help="Processes that draw the pages; as many as there are processors where not said.",
)
@click.option(
    "--cache/--no-cache",
    default=True,
    help="Go on from what the last build left in .cache/, and leave the same for the next.",
)
@click.option("--timings", is_flag=True, help="Say how long each stage took.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def command(
    config_file: Path,
    day: datetime | None,
    processes: int | None,
    cache: bool,
    timings: bool,
    quiet: bool,
) -> None:
    """Compile the dossier into site/, which is replaced in one step.

    Where the content has an error, or anything else fails, the site stays as it was. Only what an edit touches is drawn
    again; .cache/ may be deleted at any time. It is used where it fits this machine's key, ~/.cache/dossier/key or the file
    that $DOSSIER_CACHE_KEY names.

    \b
    Examples:
      dossier build
      dossier build -f ../other/mkdocs.yml
      dossier build --as-of 2019-05-20
      dossier build --timings --jobs 1
    """
    does_one_thing()
    sweep()
    begun = time.monotonic()
    settings = settings_or_exit(config_file)
    folder = settings.project / FOLDER
    scout = StatPrefetch(settings.content, folder, settings.site) if cache and day is None else None
    from dossier.build.driver import Request
    from dossier.cli.building import built_or_exit
    from dossier.cli.progress import progress

    asked = Request(
        settings,
        config_file.resolve(),
        folder if cache else None,
        day=day.date() if day else None,
        processes=processes or os.cpu_count() or 1,
        withheld=at_hand(),
        prefetch=scout,
    )
    stays = f"{settings.site.name}/ stays as it was"
    with progress(quiet) as timed:
        built = built_or_exit(asked, timed, stays, settings.site)
    if timings:
        for name, seconds in timed.seconds.items():
            click.echo(f"{seconds:7.2f} s  {name}", err=True)
    if built.note:
        click.echo(f"Note: {safe(built.note)}.", err=True)
    if day is None and not (settings.site / "changes").exists():
        from dossier.history.git import why_unread

        if unread := why_unread(settings):
            click.echo(f"Note: the page What changed is left out: {safe(unread)}.", err=True)
    if not quiet:
        if left := built.as_of:
            click.echo(
                f"As of {left.day}: {counted(len(left.left_out), 'source')},"
                f" {counted(left.claims_left_out, 'claim')} left out. "
                f"{_near(settings.site)} holds that day now; for today's: dossier build",
                err=True,
            )
        warnings = f" ({summed_up(built.diagnostics)}: see dossier check)" if built.diagnostics else ""
        seconds, written = time.monotonic() - begun, built.totals
        drawn = "" if built.drawn == written.pages else f" ({built.drawn} drawn anew)"
        click.echo(
            f"{written.pages} pages{drawn}, {written.files} files, {written.bytes / 1e6:.1f} MB"
            f" in {seconds:.1f} s: {_near(settings.site)}{warnings}",
            err=True,
        )
        click.echo("Next: open it with dossier serve, or put the folder on any web server.", err=True)


def _near(path: Path) -> str:
    """A path below the current directory relative to it; any other as it is."""
    return str(path.relative_to(Path.cwd())) + "/" if path.is_relative_to(Path.cwd()) else str(path)
