"""`dossier verify` and, with `write`, `dossier lock`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dossier.cli.terminal import AUTHOR, config_option, no_link_by_default, settings_or_exit, show
from dossier.formats.text import summed_up


def captures_option(function: click.decorators.FC) -> click.decorators.FC:
    """`--captures DIR`."""
    option = click.option(
        "--captures",
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        default=Path("captures"),
        callback=no_link_by_default,
        show_default=True,
        help="The folder with the texts as they were read: ARTICLE-ID.txt.",
    )
    return option(function)


@click.command("verify")
@captures_option
@config_option
def command(captures: Path, config_file: Path) -> None:
    """Find every quotation, name and label in the captures, letter by letter; write nothing.

    A capture is the text of a source as it was read: the headline, then a block a paragraph, blank lines between.

    \b
    Examples:
      dossier verify --captures ../captures
    """
    run(captures, config_file, write=False)


def run(captures: Path, config_file: Path, *, write: bool) -> None:
    """Verify, and write the lock if nothing is wrong and `write` is set."""
    from collections import Counter

    from dossier.foreign_paths import replace_file
    from dossier.model.figures import counted
    from dossier.pipeline import check
    from dossier.store import lock
    from dossier.store.content import is_there
    from dossier.verify import verified

    settings = settings_or_exit(config_file)
    checked = check(settings)
    broken = [d for d in checked.diagnostics if d.severity == "error" and d.code not in OURS]
    if broken:
        show(broken)
        click.echo(f"{summed_up(broken)}; mend these first. Nothing was verified.", err=True)
        sys.exit(AUTHOR)
    done = verified(checked, captures, settings)
    show(done.diagnostics)
    if any(d.severity == "error" for d in done.diagnostics):
        unwritten = "; nothing was written" if write else ""
        click.echo(f"{summed_up(done.diagnostics)}{unwritten}.", err=True)
        sys.exit(AUTHOR)
    kinds = Counter(entry.kind for entry in done.found)
    articles = len({entry.article for entry in done.found})
    click.echo(
        f"Found in their captures: {counted(kinds['quote'], 'quotation')}, {counted(kinds['named'], 'name')} and"
        f" {counted(kinds['called'], 'label')} of {counted(articles, 'article')}.",
        err=True,
    )
    if done.without_capture:
        lines = counted(len(done.kept), "line")
        click.echo(
            f"No capture at hand for {counted(len(done.without_capture), 'article')}; {lines} of the lock kept as they are.",
            err=True,
        )
    total = len(checked.corpus.articles)
    if total > 1:
        compared = total - len(done.not_compared)
        short = (
            f"; not compared, for want of a capture: {', '.join(done.not_compared)}"
            if done.not_compared
            else ""
        )
        click.echo(f"Texts compared with one another: {compared} of {total}{short}.", err=True)
    if write:
        path = settings.content / lock.NAME
        text = lock.dump((*done.found, *done.kept), done.signed)
        if is_there(settings, lock.NAME) and path.read_text("utf-8", "replace") == text:
            click.echo(f"{path.name} is as it was.", err=True)
            return
        replace_file(path, text.encode())
        click.echo(f"{path.name} written. Next: dossier check, and commit it with the articles.", err=True)


OURS = ("quote-not-verified", "wrong-paragraph", "over-quoted", "bad-lock")
"""Errors that verifying is meant to resolve."""
