"""`dossier pack`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from dossier.cli.endings import sweep
from dossier.cli.terminal import AUTHOR, at_hand, config_option, fail, settings_or_exit, show
from dossier.history.discreet import Names
from dossier.leak_check import NamesMissing, Withheld, guard_files, names_needed
from dossier.model.figures import counted


@click.command("pack")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where to write it; NAME.zip by the dossier's name if left out.",
)
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@config_option
def command(output: Path | None, quiet: bool, config_file: Path) -> None:
    """Write the dossier as one zip file: site, data, content, and a program that checks all of it.

    The site is built from nothing, and opens from the disk, with search and map. verify.py needs Python alone: it
    compares every file with its digest, and counts the figures of every claim again. Laid out by BagIt (RFC 8493).

    \b
    Examples:
      dossier pack
      dossier pack -o pier-1.zip
    """
    sweep()
    settings = settings_or_exit(config_file)
    from dossier.build.driver import Request
    from dossier.cli.building import built_or_exit
    from dossier.cli.progress import progress
    from dossier.export.complete import complete
    from dossier.export.complete_schema import complete_schema
    from dossier.foreign_paths import replacing
    from dossier.model.silence import silence
    from dossier.pack import bag
    from dossier.pack.payload import folder_of, info, payload
    from dossier.pipeline import check

    path = output or Path(f"{folder_of(settings.name)}.zip")
    if str(output) == "-":
        fail("a package is a file; name it: -o dossier.zip")
    folder = folder_of(path.stem)
    if not path.parent.is_dir():
        fail(f"{path.parent} is no folder; nothing was written")
    with tempfile.TemporaryDirectory(prefix="dossier-") as temporary:
        site = Path(temporary) / "site"
        asked = Request(
            replace(settings, site=site),
            config_file.resolve(),
            processes=os.cpu_count() or 1,
            withheld=at_hand(),
        )
        with progress(quiet) as timed:
            built_or_exit(asked, timed, "nothing was written", settings.site)
        checked = check(settings, withheld=at_hand())
        records = [record for _, record in sorted(checked.corpus.records.items())]
        stored = b"".join(complete(checked.corpus, checked.figures, settings, records))
        whole = not silence(checked.corpus)
        files = payload(site, stored, complete_schema().encode(), settings, complete=whole)
        try:
            names = names_needed(checked.corpus)
            with replacing(path) as into:
                written = bag.write(_searched(files, names), info(settings), folder, into)
        except (NamesMissing, bag.SameName) as error:
            fail(f"{error}; nothing was written")
        except Withheld as stopped:
            show(stopped.diagnostics)
            click.echo(f"{stopped}; nothing was written.", err=True)
            sys.exit(AUTHOR)
    if not quiet:
        click.echo(
            f"{path}: {counted(written.files, 'file')}, {written.bytes / 1e6:.1f} MB, "
            f"{path.stat().st_size / 1e6:.1f} MB packed.",
            err=True,
        )
        click.echo(f"SHA-256 of its manifest, to be published elsewhere: {written.digest}", err=True)
        if not whole:
            click.echo("Note: content/ is left out, for something is withheld: README.txt says so.", err=True)
        click.echo(f"Next: unzip {path.name}, then python3 {folder}/data/verify.py", err=True)


def _searched(files: Iterable[tuple[str, bytes]], names: Names) -> Iterator[tuple[str, bytes]]:
    """Files of a package; raises `Withheld` at the first that holds a withheld name. The site was searched when built."""
    for name, data in files:
        if not name.startswith("site/"):
            guard_files({name: data}, names)
        yield name, data
