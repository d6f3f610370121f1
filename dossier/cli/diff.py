"""`dossier diff`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from dossier.cli.terminal import AUTHOR, config_option, fail, fail_of_git, settings_or_exit
from dossier.config import Settings, load
from dossier.settings_file import ConfigError

FORMATS = ("text", "markdown", "json")


@click.command("diff")
@click.argument("base", metavar="BASE")
@click.argument("head", metavar="[HEAD]", required=False)
@config_option
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="How to tell it."
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 where there is a difference.")
def command(base: str, head: str | None, config_file: Path, form: str, exit_code: bool) -> None:
    """Say what changed in the evidence from BASE to HEAD: sources, claims, origins, dates, words; not in the YAML.

    BASE and HEAD are git revisions, or directories: a project with a mkdocs.yml, or a content folder. HEAD is the
    content as it lies here, if it is left out. The order of keys and lists is no difference. As Markdown, the articles come
    first whose quotations, names or labels are yet to be locked.

    \b
    Exit status: 0, with --exit-code 1 where there is a difference; 2 the environment is broken.

    \b
    Examples:
      dossier diff HEAD                     what you have changed since the last commit
      dossier diff main --format markdown   for a pull request
      dossier diff ../before ../after
    """
    from dossier.formats.changed import as_json, as_markdown, as_text, summary
    from dossier.history.git import GitError
    from dossier.pipeline import compared

    settings = settings_or_exit(config_file)
    try:
        differences = compared(_state(base, settings), _state(head, settings))
    except GitError as error:
        fail_of_git(error)
    if form == "json":
        click.echo(as_json(differences, base, head or ""), nl=False)
    elif form == "markdown":
        unlocked = _unlocked(settings) if head is None else ()
        click.echo(as_markdown(differences, unlocked=unlocked), nl=False)
    else:
        for line in as_text(differences):
            click.echo(line)
        click.echo(f"{summary(differences)}.", err=True)
    if exit_code and differences:
        sys.exit(AUTHOR)


def _unlocked(settings: Settings) -> Sequence[str]:
    """The articles with words that the lock does not have."""
    from dossier.pipeline import check

    found = check(settings).diagnostics
    return sorted(
        {Path(d.at.path).stem for d in found if (d.code, d.severity) == ("quote-not-verified", "error")}
    )


def _state(name: str | None, settings: Settings) -> Settings:
    """The settings of a state: the working files, a directory, or a git revision; raises `GitError`."""
    from dossier.history.git import state_at

    if name is None:
        return settings
    if name and Path(name).is_dir():
        return _of_directory(Path(name), settings)
    return state_at(settings, name)


def _of_directory(directory: Path, settings: Settings) -> Settings:
    if (directory / settings.file).is_file():
        try:
            return load(directory / settings.file)
        except ConfigError as error:
            fail(str(error))
    content = Path(os.path.abspath(directory))
    return replace(settings, project=content.parent, content=content)
