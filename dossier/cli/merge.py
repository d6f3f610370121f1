"""`dossier merge`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from dossier.cli.add import refuse
from dossier.cli.rename import record_or_exit, references_changed, retired, write
from dossier.cli.terminal import config_option, settings_or_exit
from dossier.formats.text import safe
from dossier.model.figures import counted

if TYPE_CHECKING:
    from dossier.model.corpus import Corpus


@click.command("merge")
@click.argument("keep", metavar="KEEP")
@click.argument("drop", metavar="DROP")
@config_option
def command(keep: str, drop: str, config_file: Path) -> None:
    """Make one record of two that mean the same: every reference to DROP leads to KEEP, and DROP's file is deleted.

    What DROP's file says is not copied: take over its names and text first. Records that refer to both are listed, and
    nothing is written: an article's two accounts of one claim are yours to unite.

    \b
    Examples:
      dossier merge olga-vintner vintner
    """
    from dossier.pipeline import check

    settings = settings_or_exit(config_file)
    corpus = check(settings).corpus
    survivor, dropped = record_or_exit(corpus, keep), record_or_exit(corpus, drop)
    if keep == drop:
        refuse("two ids are needed")
    if survivor.kind != dropped.kind:
        refuse(f'"{keep}" is of kind {survivor.kind}, "{drop}" of kind {dropped.kind}')
    if survivor.kind == "article":
        refuse("two articles are two sources; delete one by hand, with its captures")
    if both := _with_both(corpus, keep, drop):
        refuse(f"these refer to both, and one reference of each is to go first: {', '.join(both)}")
    lost = [name for name in corpus.aliases.get(drop, ()) if name not in corpus.aliases.get(keep, ())]
    changes = references_changed(settings, corpus, dropped, keep)
    changes[settings.project / dropped.path] = None
    changes |= retired(settings, dropped, keep, f"It is the same as {keep}.")
    write(changes)
    click.echo(
        f"{safe(drop)} is {safe(keep)} now: {counted(len(changes), 'file')} written. Next: dossier check"
    )
    if lost:
        click.echo(
            f"Names that {safe(keep)} has not: {safe(', '.join(lost))}. Add them where they are spellings of it."
        )


def _with_both(corpus: Corpus, keep: str, drop: str) -> list[str]:
    """The files whose front matter names both records in one list or mapping."""
    from dossier.model.schema import references

    found = []
    for record in corpus.records.values():
        lists = [{r.keys[:1] for r in references(record) if r.target == id_} for id_ in (keep, drop)]
        if lists[0] & lists[1] and record.id not in (keep, drop):
            found.append(record.path)
    return found
