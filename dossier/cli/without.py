"""`dossier without`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.terminal import AUTHOR, config_option, fail, settings_or_exit, show
from dossier.diagnostics import did_you_mean


@click.command("without")
@click.argument("id_", metavar="ID")
@config_option
def command(id_: str, config_file: Path) -> None:
    """Say what falls without the source ID, as if it had been deleted: which claims lose an origin, or their last.

    ID is an article, or a publisher with all its articles, or any body that a chain ends in.

    \b
    Examples:
      dossier without dock-herald-strike
      dossier without harbour-authority
    """
    from dossier.model.figures import counted
    from dossier.pipeline import check, impact

    checked = check(settings_or_exit(config_file))
    if checked.failed:
        show([d for d in checked.diagnostics if d.severity == "error"])
        sys.exit(AUTHOR)
    if id_ not in checked.corpus.records:
        fail(f'no record "{id_}"; {did_you_mean(id_, checked.corpus.records)}'.rstrip("; "))
    falls = impact(checked, id_)
    for fall in falls:
        lost = f"; lost: {', '.join(fall.lost)}" if fall.lost else ""
        depth = "to no origin" if fall.to_nothing else "to one origin" if fall.to_one else "weaker"
        click.echo(
            f"{depth:13} {fall.claim}: articles {fall.articles[0]} to {fall.articles[1]},"
            f" independent origins {fall.origins[0]} to {fall.origins[1]}{lost}"
        )
    nothing = sum(fall.to_nothing for fall in falls)
    one = sum(fall.to_one for fall in falls)
    click.echo(
        f"Without {id_}, of {counted(len(checked.figures.claims), 'claim')}: {len(falls)} changed,"
        f" {nothing} left with no known origin, {one} with one.",
        err=True,
    )
